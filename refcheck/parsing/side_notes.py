"""Notes beside the fields of a reference: when a page was accessed, the language and the medium of the work, where it was reviewed
or corrected, and its translation into another language.

They are found by their wording and masked before the tagger sees the words, as identifiers are.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refcheck.lexicon import Term, closest, language_code, respelt, wordings, words
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.model import Date, Span
from refcheck.parsing.dates import read_date
from refcheck.parsing.described import DESCRIBING
from refcheck.parsing.memoize import memoize
from refcheck.text.combining import COMBINING
from refcheck.text.deferred import deferred

_ORDINAL = rf"(?:{'|'.join(sorted(words(Term.ORDINAL)))}|\.|º)?"
_WITHIN = rf"(?:(?:{'|'.join(sorted(words(Term.WITHIN_DATE)))})\s|,\s?|-)?"
_LETTER = rf"(?:[^\W\d_]|[{COMBINING}])"
_NAME = rf"{_LETTER}{{3,12}}+\.?"
_DATE = (
    r"(?:\d{1,2}\s?[/.\-–]\s?\d{1,2}\s?[/.\-–]\s?\d{2,4}|\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}"
    rf"|\d{{1,2}}{_ORDINAL}\s?{_WITHIN}{_NAME}\s?{_WITHIN}\d{{4}}"
    rf"|{_NAME}\s?\d{{1,2}}{_ORDINAL}\s?,?\s?\d{{4}}|{_NAME}\s?,?\s?\d{{4}}|\d{{4}},?\s{_NAME}\s?\d{{0,2}})"
)
"""A date, with any word as its month: "5/4/2024", "2024-04-05", "5th of April, 2024", "April 5, 2024", "2024, April 5"."""

_HEADS = sorted(each for each in words(Term.ACCESSED) if is_unspaced(each))
_HEAD = rf"(?=[{''.join(sorted({head[0] for head in _HEADS}))}])(?:{'|'.join(_HEADS)})"
_AT = alternatives([*words(Term.AT), *words(Term.WITHIN_DATE)])

_WORD_AND_DATE = re.compile(
    rf"(?:(?<![^\W\d_])(?P<word>{_LETTER}{{3,16}}+)(?:\s{alternatives(words(Term.DATE))})?\.?+|{_HEAD})"
    rf"(?:\s?+(?:{_AT}|[:：–-])){{0,2}}\s?+[:：]?+\s?+(?P<date>{_DATE})\.?",
    re.IGNORECASE,
)
"""A word, or a wording in a script without spaces, and a date after it: "Accessed on: 5/4/ 2024", "Zugriff am 3.5.2020". The
quantifiers are possessive (``+``), since to try each beginning of each word would take most of the time."""

_DATE_AND_WORD = deferred(
    r"(?P<date>(?<!\d)(?:19|20)\d\d\s?[年년./-]\s?\d{1,2}(?:\s?[月월./-](?:\s?\d{1,2}\s?[日일.]?)?)?)"
    rf"\s?(?:(?:{'|'.join(sorted(words(Term.ADDRESS_ENDING)))})\s?)?(?:{'|'.join([*_HEADS, *words(Term.ACCESSED_BEHIND)])})"
    r"(?=\s*(?:[.,;)\]）］。、，]|https?:|\Z))(?![)\]）］]?[」』”])"
)
"""A date and a wording in a script without spaces after it: "2021年5月1日閲覧", "2022. 3. 15. 인출".

