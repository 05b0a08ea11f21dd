"""The place of publication is not the registered one.

Severity: info.

## What it finds
A city that is none of the record's. In a printed reference to a meeting's paper it may be where the meeting was, and is left
alone, unless what is registered is no seat of the publisher, either.

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
from refcheck.gazetteer.publishers import is_elsewhere, publishers_of
from refcheck.model import Case, Finding
from refcheck.text.folding import fold

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The place, where it differs from the record's."""
    if case.reference.structured or case.reference.work.type != "paper-conference" or _is_of_meeting(case):
        yield from value_finding(case, RULE, "publisher-place", "place")


def _is_of_meeting(case: Case) -> bool:
    """Whether the registered place is that of the meeting."""
    held = case.match.record.work if case.match else None
    if held is None or not held.publisher_place:
        return False
    return is_elsewhere(fold(held.publisher_place), publishers_of(fold(held.publisher or "")))
