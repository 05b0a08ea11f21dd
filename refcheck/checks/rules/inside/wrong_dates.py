"""Impossible dates: in no calendar, in the future, or in the wrong order."""

import re
from collections.abc import Iterator
from datetime import date

from refcheck.checks.certainty import confirmed, read_with_certainty
from refcheck.checks.comparing.printed_text import printed_numbers
from refcheck.checks.evidence import printed
from refcheck.checks.places import place, prose
from refcheck.gazetteer.calendars import BUDDHIST
from refcheck.matching.appearance import has_place
from refcheck.messages import worded
from refcheck.model import Case, Finding, Reference, Rule, Span
from refcheck.text.deferred import deferred

_DATE = deferred(r"(?<![\d./-])(?!0\D)(\d{1,2})\s?([/.-])\s?(?!0\D)(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?![\d/-])")
"""A numeric date, the year last: ``31/4/2024``, ``5/4/ 2024``. A lone 0 is part of a version number: ``2.0. 2013``."""

_ISO_DATE = re.compile(r"(?<![\d./-])((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?![\d/-])")
"""A numeric date, the year first: ``2024-02-30``."""

_YEAR = re.compile(r"(?:19|20)\d\d")

_ANY_YEAR = deferred(r"\d{4}")
"""A year as printed, in any digits and calendar: ``۱۴۰۲``."""


def impossible_date(case: Case, rule: Rule) -> Iterator[Finding]:
    """The date is not valid.

    Severity: warning.

    Yield each date that does not exist, numeric or with the name of a month; in a numeric date, either number may be the month.

    ## What it finds
    A date that no calendar has: the 30th of February, the 14th month.

    ## Why it matters
    It is unclear which day was meant.

    ## Example
    “Accessed on: 31/4/2024”

    ## When it is wrong
    A number that looks like a date but is not one.
    """
    reference = case.reference
    text = prose(reference, "issued", "accessed")
    found = [each for each in _DATE.finditer(text) if not _earliest(int(each[4]), int(each[3]), int(each[1]))]
    found += [each for each in _ISO_DATE.finditer(text) if not _day(int(each[1]), int(each[3]), int(each[4]))]
    wrong = [Span(*each.span()) for each in found]
    wrong += [span for span in _no_days(reference) if not any(span.overlaps(each) for each in wrong)]
    for span in wrong:
        yield Finding(rule=rule, message=worded("impossible-date", day=span.of(reference.raw)), span=span)


def _no_days(reference: Reference) -> Iterator[Span]:
    """Yield the spans of impossible dates with month and day that were read with certainty, in the Gregorian calendar."""
    for name, day in (("issued", reference.work.issued), ("accessed", reference.work.accessed)):
        field = place(reference, name)
        if day is None or field is None or not (day.year and day.month and day.day):
            continue
        is_gregorian = str(day.year) in field.of(reference.raw)
        start = reference.raw.find(day.raw or "", field.start, field.end)
        if (
            is_gregorian
            and start >= 0
            and not _day(day.year, day.month, day.day)
            and read_with_certainty(reference, name)
        ):
            yield Span(start, start + len(day.raw)) if day.raw else field


_MISTYPED_YEAR = deferred(
    r"\d{1,3}|\d{5}|(?=[\d ]{5}$)\d{1,3} \d{1,3}|(?:1[89]|20)\d\d-\d\d|(?!1[2-4]\d\d)[12][\dOolI]{3}", re.ASCII
)
"""Digits meant as a year that are not one: ``201``, ``20155``, ``20 15``, ``2015-13``, ``2O15``; 1309 is an Islamic year."""


