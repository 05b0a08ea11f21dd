"""What is labelled as a DOI is none.

## What it finds
Something that is called a DOI and cannot be read as one, in a reference that has no other.

## Why it matters
The link is lost: no registry can be asked.

## Example
“doi: 10.1016”, with nothing behind the prefix.

## When it is wrong
A number of the journal's own that is printed behind the label.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.identifiers import why_none
from refcheck.model import Case, Finding, Scheme, Severity, Span

RULE = card(__name__, __doc__, Severity.WARNING)

_LABELLED = re.compile(r"(?:\bdoi\.org/|\bdoi\b[\s.:]{1,4})(\S*\d\S*)", re.IGNORECASE)
"""A label and the word behind it, which holds a figure: ``doi: 10.1016``, ``https://doi.org/12345``."""


def check(case: Case) -> Iterator[Finding]:
    """The first thing that is labelled as a DOI, where the reference has none."""
    raw = case.reference.raw
    found = _LABELLED.search(raw)
    if found and not case.reference.of_scheme(Scheme.DOI):
        yield Finding(
            rule=RULE, message=f"“{found[1]}” cannot be read as a DOI: {why_none(found[1])}.", span=Span(*found.span(1))
        )