It does not match in titles, whose words continue, "2011. 3. 검색 엔진", or are in quotes: 「人口推計（2020年10月1日現在）」."""

_BEFORE_EAST_ASIAN = "\u2fff"
"""Characters after this one are of East Asian scripts."""

_WORD = re.compile(rf"(?<![^\W\d_]){_LETTER}{{3,16}}+")
_WORDING = re.compile(_HEAD)
"""The beginning of a date of access: a word, or a wording in a script without spaces."""

_BEFORE = re.compile(rf"(?:[(\[]\s?)?(?:{alternatives(wordings(Term.ACCESS_LEAD))}\s)?$", re.IGNORECASE)
"""Text that may precede the word: "(Last ", "[date "."""

_AFTER = re.compile(rf"\s?[)\]]?(?:[,.]?\s?{alternatives(words(Term.FROM))})?", re.IGNORECASE)
"""Text that may follow the date: ")", ", from"."""

_REACH = 24


_YEAR_OF_DATE = re.compile(r"\d(?<![(\[].)(?:(?<![03-9])(?<!\d.)(?<!\d{3}[–-].)\d{3}(?!\d)|[/.\-–]\s?\d{2}(?!\d))")
"""The year that every date after a word contains: four digits that can be a year, or two digits, with no bracket right before them.
After three digits and a dash there is a page instead."""

_LONGEST_LEAD, _LONGEST_REST = 72, 16
"""The most code points from the beginning of a word and a date to the year, and from the year to their end."""


def _words_and_dates(text: str, taken: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Yield each word with a date after it, if the word says that something was accessed.

    Only the text around years outside ``taken`` is searched, and a date is sought only after such words: each saves most of the
    time.
    """
    end = 0
    for year in _YEAR_OF_DATE.finditer(text):
        if year.end() <= end or any(span.start <= year.start() < span.end for span in taken):
            continue
        start, stop = max(year.start() - _LONGEST_LEAD, end), year.end() + _LONGEST_REST
        for place in _access_words(text, start, year.start()):
            found = _WORD_AND_DATE.match(text, place, stop)
            if found and found.end() > year.start() and (not found["word"] or _is_access_word(found["word"])):
                yield found
                end = found.end()
                break


def _access_words(text: str, start: int, stop: int) -> list[int]:
    """Return where words begin, in a stretch of the text, that say that something was accessed."""
    words = [word.start() for word in _WORD.finditer(text, start, stop) if _is_access_word(word[0])]
    return (
        words if text.isascii() else sorted({*words, *(each.start() for each in _WORDING.finditer(text, start, stop))})
    )


@memoize(most=8192)
def _is_access_word(word: str) -> bool:
    """Return whether the word before a date says that something was accessed."""
    return closest(word, Term.ACCESSED) is not None


def _access_notes(text: str, taken: Sequence[Span]) -> Iterator[tuple[Date, Span]]:
    """Yield the notes that say when something was accessed, found by the word before a date, which may be misspelt."""
    for found in _words_and_dates(text, taken):
        date = read_date(found["date"])
        is_named = date is None or (date.month is None and found["date"][0].isupper())  # "cited in Roe 2010"
        if date is not None and date.year is not None and not is_named and not _names_statute(found["date"]):
            before = _BEFORE.search(text, max(found.start() - _REACH, 0), found.start())
            after = _AFTER.match(text, found.end())
            yield date, Span(before.start() if before else found.start(), after.end() if after else found.end())
    for found in _DATE_AND_WORD.finditer(text) if max(text, default="") > _BEFORE_EAST_ASIAN else ():
        if date := read_date(found["date"]):
            yield date, Span(*found.span())
    in_style = _IN_MLA_STYLE.search(text) if "Web. " in text else None
    if in_style and (date := read_date(in_style[1])):
        yield date, Span(*in_style.span())
    online = _ONLINE.search(text) if "OL" in text else None
    bracketed = _DAY_IN_BRACKETS.search(text, online.end()) if online else None
    if bracketed and (date := read_date(bracketed[1])):
        yield date, Span(*bracketed.span())


_ONLINE = deferred(r"[\[［【]\s?[A-Z]{1,2}\s?/\s?OL\s?[\]］】]")
_DAY_IN_BRACKETS = deferred(r"[\[［【]\s?((?:19|20)\d\d[-–./]\d{1,2}[-–./]\d{1,2})\s?[\]］】]")
"""A date in square brackets, which after the code of an online work is the date of access (GB/T 7714): "[2021-03-12]"."""


_IN_MLA_STYLE = deferred(rf"(?<=\bWeb\. )({_DATE})(?=\.(?:\s|\Z))")
"""The date of access after the medium, as the seventh edition of the MLA Handbook (5.6.1) has it: "Web. 4 May 2011."."""


def _names_statute(date: str) -> bool:
    """Return whether what looks like a month before a year is a kind of law: "Coastal Access Act 2009"."""
    return date.split()[0].lower() in words(Term.STATUTE_LAST, Term.DATED_THING)


