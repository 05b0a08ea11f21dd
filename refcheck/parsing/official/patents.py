"""Patents: "U.S. Patent No. 8,123,456", "European Patent EP 1 234 567 B1", "Пат. 2187888 Российская Федерация".

Sources: WIPO ST.3 (offices) and ST.16 (kinds, "B1"); ISO 690, 8.10; GOST R 7.0.100, of patents.
"""

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.official.forms import Official, date_in, marked, words_in
from refcheck.text.deferred import deferred

_DIGITS = (
    r"(?:\d{2}\s(?:19|20)\d\d\s\d{3}\s\d{3}|\d{1,2}(?:[,. ]\d{3}){2}|(?:19|20)\d\d[-/]\d{5,7}|\d{6,13})"
    r"(?:\s?[ABCSUY]\d?)?(?![\w,]\d)"
)
_NAMED = (
    rf"(?:[A-ZÀ-Þ]\w+\s){{0,2}}(?:(?:[A-Z]\.\s?){{2}}\s?)?(?:(?i:{alternatives(wordings(Term.PATENT, Term.PATENT_WORD))})|[Пп]ат\.)"
    r",?\s(?:[Aa]pplication\s)?(?:[Nn]o\.?\s|Nr\.\s|№\s|nº\s|n°\s)?(?:[A-Z]{2}\s?)?"
)
_NUMBER = deferred(
    rf"(?P<report_number>(?:{_NAMED}|\b(?:US|EP|WO|DE|GB|FR|JP|CN|KR|RU)\s?(?=[\d, /.]{{7,14}}\s?[ABCSUY]\d)){_DIGITS})"
)
"""The number of a patent with its office: "U.S. Patent No. 8,123,456", "EP 1 234 567 B1", "Brevet FR 2 912 345"."""

_ROLES = deferred(r"(?P<note>,?\s(?:inventors?|assignees?|applicants?)\b(?:;[^.;]{2,80}?,\sassignees?)?)")
"""The roles of the people and firms named: ", inventors; Harborline Inc, assignee"."""

_TITLE_AFTER = deferred(r",\s(?P<title>[A-ZÀ-Þ][^()\d.,]{4,200}?)\s\((?=[^()]*\d{4}\))")
"""A title after the number, up to a date in brackets: "WO2014/123456A1, Sensor for tidal power (14 August 2014)"."""

_FIRST = deferred(
    r"(?P<report_number>Пат\.\s\d{5,8}\s[А-Я][^.,]{2,40})[.,]\s(?:МПК[^.]{3,40}(?:\.\s?\d[\d/]*)?\.?\s)?"
    r"(?P<title>[^/]{5,200}?)\s/\s(?P<author>[^;]{3,120}?)\s?;(?P<rest>.*)"
)
"""A patent in the form of GOST: "Пат. 2187888 Российская Федерация, МПК … Title / Author ; опубл. …"."""


_CUES = (
    "atent", "PATENT", "revet", "schrift", "muster", "ат.", "атент", "A1", "A2", "A3", "B1", "B2", "B3", "B4", "C1", "C2", "U1",
)  # fmt: skip
"""Strings of which every such citation has one: a word for a patent, or its kind. A quick check before the slow pattern."""


def words() -> frozenset[str]:
    """Return words of which every such citation contains one: a word for a patent, or the office."""
    return words_in(wordings(Term.PATENT, Term.PATENT_WORD)) | frozenset(
        {"пат", "us", "ep", "wo", "de", "gb", "fr", "jp", "cn", "kr", "ru"}
    )


def read(text: str, start: int) -> Official | None:
    """Return the patent that a text cites."""
    if not any(cue in text for cue in _CUES):
        return None
    if found := _FIRST.match(text, start):
        return Official("patent", [*marked(text, found), *date_in(text, found.start("rest"), len(text))], rest="note")
    found = _NUMBER.search(text, start)
    if found is None:
        return None
    beside = (_TITLE_AFTER.match(text, found.end()), _ROLES.search(text, start, found.start()))
    return Official("patent", [mark for each in (found, *beside) if each for mark in marked(text, each)])
