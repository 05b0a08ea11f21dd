"""The DOI is shown in an outdated way.

Severity: info.

## What it finds
A DOI behind dx.doi.org, behind http instead of https, or behind info:doi/ or urn:doi:.

## Why it matters
The old addresses still work. The registration agencies ask for https://doi.org/ since 2017.

## Example
“http://dx.doi.org/10.1016/j.rivst.2015.10.003”

## When it is wrong
A house style that wants it so.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.places import field_around
from refcheck.identifiers.schemes import doi
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety, Scheme

RULE = card(__name__, __doc__)

_OUTDATED = re.compile(
    r"(?:https?://)?(?:www\.)?dx\.doi\.org/|http://(?:www\.)?doi\.org/|(?:info|urn):doi[:/]", re.IGNORECASE
)
"""A way to show a DOI that was given up: ``http://dx.doi.org/``, ``info:doi/``."""


def check(case: Case) -> Iterator[Finding]:
    """Each DOI that is shown so, with the link as it should be; not in a DOI's own field, which takes no link."""
    reference = case.reference
    for identifier in reference.of_scheme(Scheme.DOI):
        span = doi.label_span(reference.raw, identifier)
        label = span.of(reference.raw)
        if _OUTDATED.search(label) and field_around(reference, identifier) is None:
            yield Finding(
                rule=RULE,
                message=worded("doi-label-outdated", label=label, resolver=doi.RESOLVER),
                span=span,
                fix=Fix(span=span, replacement=doi.RESOLVER, safety=Safety.SAFE),
            )