LANGUAGE = re.compile(
    rf"[(\[]\s?(?:{alternatives(words(Term.TEXT))}\s)?(?:in|auf|en|em)\s([^\W\d_]{{4,14}})\b[^()\[\]]{{0,40}}[)\]]",
    re.IGNORECASE,
)
"""A note on the language: "(in Persian)", "[In Russian with English abstract]", "[in Chinese, English summary]"."""


_KIND = r"(?:EB|DB|DS|CM|CP|PP|OL|[JMCDRNPSGAZ])(?:\s?/\s?(?:OL|CD|MT|DK))?"
MARK = re.compile(rf"[\[［【]\s?{_KIND}\s?[\]］】]")
"""The code of the Chinese standard GB/T 7714 for the type of work and its medium: "[J]", "［M］", "[EB/OL]"."""

_BRACKETED = re.compile(r"[\[［【]\s?([^\[\]［］【】]{1,40}?)\s?[\]］】]")
"""A short text in brackets: "[Internet]", "[ CD-ROM ]"."""

_BARE_CODE = re.compile(_KIND)
"""Such a code without its brackets: "J", "EB/OL"."""

_CORRECTED = deferred(
    rf"(?<![^\W\d_])(?:{alternatives(wordings(Term.CORRECTION))})\s(?:to|of|for)\b[^\[\]]{{8,400}}?"
    r"(?P<cited>\[(?=[^\[\]]*(?:19|20)\d\d)[^\[\]]{12,160}\])(?=.*\d)",
    re.IGNORECASE | re.DOTALL,
)
"""A corrected work cited within the title of its correction: "Corrigendum to “Tides” [Marsh Lett. 4 (2013) 251–255]. Marsh …"."""

_TRANSLATED = deferred(r"(?<=[\s.\])\d])\[(?=[^\W\d_a-z])(?:[^\[\]]|\[[^\[\]]*\]){40,2000}\](?=[\s.]*$)")
"""A whole reference repeated in brackets in another language: "Речкин Д. Пирс. М., 2014. [Rechkin D. Pier. Moscow, 2014]"."""

_CENTURY = deferred(r"(?:19|20)\d\d")

_MEDIA = frozenset(wordings(Term.MEDIUM, *DESCRIBING))
"""Names of media and of types of works, besides such codes: "internet", "cd-rom", "film"."""


REVIEW = re.compile(r"\[?\b(?:MR\s?\d{5,8}(?:\s?\([^()]{4,14}\))?|(?:Zbl|JFM)\.?\s?\d{2,4}\.\d{4,5})\]?")
"""A number of a reviewing service: "MR1442260", "MR 2240701 (2007k:1)", "Zbl 0912.35001", "Zbl. 912.35001"."""


