"""The place of publication is not the registered one.

Severity: info.

## What it finds
A city in a structured source that is none of the record's. In a printed reference the place is left alone.

## Why it matters
It is worth knowing where the rest is doubtful, too.

## Example
“Sydney, Australia” for proceedings that are registered in Bangkok, Thailand.

## When it is wrong
Publishers have several places, and proceedings have that of the meeting besides.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The place, where it differs from the record's."""
    if case.reference.structured:
        yield from value_finding(case, RULE, "publisher-place", "place")
