"""The date of access lies ahead.

Severity: warning.

## What it finds
A date of access after the day of the audit, whichever of its figures is read as the month.

## Why it matters
Nobody has been there yet: a figure is wrong.

## Example
“Accessed on: 5/5/2042”

## When it is wrong
The clock of the machine that runs the audit is wrong.
"""

from collections.abc import Iterator
from datetime import date

from refcheck.checks.card import card
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Date, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The date of access, where it is after today."""
    accessed = case.reference.work.accessed
    earliest = _earliest(accessed) if accessed and accessed.year else None
    if case.today and accessed and earliest and earliest > case.today:
        yield Finding(
            rule=RULE,
            message=worded("access-date-in-future", day=accessed.raw or str(accessed), today=str(case.today)),
            span=place(case.reference, "accessed"),
        )


def _earliest(accessed: Date) -> date | None:
    """The earliest day that the date can mean, whichever of its figures is the month; ``None`` if it can mean none."""
    year, month, day = accessed.year or 1, accessed.month or 1, accessed.day or 1
    return min((found for found in (_day(year, month, day), _day(year, day, month)) if found), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
