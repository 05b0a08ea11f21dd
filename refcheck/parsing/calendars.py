"""Years of other calendars, recognised by what is printed with them or around them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import numeric

from refcheck.gazetteer.calendars import LATEST, eras, from_lunar, from_solar
from refcheck.gazetteer.names import iranian_places
from refcheck.lexicon.patterns import WordSet, alternatives
from refcheck.lexicon.wordings import names_of
from refcheck.model import Date
from refcheck.parsing.tagging.tokens import Token
from refcheck.text.deferred import deferred

FIGURES = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩０１２３４５６７８９०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙", "0123456789" * 5)
"""The digits of other scripts, mapped to ASCII digits."""

FIRST_PRINTED = 1450
"""The year from which works were printed."""

_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
"""A letter or digit that Persian or Arabic uses."""

_ONLY_PERSIAN = deferred("[پچژگکی۰-۹]")
"""A letter or digit that Persian has and Arabic does not."""

_ONLY_ARABIC = deferred(r"[ةأإ٠-٩]|\bال")
"""A letter or digit that Arabic has and Persian hardly ever, or the Arabic article."""

_LUNAR = deferred(
    r"(?<!\d)(1[2-4]\d\d)\s?(?:هـ?|ھ|هجر[يی][ةه]?|ق|A\.?\s?H\.?)(?![^\W\d_])(?!\s?\.?\s?[شخ])|\bA\.?H\.?\s?(1[2-4]\d\d)(?!\d)"
)
"""A year of the Islamic calendar, with the mark of the Hijra: "1440هـ", "1435 هـ", "1438 هجرية", "۱۲۹۸ق", "AH 1317"."""

_BUDDHIST = deferred(r"(?<!\d)2[45]\d\d(?!\d)")
"""A year of the Buddhist era, which Thai prints with or without the era's name: "2560"."""

_LONGEST_ERA = 200
"""More years than any era has that began after printing: in "昭和1983年" the number is a Gregorian year. Source: a judgement."""

_THAI = deferred("[\u0e00-\u0e7f]")
_DEVANAGARI = deferred("[०-९]")


_KANJI = "〇零一二三四五六七八九十百"
"""The kanji numerals in which years of eras are printed."""


@cache
def _of_era() -> re.Pattern[str]:
    """Return the pattern of a year with its era: "昭和58", "平成十五年", "令和元年", "พ.ศ. 2560"; not of "昭和50年代"."""
    number = rf"\d{{1,4}}(?!\d)|(?:元|[{_KANJI}]{{1,5}})(?=\s?年|\Z)"
    return re.compile(rf"(?<![^\W\d_])({alternatives(eras())})\s?({number})(?!\s?年[代度])(?:\s?年)?")


_REST_OF_DATE = deferred(
    rf"(?:\s?年(?:\s?[\d{_KANJI}]{{1,3}}\s?月(?:\s?[\d{_KANJI}]{{1,3}}\s?日)?)?)?(?!\s?年|[^\W\d_])"
)
"""The rest of a word after the number of a year: "年", "年12月"; not "年の教育"."""

_QUOTING = '「『《〈“"'


def eras_as_years(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens, with an era and its year replaced by one token for the Gregorian year: "平成", "9" by "1997"."""
    if text.isascii() or not any(words in text for words in eras()):
        return tokens
    for each in [each for each in _of_era().finditer(text) if _REST_OF_DATE.match(text, each.end(2))]:
        counted = other_calendar_year(each[0].translate(FIGURES), text)
        within = [place for place, token in enumerate(tokens) if each.start() <= token.start < each.end(2)]
        if not counted or not counted.year or not within or tokens[within[0]].gap[-1:] in _QUOTING:
            continue
        first, last = tokens[within[0]], tokens[within[-1]]
        if first.start == each.start() and not first.masked:
            rest = text[each.end(2) : last.end]
            years = [Token(str(counted.year), each.start(), each.end(2), first.gap)]
            years += [Token(rest, each.end(2), last.end, "")] if rest else []
            tokens = [*tokens[: within[0]], *years, *tokens[within[-1] + 1 :]]
    return tokens


def _number(printed: str) -> int:
    """Return the value of a number in digits or kanji numerals: "15", "十五", "百五", "一〇五", "元"."""
    if printed.isdecimal():
        return int(printed)
    total = digit = 0
    for mark in printed.replace("元", "一"):
        value = int(numeric(mark))
        total, digit = (total + max(digit, 1) * value, 0) if value > 9 else (total, 10 * digit + value)
    return total + digit


class Counted(NamedTuple):
    """A year of another calendar: its span, the Gregorian year in which it begins, and whether its months are Gregorian."""

    start: int
    end: int
    year: int | None
    same_months: bool


def other_calendar_year(text: str, within: str) -> Counted | None:
    """Return the first year that is printed with the name of its calendar or, in Thai, without; digits must be ASCII."""
    found = _LUNAR.search(text) if "H" in text or not text.isascii() else None
    if found:
        return Counted(*found.span(), _plausible(from_lunar(int(found[1] or found[2]))), same_months=False)
    found = None if text.isascii() else _of_era().search(text)
    if found:
        added, same_months = eras()[" ".join(found[1].split())]
        number = _number(found[2])
        if added < 0 or number < _LONGEST_ERA:
            return Counted(*found.span(), _plausible(number + added), same_months)
    found = _BUDDHIST.search(text) if _THAI.search(within) else None
    return Counted(*found.span(), int(found[0]) + eras()["พ.ศ."][0], same_months=True) if found else None


def _plausible(year: int) -> int | None:
    return year if FIRST_PRINTED <= year <= LATEST else None


def of_its_calendar(date: Date, text: str) -> Date:
    """Return a date whose year is before printing in the calendar that the whole reference suggests; any other date unchanged.

    Books have been printed since about 1450: a work "of 1399" is dated by the Persian or the Islamic calendar. If the reference
    mentions Iran or Persian, the year is converted; otherwise the date keeps its printed form and has no year. A future year in
    Devanagari is of Nepal's calendar, and the date has no year; an earlier one is taken for a year of the common era.
    """
    if date.year is None or FIRST_PRINTED <= date.year < LATEST:
        return date
    if date.year >= LATEST:
        return Date(raw=date.raw) if _DEVANAGARI.search(date.raw or "") else date
    return Date(year=_plausible(from_solar(date.year)) if _is_persian(text) else None, raw=date.raw or str(date.year))


def _is_persian(text: str) -> bool:
    """Return whether a text mentions Iran or Persian, or is printed in Persian letters, most of which Arabic has too."""
    if _ONLY_PERSIAN.search(text):
        return True
    return not _ONLY_ARABIC.search(text) and bool(_ARABIC_LETTER.search(text) or _iranian().found_in(text))


@cache
def _iranian() -> WordSet:
    """Return words of references from Iran, collected when the first year before printing is read."""
    return WordSet(names_of("fa") | iranian_places())
