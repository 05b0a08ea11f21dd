"""Several ISBNs run together.

Severity: info.

## What it finds
ISBNs with no space between them.

## Why it matters
They are read as one number that is none.

## Example
“ISBN: 9780306406157,9781032121819,9781003022336”

## When it is wrong
It states what is printed; there is nothing to judge.
"""

from collections.abc import Iterator
from itertools import pairwise

from refcheck.checks.card import card
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety, Scheme, Span

RULE = card(__name__, __doc__)

_MARKS = frozenset({"", ",", ";", "/", "|"})
"""What stands between two ISBNs that run together."""


def check(case: Case) -> Iterator[Finding]:
    """The ISBNs that run together, in one finding, parted in the fix. A structured source parts them in its own way."""
    raw = case.reference.raw
    numbers = case.reference.of_scheme(Scheme.ISBN)
    gaps = [raw[one.span.end : other.span.start] for one, other in pairwise(numbers)]
    if case.reference.structured or not gaps or not _MARKS.issuperset(gaps):
        return
    span = Span(numbers[0].span.start, numbers[-1].span.end)
    parted = ", ".join(number.raw for number in numbers)
    yield Finding(
        rule=RULE,
        message=worded("isbns-run-together", count=len(numbers), printed=span.of(raw)),
        span=span,
        fix=Fix(span=span, replacement=parted, safety=Safety.SAFE),
    )
