"""The resolver stands twice before the DOI.

Severity: info.

## What it finds
An address of doi.org before another one or before “doi:”, and “doi:” printed twice, each right before a DOI.

## Why it matters
The link leads nowhere: doi.org is asked for a DOI that begins with its own address.

## Example
“https://doi.org/https://doi.org/10.1016/j.rivst.2015.10.003”

## When it is wrong
Hardly ever: no DOI begins with an address.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.places import field_around
from refcheck.identifiers.schemes import doi
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety, Scheme, Span

RULE = card(__name__, __doc__)

_ADDRESS = r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/"
_REPEATED = re.compile(
    rf"(?P<address>{_ADDRESS})(?:{_ADDRESS}|doi:[ ]?)+\Z|(?P<label>doi:[ ]?)(?:doi:[ ]?)+\Z", re.IGNORECASE
)
"""A resolver or label printed twice before a DOI: ``https://doi.org/https://doi.org/``, ``https://doi.org/doi:``, ``doi: doi:``."""

_LONGEST = 120
"""Characters before a DOI that are searched."""


def check(case: Case) -> Iterator[Finding]:
    """Each DOI with such a beginning, and with one resolver in its place; not in a DOI's own field, which takes no link."""
    reference = case.reference
    for identifier in reference.of_scheme(Scheme.DOI):
        start = max(0, identifier.span.start - _LONGEST)
        found = _REPEATED.search(reference.raw, start, identifier.span.start)
        if found is None or field_around(reference, identifier) is not None:
            continue
        yield Finding(
            rule=RULE,
            message=worded("doi-resolver-repeated", printed=found[0].strip()),
            span=Span(*found.span()),
            fix=Fix(
                span=Span(*found.span()),
                replacement=doi.RESOLVER if found["address"] else found["label"],
                safety=Safety.SAFE,
            ),
        )
