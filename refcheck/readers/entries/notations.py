"""Values that all structured sources write in similar ways, and the people in one cell."""

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from refcheck.gazetteer.item_types import by_name
from refcheck.gazetteer.names import given_names
from refcheck.lexicon import language_code
from refcheck.model import Date, Name
from refcheck.parsing.dates import read_date
from refcheck.parsing.names import Names, read_names
from refcheck.text.characters import DASHES
from refcheck.text.deferred import deferred

_NUMBER = deferred(r"\s*\(\d{5,}\)")
"""A number that a database assigns to a person: "Doe, Jane (57190000000)"."""

_NO_NAME = deferred(r"\[[^\[\]]*\]|n\.?\s?/?\s?a\.?", re.IGNORECASE)
"""A placeholder in a cell without a name: "[No author name available]", "n/a"."""

_IN_FULL = deferred(r"[^;()]{2,60} \(([^;(),]+,[^;()]+)\)")
"""A name, with the full form of it in brackets: "Doe, J (Doe, Jane)"."""

_LIFE = deferred(r",? ?\(?(?:b\. )?\d{4}-(?:\d{4})?\)?\.?$")
"""The years of birth and death, as library catalogues add them: "Doe, Jane, 1970-"."""

_OTHERS = deferred(r"(?:et\.?\s+al|others|\.\.\.|…)\.?", re.IGNORECASE)

_AND = deferred(r"&|\band\b", re.IGNORECASE)
"""A word or character that separates two people, however commas are used: "Doe, J., & Roe, R."."""


_STATUSES = by_name({
    "retraction": "retracted retractedpublication retractedarticle retractionin",
    "partial-retraction": "partialretractionin",
    "withdrawal": "withdrawn withdrawnpublication",
    "expression-of-concern": "publicationwithexpressionofconcern expressionofconcernin",
})  # fmt: skip
"""Statuses of works by publication types and by headings of notices, of which only the letters count.

Source: the document types of Scopus and Web of Science; the publication types of MEDLINE, and PubMed's abstract format.
"""


class People(NamedTuple):
    """The names of a cell, whether it says that there are more ("et al."), and whether they may be misread."""

    names: Sequence[Name]
    et_al: bool
    doubted: bool


def taken_back(kinds: str) -> str | None:
    """Return the status of a work whose publication types state a retraction, a withdrawal or an expression of concern.

    >>> taken_back("Article; Retracted Publication"), taken_back("Retraction of Publication")
    ('retraction', None)
    """
    parts = ("".join(filter(str.isalpha, part.casefold())) for part in re.split(r"[;,.|]", kinds))
    return next((_STATUSES[part] for part in parts if part in _STATUSES), None)


def people(text: str) -> People:
    """Return the names in a text, with any separators.

    Semicolons and bars separate people; the text between them is read like printed names, except that a single comma separates a
    family name from a given name.
    """
    text = _IN_FULL.sub(r"\1", _NUMBER.sub("", " ".join(text.split())))
    parts = [part for each in text.replace("|", ";").split(";") if (part := _LIFE.sub("", each.strip(" ,")))]
    names: list[Name] = []
    et_al = doubted = False
    for part in parts:
        if _OTHERS.fullmatch(part):
            et_al = True
        elif not _NO_NAME.fullmatch(part):
            read = read_names(part)
            et_al = et_al or read.et_al
            is_one = not read.et_al and _is_one(part, len(parts))
            names += [family_first(part)] if is_one else [each.name for each in read.names]
            doubted = len(parts) == 1 and _may_be_families(part, read)
    return People(names, et_al, doubted)


def _may_be_families(part: str, read: Names) -> bool:
    """Return whether names that were read as family and given name may be two family names: "Lund, Poe, Xu, Guo"."""
    given = [each.name.given or "" for each in read.names if "," in each.span.of(part)]
    is_mixed = any(each.name.family and not each.name.given for each in read.names)
    return (
        (read.et_al or len(read.names) > 1)
        and any(given)
        and all(each.isalpha() and not each.isupper() for each in given)
        and (is_mixed or given_names().isdisjoint(map(str.lower, given)))
    )


def _is_one(part: str, parts: int) -> bool:
    """Return whether a part is one person, family name first: "Doe, Jane"; but "Jane Doe, Richard Roe" may be two."""
    sides = part.split(",")
    return len(sides) == 2 and not _AND.search(part) and (parts > 1 or not all(" " in each.strip() for each in sides))


