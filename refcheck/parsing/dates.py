"""Dates as they are printed, in the calendars of many languages."""

import re

from refcheck.lexicon import Term, is_undated, month_number, respelt, words
from refcheck.model import Date
from refcheck.parsing.calendars import FIGURES, FIRST_PRINTED, of_its_calendar, other_calendar_year
from refcheck.text.combining import COMBINING
from refcheck.text.deferred import deferred

YEAR = re.compile(r"(?<![\d§])(?<!§\s)(1[3-9]\d\d|20\d\d)(?!\d)")
"""A year of four digits on its own: "2024", "1987a"; not "12024", nor a section: "§ 1985"."""

RAISED_EDITION = re.compile(r"(?<!\d)(?:[1-9](1[89]\d\d|20\d\d)|(1[89]\d\d|20\d\d)[1-9])(?!\d)")
"""A year that touches the superscript number of an edition: "12001", "20082"."""

YEAR_BESIDE = deferred(
    r"[\[(](1[3-9]\d\d|20\d\d)[\])](?=\s\d{4}(?!\d))|(?<=\d{4}\s[\[(])(1[3-9]\d\d|20\d\d)(?=[\])])"
    r"|(?<!\d)(1[3-9]\d\d|20\d\d)/(?=\d{4}(?!\d))"
)
"""The year of another printing beside the year of this one: "[1929] 1991", "(1929) 1991", "1991 [1929]", "1835 (1836)",
"1929/1991"."""

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-–]\s?(\d{1,2})\s?[/.\-–]\s?(\d{4})(?!\d)")
"""Three numbers separated by punctuation, the year last: "15/5/2024", "07.04.2024", "5/4/ 2024"."""

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년–]\s?(\d{1,2})(?:\s?[-/.月월–]\s?(\d{1,2}))?(?!\d)")
"""ISO 8601 and similar forms: "2024-05-03", "2024/5/3", "2024年5月3日", "2024년 5월 3일", "2024. 5. 3"."""

_PIECE = re.compile(rf"(?:[^\W\d_]|[{COMBINING}])+|(?<!\d)\d{{1,2}}(?!\d)")
"""A word of letters, or a number of one or two digits: "May", "3", "3rd", "जून"."""


def read_date(text: str, within: str = "") -> Date | None:
    """Return the date in ``text``, with ``text`` as its printed form, or ``None`` if there is none.

    Day and month of "5/4/2024" are read day first, as outside the United States, unless the second number can only be a day.
    A year of another calendar is converted to the Gregorian year in which it begins, if its own words ("平成15年", "1440هـ") or the
    reference ``within`` which it is printed show its calendar; a Gregorian year printed beside it takes precedence.
    """
    printed = " ".join(text.split()).strip(" ,;:.()[]{}")
    if len(printed) == 4 and YEAR.match(printed) and printed.isascii() and printed[:2] > "14":
        return Date(year=int(printed), raw=printed)
    plain = text.translate(FIGURES)
    if counted := other_calendar_year(plain, within or text):
        rest = f"{plain[: counted.start]} {plain[counted.end :]}"
        if (_year(rest) or 0) >= FIRST_PRINTED:
            plain = rest
        elif counted.year is None or not counted.same_months:
            return Date(year=counted.year, raw=printed)
        else:
            plain = f"{plain[: counted.start]}{counted.year}年{plain[counted.end :]}"
    numeric = _numeric(plain)
    if numeric is not None:
        return Date(year=numeric[0], month=numeric[1], day=numeric[2], raw=printed)
    year = _year(plain)
    if year is None:
        return Date(raw=printed) if is_undated(text) else None
    month, day = _month_and_day(plain)
    date = Date(year=year, month=month, day=day, raw=printed)
    return of_its_calendar(date, within or text) if within or not text.isascii() else date


def _year(text: str) -> int | None:
    """Return the first year outside square brackets, which hold the year of another edition; else the first inside.

    A year before printing is of another calendar, and a Gregorian year printed with it takes precedence.
    """
    outside = re.sub(r"\[[^\]]*\]", lambda bracket: " " * len(bracket[0]), text)
    if years := [int(found[1]) for found in (*YEAR.finditer(outside), *YEAR.finditer(text))]:
        return next((year for year in years if year >= FIRST_PRINTED), years[0])
    raised = RAISED_EDITION.search(text)
    return int(raised[1] or raised[2]) if raised else None


def _numeric(text: str) -> tuple[int, int | None, int | None] | None:
    for found in _DAY_FIRST.finditer(text):
        day, month, year = (int(part) for part in found.groups())
        if month > 12 >= day:
            day, month = month, day
        if 1 <= month <= 12 and 1 <= day <= 31 and 1400 <= year <= 2100:
            return year, month, day
    for found in _YEAR_FIRST.finditer(text):
        year, month, rest = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        if (
            1400 <= year <= 2100
            and 1 <= month <= 12
            and (rest is None or 1 <= rest <= 31)
            and (rest or found[0][4:5] != "–")
        ):
            return year, month, rest
    return None


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    """Return the first month that is named, and the number beside it if that can be a day."""
    pieces = [piece for piece in _PIECE.findall(text) if piece.lower() not in words(Term.WITHIN_DATE)]
    for place, piece in enumerate(pieces):
        month = month_number(respelt(piece, Term.MONTH) or "")
        if month is None:
            continue
        for beside in (pieces[place - 1 : place] or [""]) + pieces[place + 1 : place + 2]:
            if beside.isdecimal() and 1 <= int(beside) <= 31:
                return month, int(beside)
        return month, None
    return None, None


def of_its_type(date: Date, kind: str | None) -> Date:
    """Return the date, without a year read from "20082" in an article, which has no edition whose number could touch the year."""
    is_raised = kind == "article-journal" and RAISED_EDITION.fullmatch(date.raw or "") is not None
    return Date(raw=date.raw) if is_raised else date