def impossible_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year is not valid.

    Severity: warning.

    Yield what is in place of the year but is not one, for a modern work: one with a volume, a DOI or a URL.

    ## What it finds
    A year with a digit too many or too few, with a space or a letter in it, or with a month that does not exist.

    ## Why it matters
    Programs shorten it to another year, or drop it, and the reference is sorted and cited by the result.

    ## Example
    `year = {20155}`

    ## When it is wrong
    A work of antiquity that is cited from a modern collection by its own year. Years from 1200 to 1499 are not judged: they may be
    of the Islamic, the Ottoman or the Persian calendar.
    """
    work = case.reference.work
    printed_year = work.issued.raw if work.issued and work.issued.year is None else None
    if printed_year and _MISTYPED_YEAR.fullmatch(printed_year) and (work.volume or work.doi or work.url):
        yield Finding(
            rule=rule, message=worded("impossible-year", year=printed_year), span=place(case.reference, "issued")
        )


def access_date_in_future(case: Case, rule: Rule) -> Iterator[Finding]:
    """The access date is in the future.

    Severity: warning.

    Yield the date of access, if it is after today.

    ## What it finds
    A date of access after the date of the audit, whichever of its numbers is read as the month.

    ## Why it matters
    The page cannot have been read then: a digit is wrong.

    ## Example
    “Accessed on: 5/5/2042”

    ## When it is wrong
    The clock of the machine that runs the audit is wrong.
    """
    accessed = case.reference.work.accessed
    earliest = _earliest(accessed.year, accessed.month or 1, accessed.day or 1) if accessed and accessed.year else None
    if case.today and accessed and earliest and earliest > case.today:
        message = worded("access-date-in-future", day=accessed.raw or str(accessed), today=str(case.today))
        yield Finding(rule=rule, message=message, span=place(case.reference, "accessed"))


def _earliest(year: int, month: int, day: int) -> date | None:
    """Return the earliest date that the numbers can mean, whichever of them is the month; ``None`` if there is none."""
    return min((found for found in (_day(year, month, day), _day(year, day, month)) if found), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def access_before_publication(case: Case, rule: Rule) -> Iterator[Finding]:
    """The access date is before the publication.

    Severity: info.

    Yield the date of access, if its year is before that of the publication.

    ## What it finds
    A page that was accessed in a year before that of its publication.

    ## Why it matters
    One of the two years is wrong.

    ## Example
    “(2024) …, (Accessed on: 3/5/2021)”

    ## When it is wrong
    An article that was read online before its issue appeared; a difference of one year is therefore allowed if the work has a DOI,
    a volume or pages.
    The only finding in real lists was wrong: the date of an interview was read as that of access. It is a note.
    """
    work = case.reference.work
    issued, accessed = work.year, work.accessed.year if work.accessed else None
    allowed = 1 if work.doi or work.volume or work.page else 0
    if issued is None or accessed is None or accessed >= issued - allowed:
        return
    if read_with_certainty(case.reference, "issued", "accessed") and not confirmed(case, "issued"):
        message = worded("access-before-publication", issued=issued, accessed=accessed)
        evidence = (printed("accessed", str(accessed), beside=str(issued)),)
        yield Finding(rule=rule, message=message, span=place(case.reference, "accessed"), evidence=evidence)


def year_in_future(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year of publication is in the future.

    Severity: warning.

    Yield the year, if it is more than one year after the current year.

    ## What it finds
    A year of publication after next year, for a work that is cited with volume and pages, or in a field of its own.

    ## Why it matters
    A work with volume and pages has been published: digits of the year are wrong or transposed.

    ## Example
    “(2051). Journal of Rivers, 3, 17–29”

    ## When it is wrong
    The clock of the machine that runs the audit is wrong. Years of calendars that are ahead of the Gregorian one (พ.ศ. 2567) are
    not judged, nor are years that were converted from another calendar, or a number printed beside another year: it may be that of
    an issue.
    """
    reference = case.reference
    year, issued = reference.work.year, reference.work.issued
    if issued and issued.raw and str(year) not in issued.raw and _ANY_YEAR.search(issued.raw):
        return
    if year is None or case.today is None or not case.today.year + 1 < year < BUDDHIST:
        return
    others = printed_numbers(reference, but=("title", "page", "accessed"))
    if any(_YEAR.fullmatch(number) and int(number) <= case.today.year for number in others):
        return
    if reference.structured or (has_place(reference.work) and read_with_certainty(reference, "issued")):
        message = worded("year-in-future", year=year, today=str(case.today))
        yield Finding(rule=rule, message=message, span=place(reference, "issued"))
