"""The place of publication is not the registered one.

Severity: info.

## What it finds
A city that is none of the record's. In a printed reference to a meeting's paper it is left alone: it may be where the meeting was.

## Why it matters
It is worth knowing where the rest is doubtful, too.

## Example
“Northmouth” for a book that its house registered in Port Arden.

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
    if case.reference.structured or case.reference.work.type != "paper-conference":
        yield from value_finding(case, RULE, "publisher-place", "place")
