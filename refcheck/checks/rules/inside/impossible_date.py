"""The date is none.

Severity: warning.

## What it finds
A date that no calendar has: the 30th of February, the 14th month.

## Why it matters
Nobody can tell which day was meant.

## Example
“Accessed on: 31/4/2024”

## When it is wrong
A number that looks like a date and is none.
"""

import re
from collections.abc import Iterator
from datetime import date

from refcheck.checks.card import card
from refcheck.checks.printing.masking import prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Span

RULE = card(__name__, __doc__)

_DATE = re.compile(r"(?<![\d./-])(?!0\D)(\d{1,2})\s?([/.-])\s?(?!0\D)(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?![\d/-])")
"""A date in figures, the year last: ``31/4/2024``, ``5/4/ 2024``. A lone 0 is a version's: ``2.0. 2013``."""

_ISO_DATE = re.compile(r"(?<![\d./-])((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?![\d/-])")
"""A date in figures, the year first: ``2024-02-30``."""


def check(case: Case) -> Iterator[Finding]:
    """Each date in figures that is no day, whichever of them is read as the month."""
    text = prose(case.reference, "issued", "accessed")
    for found in _DATE.finditer(text):
        if not _is_day(found[4], found[3], found[1]) and not _is_day(found[4], found[1], found[3]):
            yield _finding(found)
    for found in _ISO_DATE.finditer(text):
        if not _is_day(found[1], found[3], found[4]):
            yield _finding(found)


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _finding(found: re.Match[str]) -> Finding:
    return Finding(rule=RULE, message=worded("impossible-date", day=found[0]), span=Span(*found.span()))
