"""Years that are counted from another beginning, and by what is printed with them or around them which calendar they are of."""

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
"""Figures of other scripts, and those of ours."""

FIRST_PRINTED = 1450
"""The year from which on works were printed."""

_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
"""A letter or a figure that Persian and Arabic are printed in."""

_OF_PERSIA = deferred("[پچژگکی۰-۹]")
"""One that Persian has, and Arabic has not."""

_OF_ARABIA = deferred(r"[ةأإ٠-٩]|\bال")
"""One that Arabic has, and Persian hardly ever; or its article."""

_LUNAR = deferred(
    r"(?<!\d)(1[2-4]\d\d)\s?(?:هـ?|ھ|هجر[يی][ةه]?|ق|A\.?\s?H\.?)(?![^\W\d_])(?!\s?\.?\s?[شخ])|\bA\.?H\.?\s?(1[2-4]\d\d)(?!\d)"
)
"""A year of the Islamic calendar, with the mark of the Hijra: "1440هـ", "1435 هـ", "1438 هجرية", "۱۲۹۸ق", "AH 1317"."""

_BUDDHIST = deferred(r"(?<!\d)2[45]\d\d(?!\d)")
"""A year of the Buddhist era, as Thai prints it with its words or without them: "2560"."""

_LONGEST_ERA = 200
"""An era that began after printing has fewer years: in "昭和1983年" the number is a year of ours. Source: set by hand."""

_THAI = deferred("[\u0e00-\u0e7f]")
_DEVANAGARI = deferred("[०-९]")


_KANJI = "〇零一二三四五六七八九十百"
"""Numerals that are words, in which years of eras are printed."""


@cache
def _of_era() -> re.Pattern[str]:
    """Return the pattern of a year with its era: "昭和58", "平成十五年", "令和元年", "พ.ศ. 2560"; none of "昭和50年代"."""
    number = rf"\d{{1,4}}(?!\d)|(?:元|[{_KANJI}]{{1,5}})(?=\s?年|\Z)"
    return re.compile(rf"(?<![^\W\d_])({alternatives(eras())})\s?({number})(?!\s?年[代度])(?:\s?年)?")


_REST_OF_DATE = deferred(
    rf"(?:\s?年(?:\s?[\d{_KANJI}]{{1,3}}\s?月(?:\s?[\d{_KANJI}]{{1,3}}\s?日)?)?)?(?!\s?年|[^\W\d_])"
)
"""The rest of a word behind the number of a year: "年", "年12月"; not "年の教育"."""

_QUOTING = '「『《〈“"'


def eras_as_years(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens, the words of an era and its year as one that reads as the year of ours: "平成", "9" as "1997"."""
    if text.isascii() or not any(words in text for words in eras()):
        return tokens
    for each in [each for each in _of_era().finditer(text) if _REST_OF_DATE.match(text, each.end(2))]:
        counted = counted_otherwise(each[0].translate(FIGURES), text)
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
    """Return a number in figures or in words: "15", "十五", "百五", "一〇五", "元"."""
    if printed.isdecimal():
        return int(printed)
    total = digit = 0
    for mark in printed.replace("元", "一"):
        value = int(numeric(mark))
        total, digit = (total + max(digit, 1) * value, 0) if value > 9 else (total, 10 * digit + value)
    return total + digit


class Counted(NamedTuple):
    """A year as another calendar counts it: its place, the year of ours in which it begins, and whether its months are ours."""

    start: int
    end: int
    year: int | None
    same_months: bool


def counted_otherwise(text: str, within: str) -> Counted | None:
    """Return the first year that is printed with the words of its calendar, or as Thai prints it; its figures are ASCII."""
    found = _LUNAR.search(text) if "H" in text or not text.isascii() else None
    if found:
        return Counted(*found.span(), _claimed(from_lunar(int(found[1] or found[2]))), same_months=False)
    found = None if text.isascii() else _of_era().search(text)
    if found:
        added, same_months = eras()[" ".join(found[1].split())]
        number = _number(found[2])
        if added < 0 or number < _LONGEST_ERA:
            return Counted(*found.span(), _claimed(number + added), same_months)
    found = _BUDDHIST.search(text) if _THAI.search(within) else None
    return Counted(*found.span(), int(found[0]) + eras()["พ.ศ."][0], same_months=True) if found else None


def _claimed(year: int) -> int | None:
    return year if FIRST_PRINTED <= year <= LATEST else None


def of_its_calendar(date: Date, text: str) -> Date:
    """Return a date whose year is before printing, read by the calendar that the whole reference speaks for.

    Books are printed since about 1450: a work "of 1399" is dated by the Persian calendar, or by the Islamic one. Where the
    reference speaks of Iran or of Persian the year is converted; elsewhere it stays as printed, and no year is claimed. One in
    Devanagari that is still to come is Nepal's, and none is claimed; an earlier one is taken for one of the common era.
    """
    if date.year is None or FIRST_PRINTED <= date.year < LATEST:
        return date
    if date.year >= LATEST:
        return Date(raw=date.raw) if _DEVANAGARI.search(date.raw or "") else date
    return Date(year=_claimed(from_solar(date.year)) if _is_persian(text) else None, raw=date.raw or str(date.year))


def _is_persian(text: str) -> bool:
    """Return whether a text speaks of Iran or of Persian, or is printed in its letters, of which Arabic has most."""
    if _OF_PERSIA.search(text):
        return True
    return not _OF_ARABIA.search(text) and bool(_ARABIC_LETTER.search(text) or _iranian().found_in(text))


@cache
def _iranian() -> WordSet:
    """Words of a reference that comes from Iran, put together when the first year before printing is read."""
    return WordSet(names_of("fa") | iranian_places())
