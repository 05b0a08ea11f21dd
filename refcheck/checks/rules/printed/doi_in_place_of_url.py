"""A DOI stands where an address is announced.

Severity: info.

## What it finds
A bare DOI behind “Available at” or its like, which announce an address that can be clicked.

## Why it matters
A DOI is shown as a link (https://doi.org/…) or after the label “doi:”; behind “Available at” it is neither.

## Example
“Available at: (doi: 10.1007/s12345-020-00678-9)”

## When it is wrong
A house style that wants it so.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.printing.announcements import announcements
from refcheck.messages import worded
from refcheck.model import Case, Finding, Scheme, Span

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each DOI that is announced as an address and is none."""
    raw = case.reference.raw
    for announcement in announcements(case.reference):
        doi = announcement.identifier
        if doi is not None and doi.scheme is Scheme.DOI and "/" not in raw[announcement.span.end : doi.span.start]:
            yield Finding(
                rule=RULE,
                message=worded(
                    "doi-in-place-of-url", label=announcement.span.of(raw).strip(), url=f"https://doi.org/{doi.value}"
                ),
                span=Span(announcement.span.start, doi.span.end),
            )
