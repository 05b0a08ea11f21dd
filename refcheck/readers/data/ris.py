"""RIS (``.ris``), as reference managers and databases write it: every record is a reference, whose ``raw`` is its source.

Signs: ``TY``.
"""

import re
from collections.abc import Iterator

from refcheck.gazetteer.item_types import FROM_RIS, PERIODICALS, SERIALS, WHOLE, by_name
from refcheck.gazetteer.variables import OF_PUBMED, RIS, is_pubmed
from refcheck.identifiers import find
from refcheck.model import Date, Name, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.stated import Entry, Place, Stated
from refcheck.readers.entries.tagged import Record, Tagged, Tags, containers, distinct
from refcheck.text.deferred import deferred

NAME = "ris"

_PEOPLE = by_name({role: RIS[role] for role in ("author", "editor", "collection_editor", "translator")})
_PLAIN = {variable: RIS[variable] for variable in (
    "title", "title_short", "collection_title", "event_title", "volume", "issue", "collection_number", "article_number",
    "publisher", "publisher_place", "genre", "abstract", "annote", "call_number", "number_of_volumes", "section", "source",
    "language",
)}  # fmt: skip
_CONTAINERS = RIS["container_title"].split()
_IDENTIFIERS = by_name({"doi": RIS["doi"], "url": RIS["url"], "": "AN N1 C2 L3"})

LINE = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t](.*)|()$)")
"""A line: ``AU  - Smith, John``, ``ER  -``."""

FIRST = re.compile(r"(?<![^\r\n])[ \t\ufeff]*TY[ \t]{0,3}-[ \t]*[A-Z]{2,8}[ \t]*(?![^\r\n])")
"""The first line of a record: ``TY  - JOUR``."""

_OTHER = re.compile(r"(?<![^\r\n])[ \t]*(?:ER|AU|A1|TI|T1|PY|Y1|ID)[ \t]{0,3}-")
"""A line that almost every record has: ``AU  - ``, ``ER  -``."""

_SUFFIX = re.compile(r"(?:jr|sr|[ivx]{1,4}|ph\.?\s?d|m\.?\s?d)\.?", re.IGNORECASE)
"""A suffix after a name: ``Jr.``, ``III``."""

_PARTICLE = re.compile(r"(?:[a-z]{1,4} ){1,3}(?=[A-Z])")
"""Words in small letters before a family name: ``van den Berg``."""

_ET_AL = re.compile(r"(?:et\.?\s+al|others)\.?", re.IGNORECASE)
"""A stand-in for further names: ``et al.``, ``others``."""

_ISBN = re.compile(r"(?:97[89][- ]?)?\d[\d -]{8,13}[\dXx](?!\w)")
"""An ISBN at the start of ``SN``: ``978-0-19-769506-7 (hardback)``."""

_NUMBER = re.compile(r"\d{1,9}")
"""A number that may be a PMID: ``25568655``."""

_ACCESSIONS = deferred(r"[A-Za-z][A-Za-z ]{2,20}:? \d{5,12}(?:[,;] ?[A-Za-z][A-Za-z ]{2,20}:? \d{5,12})*")
"""Accession numbers in the field that names the meeting of a proceedings paper: ``PUBMED 25568655,EMBASE 600000001``."""

_PUBMED = deferred(rf"\b(?:{'|'.join(OF_PUBMED)}):? (?P<number>\d{{5,9}})\b", re.IGNORECASE)
"""PubMed's accession number among them: ``PUBMED 25568655``."""

_EXTENT = re.compile(r"(\d{1,5})(?:\s*p(?:p|ages)?\.?)?", re.IGNORECASE)
"""The page count of a book: ``300``, ``300 pages``."""


def _entry(record: Record, place: int) -> Entry:
    """Return the entry of a record."""
    kind = FROM_RIS.get(record.text("TY").upper())
    people = (each for each in record.people(_PEOPLE, _name) if not _ET_AL.fullmatch(str(each.value)))
    values = (*_plainly(record, kind), *_titles(record, kind), *people, *_dates(record, kind), *_numbers(record, kind))
    et_al = any(_ET_AL.fullmatch(line.text) for line in record.all("AU", "A1"))
    return record.entry(place, kind, values, _places(record, kind), key="ID", et_al=et_al)


def _is_from_pubmed(record: Record) -> bool:
    return any(is_pubmed(record.text(tag)) for tag in ("DB", "DP"))


def _plainly(record: Record, kind: str | None) -> Iterator[Stated]:
    """Yield the values that need no conversion; accession numbers in the field for the meeting become an annotation."""
    for stated in record.plain(_PLAIN):
        is_number = stated.name == "event_title" and _is_of_databases(kind, str(stated.value))
        yield stated._replace(name="annote") if is_number else stated


def _is_of_databases(kind: str | None, text: str) -> bool:
    return kind in PERIODICALS and _ACCESSIONS.fullmatch(text) is not None