# The names of notices, the year of a journal, and another number of it: "14–23", "e3459", "CD000095".
_LABEL = (
    rf"(?:published\s)?(?:{alternatives(wordings(Term.CORRECTION))}|corrected|(?:corrected\sand\s)?republished"
    r"|retract(?:ion|ed)|expression of concern|comment|update)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBER = rf"(?!{_YEAR}\b(?![–-]))[A-Za-z]{{0,3}}\d[\w–-]{{0,20}}"

_NOTICE_IN_BRACKETS = (
    rf"\[{_LABEL}(?:\sappears?)?\sin[:,]?\s(?=[^\[\]]*\b(?:19|20)\d\d\b[^\[\]]*\d)[^\[\]]{{8,300}}\](?=\W*\w)"
)
"""A notice in brackets with its year, anywhere in a reference: "[published correction appears in Riv Stud. 2013;8(2):4]"."""

_NUMBERS = rf"(?:(?<=[\d)])[;:]\s?|,\s?(?=\w+[–-]\d)){_NUMBER}\)?|{_NUMBER}\s\({_YEAR}\)|\({_YEAR}\)\s{_NUMBER}|\](?=[.,;]?\s\[)"
"""Numbers that are not part of a title, so that a label and a colon suffice after them: "7:14", ", 14–23", "12 (2013)", "(2013)
12"; or an identifier in brackets before another bracket."""

_NOTICE = deferred(
    rf"{_NOTICE_IN_BRACKETS}|(?:(?P<sure>{_NUMBERS})|[;:,(]\s?{_NUMBER}\)?)[.,;]?\s+"
    rf"(?P<notice>(?P<open>[\[(])?{_LABEL}(?P<ibid>[-\s]ibid\b\.?)?"
    r"(?(open)(?:(?:\sappears?)?\sin)?[:,]?|(?(ibid),?|(?:\sappears?\sin:?|\sin:|(?(sure):|(?!)))))\s"
    r"(?=\D{0,120}\d)(?(open)[^\[\]\r\n]{4,300}?[\])]\.?|[^\r\n]{4,300}?))"
    r"(?=[\s.,;]*(?:(?:doi|https?|PMC?ID|arXiv)\b|\[[\w.-]{0,8}[:/\s]?\d|\Z))",
    re.IGNORECASE,
)
"""A notice about the work: "[Erratum: Riv Stud 2012; 7(10).]"; after its numbers, "Corrected in: Riv Stud. 2013;8:2",
"12 (2013), Erratum-ibid. 13, 4 (2014)". It extends to the end or to an identifier.

Source: the labels of comments and corrections in PubMed's summaries; AMA Manual of Style, 11th edition, 3.11; INSPIRE's styles.
"""

_NOTICED = ("[", " in: ", "ppears in", "rrat", "rrig", "rrect")
"""Strings of which nearly every text with such a notice has one, unless it ends with a bracket."""

NOTICE, CITED_IN_TITLE, TRANSLATED = "note", "cited-in-title", "translated"


class SideNote(NamedTuple):
    """A side note as read: ``accessed`` with a date, ``language`` with a code; others as printed.

    ``span`` covers the whole note.
    """

    name: str
    value: Date | str
    span: Span


def _translated(text: str) -> tuple[Span, ...]:
    """Return the span of a bracket at the end if both it and the text before it have a year, and it is not a note of access."""
    found = _TRANSLATED.search(text) if text.rstrip(" .\n").endswith("]") else None
    if not found or not _CENTURY.search(text, 0, found.start()) or not _CENTURY.search(found[0]):
        return ()
    return () if _access_words(text, found.start(), found.start() + _REACH) else (Span(*found.span()),)


def _bare(notice: str) -> str:
    """Return a notice without its brackets and final stops."""
    stripped = notice.rstrip(" .")
    return stripped[1:-1].rstrip(" .") if stripped[0] in "[(" else stripped


def find_side_notes(text: str, taken: Sequence[Span] = ()) -> Iterator[SideNote]:
    """Yield the side notes of a reference that do not overlap the spans in ``taken``, in no particular order."""
    is_noticed = text.rstrip(" .").endswith(")") or any(sign in text for sign in _NOTICED)
    found_notices = _NOTICE.finditer(text) if is_noticed else ()
    notices = [Span(*found.span("notice" if found["notice"] else 0)) for found in found_notices]
    notices = [span for span in notices if not any(span.overlaps(other) for other in taken)]
    yield from (SideNote(NOTICE, _bare(span.of(text)), span) for span in notices)
    whole = () if notices else _translated(text)
    yield from (SideNote(TRANSLATED, span.of(text), span) for span in whole)
    taken = (*taken, *whole, *notices)
    if "[" in text and not whole and (corrected := _CORRECTED.search(text)):
        yield SideNote(CITED_IN_TITLE, corrected["cited"], Span(*corrected.span("cited")))
    asides = [SideNote("accessed", date, span) for date, span in _access_notes(text, taken)]
    codes = ((language_code(respelt(found[1], Term.LANGUAGE) or ""), found) for found in LANGUAGE.finditer(text))
    asides += [SideNote("language", code, Span(*found.span())) for code, found in codes if code is not None]
    inner = ((found, found[1]) for found in _BRACKETED.finditer(text))
    media = [each for each, note in inner if _BARE_CODE.fullmatch(note) or " ".join(note.lower().split()) in _MEDIA]
    reviews = REVIEW.finditer(text) if any(sign in text for sign in ("MR", "Zbl", "JFM")) else ()
    for name, some in (("medium", media), ("review", reviews)):
        asides += [SideNote(name, found[0], Span(*found.span())) for found in some]
    yield from (each for each in asides if not any(each.span.overlaps(other) for other in taken))
