"""The year of publication lies ahead.

Severity: warning.

## What it finds
A year of publication after the next one, of a work that is cited with volume and pages, or in a field of its own.

## Why it matters
What has a volume and pages has appeared: figures of the year are wrong or stand the wrong way round.

## Example
“(2051). Journal of Rivers, 3, 17–29”

## When it is wrong
The clock of the machine that runs the audit is wrong. Years of calendars that are ahead of the Gregorian one (พ.ศ. 2567) are
passed over.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Finding, Work

RULE = card(__name__, __doc__)

_OTHER_CALENDARS = 2400
"""Years from here on are of the Buddhist era or of another calendar: 2400 was 1857."""


def check(case: Case) -> Iterator[Finding]:
    """The year, where it is more than one year after today's."""
    reference = case.reference
    issued = reference.work.issued
    year = issued.year if issued else None
    if year is None or case.today is None or not case.today.year + 1 < year < _OTHER_CALENDARS:
        return
    if reference.structured or _has_appeared(reference.work):
        yield Finding(
            rule=RULE,
            message=worded("year-in-future", year=year, today=str(case.today)),
            span=place(reference, "issued"),
        )


def _has_appeared(work: Work) -> bool:
    return bool(work.volume and (work.page or work.article_number))
