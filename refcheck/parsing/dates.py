"""Dates as they are stated, in the calendars of many languages."""

import re
from functools import cache

from refcheck.gazetteer.names import iranian_places
from refcheck.lexicon import Term, is_undated, month_number, respelt, words
from refcheck.lexicon.patterns import WordSet
from refcheck.lexicon.wordings import names_of
from refcheck.model import Date

YEAR = re.compile(r"(?<!\d)(1[3-9]\d\d|20\d\d)(?!\d)")
"""A year of four digits that stands by itself: "2024", "1987a", not "12024"."""

RAISED_EDITION = re.compile(r"(?<!\d)(?:[1-9](1[89]\d\d|20\d\d)|(1[89]\d\d|20\d\d)[1-9])(?!\d)")
"""A year that touches the number of an edition, printed small and raised: "12001", "20082"."""

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-–]\s?(\d{1,2})\s?[/.\-–]\s?(\d{4})(?!\d)")
"""Three numbers parted by one kind of mark: "15/5/2024", "07.04.2024", "5/4/ 2024"."""

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年–]\s?(\d{1,2})(?:\s?[-/.月–]\s?(\d{1,2}))?(?!\d)")
"""ISO 8601 and its kin: "2024-05-03", "2024/5/3", "2024年5月3日", "2024. 5. 3"."""

_PIECE = re.compile(r"[^\W\d_]+|(?<!\d)\d{1,2}(?!\d)")
"""A word of letters, or a number of one or two digits: "May", "3", "3rd"."""

_DEVANAGARI = "०१२३४५६७८९"
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩０１２３４５６７８９" + _DEVANAGARI, "0123456789" * 4)
PERSIAN = re.compile(r"[\u0600-\u06ff]")
"""A letter of the Persian or Arabic script."""

_IN_DEVANAGARI = frozenset(_DEVANAGARI)
_FIRST_OF_VIKRAM = 2040
"""From here on a year in Devanagari digits is one of Vikram Samvat, Nepal's calendar, which is 57 years ahead: none is claimed.
Source: set by hand; an earlier one may be of either, and is taken for one of the common era."""

JALALI = 621
"""What the Persian (solar Hijri) year is behind the Gregorian year in which it begins, in March."""


def read_date(text: str) -> Date | None:
    """Return the date that ``text`` holds, with ``text`` as its printed form; ``None`` where it holds none.

    Day and month of "5/4/2024" are read day first, as outside the United States, unless the second number can only be a day.
    A year of 13xx or 14xx in Persian digits, or beside Persian words, is a Persian one: it is converted to the Gregorian year
    in which it begins. One in Devanagari digits that is still to come is Nepal's, and no year is claimed.
    """
    printed = " ".join(text.split()).strip(" ,;:.()[]{}")
    if len(printed) == 4 and YEAR.match(printed) and (text.isascii() or not PERSIAN.search(text)) and printed.isascii():
        return Date(year=int(printed), raw=printed)
    plain = text.translate(_DIGITS)
    jalali = PERSIAN.search(text) is not None
    numeric = _numeric(plain)
    if numeric is not None:
        return Date(year=numeric[0], month=numeric[1], day=numeric[2], raw=printed)
    year = _year(plain)
    if year is None:
        return Date(raw=printed) if is_undated(text) else None
    if jalali and year < 1500:
        return Date(year=year + JALALI, raw=printed)
    if year >= _FIRST_OF_VIKRAM and not _IN_DEVANAGARI.isdisjoint(text):
        return Date(raw=printed)
    month, day = _month_and_day(plain)
    return Date(year=year, month=month, day=day, raw=printed)


def _year(text: str) -> int | None:
    """Return the first year outside square brackets, which hold the year of another edition; else the first inside."""
    outside = re.sub(r"\[[^\]]*\]", lambda bracket: " " * len(bracket[0]), text)
    found = YEAR.search(outside) or YEAR.search(text)
    if found:
        return int(found[1])
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
    """Return the first month that is named, and the number beside it, if it can be a day."""
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
    """Return the date of a work of a type: an article has no edition whose number could touch its year, so "20082" is no year."""
    is_raised = kind == "article-journal" and RAISED_EDITION.fullmatch(date.raw or "") is not None
    return Date(raw=date.raw) if is_raised else date


_FIRST_PRINTED = 1450
"""The year from which on works were printed."""


def of_its_calendar(date: Date, text: str) -> Date:
    """Return a date whose year is before printing, read by the calendar that the whole reference speaks for.

    Books are printed since about 1450: a work "of 1399" is dated by the Persian calendar, or by the Islamic one. Where the
    reference speaks of Iran or of Persian the year is converted; elsewhere it stays as printed, and no year is claimed.
    """
    if date.year is None or date.year >= _FIRST_PRINTED:
        return date
    persian = PERSIAN.search(text) or _iranian().found_in(text)
    return Date(year=date.year + JALALI if persian else None, raw=date.raw or str(date.year))


@cache
def _iranian() -> WordSet:
    """Words of a reference that comes from Iran, put together when the first year before printing is read."""
    return WordSet(names_of("fa") | iranian_places())