def family_first(text: str) -> Name:
    """Return a name written as ``Family, Given``; one without a comma is not split."""
    family, _, given = (part.strip() for part in text.partition(","))
    return Name(family=family, given=given) if given else Name(literal=text)


_DASHES = deferred(rf"\s*(?:---?|[-{DASHES}])\s*")
"""The separator of the first and the last page: ``--``, ``–``."""

_PAGES = deferred(r"^(?:pp?|S)\.\s*|(?<=\d)[,;]\s[^\W\d_]{4,}\s(?:pp?|S)\.\s?\d+$", re.IGNORECASE)
"""A label before pages, and the one page that is cited after them: ``S. 12-19, hier S. 14``; not ``12-19; discussion 20``."""

_DAY = deferred(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d[\d:.+Z-]*)?[~?%]?[-/. ]*")
"""A date with its year first, in any precision: ``2012-05-03``, ``2012/05//``, ``2012``, ``2012-05~``."""

_FIVE_FIGURES = deferred(r"\d{5}")
"""A number with one digit more than a year: ``20155``. In a field of its own, the last digit is not a superscript."""

_MONTH = deferred(r"(\d{1,2})[/.-](\d{4})")
"""A month before its year: ``01/2016``."""

_RANGE = deferred(r"(\d{4}(?:-\d\d){0,2})[~?%]?/(?:\d{4}(?:-\d\d){0,2}|\.\.)?")
"""A range in ISO 8601: ``2012-05/2012-07``, ``2012/..``."""

_SERIAL = deferred(r"\d{4}-?\d{3}[\dXx](?![\w-])")
"""An ISSN, with any text after it: ``0028-0836 (Print)``."""

_DIALECTS = {
    "american": "en", "british": "en", "canadian": "en", "australian": "en", "usenglish": "en", "ukenglish": "en",
    "ngerman": "de", "austrian": "de", "naustrian": "de", "brazilian": "pt", "brazil": "pt", "nynorsk": "nn",
    "acadian": "fr", "canadien": "fr", "eng": "en", "ger": "de", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "rus": "ru", "chi": "zh", "jpn": "ja", "kor": "ko", "per": "fa", "ara": "ar", "tur": "tr", "pol": "pl", "dut": "nl",
}  # fmt: skip
"""Language codes by babel's names of languages, and by the codes of libraries (ISO 639-2)."""


def one_line(text: str) -> str:
    """Return the text with its white space collapsed."""
    return " ".join(text.split())


def page_range(text: str) -> str:
    """Return pages with a hyphen between first and last, and without their label."""
    return _DASHES.sub("-", _PAGES.sub("", one_line(unescape(text))))


def as_written(variable: str, text: str) -> str:
    """Return a variable's text in refcheck's form: pages with a hyphen, languages as codes."""
    return page_range(text) if variable == "page" else language(text) if variable == "language" else text


def pages_of(first: str, last: str) -> str:
    """Return the range from the first page to the last, or the first page alone if there is no other."""
    return page_range(f"{first}-{last}" if last and last != first else first)


def is_issn(text: str) -> bool:
    """Return whether a value for an ISSN or ISBN starts with an ISSN."""
    return _SERIAL.match(text) is not None


def language(text: str) -> str:
    """Return a language's code (ISO 639-1) where its name is known; else the name."""
    return _DIALECTS.get(text.lower()) or language_code(text) or text


def date(text: str) -> Date | None:
    """Return a date in any notation; ``None`` for an empty text. A text without a year becomes a date with only a printed form."""
    text = one_line(text)
    if ranged := _RANGE.fullmatch(text):
        first = date(ranged[1])
        return Date(year=first.year, month=first.month, day=first.day, raw=text) if first else None
    if _FIVE_FIGURES.fullmatch(text):
        return Date(raw=text)
    if day := _DAY.fullmatch(text):
        year, month, number = (int(part) if part else None for part in day.groups())
        if year is not None and month is not None and number is None and 12 < month <= year % 100:
            return Date(raw=text)  # "2012-13" is two years, "2015-13" is not a date
        return exact(year, month, number, text if text.endswith(("~", "?", "%")) else None)
    if of_month := _MONTH.fullmatch(text):
        return exact(int(of_month[2]), int(of_month[1]), None)
    read = read_date(text)
    return read if read and read.year else Date(raw=text) if text else None


def exact(year: int | None, month: int | None, day: int | None, raw: str | None = None) -> Date:
    """Return the date, without a month or day that is impossible."""
    if month is None or not 1 <= month <= 12:
        return Date(year=year, raw=raw)
    return Date(year=year, month=month, day=day if day and 1 <= day <= 31 else None, raw=raw)