def _titles(record: Record, kind: str | None) -> Iterator[Stated]:
    """Yield the container title and its other forms; for a work that is not part of another, ``T2`` is the series."""
    lines = record.all(*_CONTAINERS)
    if kind == "book":
        lines = [line for line in lines if line.tag != "BT"]
    if kind in WHOLE | {"collection"} and lines and lines[0].tag == "T2":
        yield Stated("collection_title", lines[0].text, lines[0].span)
        lines = lines[1:]
    yield from containers(distinct(lines))
    yield from record.several("original_title", "TT")


def _dates(record: Record, kind: str | None) -> Iterator[Stated]:
    yield from _issued(record)
    yield from record.dates({"accessed": "Y2"}, _date)
    if line := record.first("ET"):
        if kind not in SERIALS:
            yield Stated("edition", line.text, line.span)
        elif (date := _date(line.text)) and date.year:
            yield Stated("issued_alternative", date, line.span)


def _issued(record: Record) -> Iterator[Stated]:
    """Yield the date of issue: the year, with month and day from ``DA`` or another tag if its year is the same."""
    lines = [line for tag in ("PY", "Y1", "DA") if (line := record.first(tag))]
    dates = [(date, line) for line in lines if (date := _date(line.text))]
    if not dates:
        return
    date, line = dates[0]
    for other, place in dates[1:]:
        if other.year is None and date.year:
            other = _values.date(f"{other.raw} {date.year}") or other
        if other.year == date.year and other.month and not date.day:
            date, line = Date(year=other.year, month=other.month, day=other.day), place
    yield Stated("issued", date, line.span)


def _numbers(record: Record, kind: str | None) -> Iterator[Stated]:
    yield from record.several("keyword", "KW")
    yield from record.several("note", "N1")
    yield from (Stated("archive_location", each.text, each.span) for each in record.all("AN") if _is_own(record, each))
    if line := record.first("SP"):
        last = _values.page_range(record.text("EP"))
        first = _values.page_range(line.text)
        extent = _EXTENT.fullmatch(first) if kind == "book" and not last else None
        pages = f"{first}-{last}" if last and last != first and "-" not in first else first
        yield Stated("number_of_pages", extent[1], line.span) if extent else Stated("page", pages, line.span)
    in_series = kind == "book" and record.first("T2", "T3") and not record.first("SV")
    if line := record.first("M1"):  # for a book in a series, its number in that series
        yield Stated("collection_number" if in_series else "number", line.text, line.span)
    for line in record.all("SN"):
        if not _values.is_issn(line.text) and not _ISBN.match(line.text):
            yield Stated("number", line.text, line.span)


def _is_own(record: Record, number: Tagged) -> bool:
    """Return whether a number was assigned to the record by a database, and is not an identifier of the work."""
    return not (_is_from_pubmed(record) and _NUMBER.fullmatch(number.text)) and not find(number.text)


def _places(record: Record, kind: str | None) -> Iterator[Place]:
    for line in record.lines:
        if line.tag == "SN" and (_values.is_issn(line.text) or _ISBN.match(line.text)):
            yield Place("issn" if _values.is_issn(line.text) else "isbn", line.span)
        elif line.tag == "AN" and _NUMBER.fullmatch(line.text) and _is_from_pubmed(record):
            yield Place("pmid", line.span)
        elif line.tag == "C3" and _is_of_databases(kind, line.text) and (found := _PUBMED.search(line.text)):
            yield Place("pmid", Span(*found.span("number")).shifted(line.span.start))
        elif line.tag in _IDENTIFIERS:
            yield Place(_IDENTIFIERS[line.tag], line.span)


def _name(text: str) -> Name:
    """Return a name: ``Family, Given, Suffix``; one without a comma, or with more parts, is not split."""
    family, *others = (part.strip() for part in text.split(","))
    suffix = next((part for part in others if len(others) == 2 and _SUFFIX.fullmatch(part)), None)
    given = [part for part in others if part and part != suffix]
    if not others or len(given) > 1 or not family:
        return Name(literal=text)
    small = _PARTICLE.match(family)
    particle = small[0].strip() if small else None
    return Name(
        family=family[small.end() :] if small else family,
        given=given[0] if given else None,
        particle=particle,
        suffix=suffix,
    )


def _date(text: str) -> Date | None:
    """Return a date written as ``YYYY/MM/DD/other``, where ``other`` may be the name of a month."""
    if text.count("/") < 3:
        return _values.date(text)
    numbers, _, other = text.rpartition("/")
    date = _values.date(numbers)
    if date and date.year and not date.month and other:
        return _values.date(f"{other} {date.year}")
    return date


_TAGGED = Tags(name=NAME, line=LINE, first=FIRST, other=_OTHER, begins="TY", ends="ER", entry=_entry)
recognises, read = _TAGGED.recognises, _TAGGED.read
