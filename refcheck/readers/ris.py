"""RIS (``.ris``), as reference managers and databases write it: every record is a reference, whose ``raw`` is its source."""

import re
from collections.abc import Iterator

from refcheck.model import Bibliography, Date, Document, Name, Reference
from refcheck.readers import _values
from refcheck.readers._ris_tags import CONTAINERS, IDENTIFIERS, PEOPLE, PERIODICALS, PLAIN, TYPES, WHOLE
from refcheck.readers._stated import Entry, Place, Stated, broken, reference
from refcheck.readers._tagged import Record, Tagged, records

NAME = "ris"

_LINE = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t](.*)|()$)")
"""A line: ``AU  - Smith, John``, ``ER  -``."""

_FIRST = re.compile(r"^[ \t\ufeff]*TY[ \t]{0,3}-[ \t]*[A-Z]{2,8}[ \t]*$", re.MULTILINE)
_OTHER = re.compile(r"^[ \t]*(?:ER|AU|A1|TI|T1|PY|Y1|ID)[ \t]{0,3}-", re.MULTILINE)

_SUFFIX = re.compile(r"(?:jr|sr|[ivx]{1,4}|ph\.?\s?d|m\.?\s?d)\.?", re.IGNORECASE)
_ET_AL = re.compile(r"(?:et\.?\s+al|others)\.?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{4}-?\d{3}[\dXx](?![\w-])")
"""An ISSN at the beginning of ``SN``: ``0028-0836 (Print)``."""

_ISBN = re.compile(r"(?:97[89][- ]?)?\d[\d -]{8,13}[\dXx](?!\w)")
_NUMBER_OF_PUBMED = re.compile(r"\d{1,9}")
_PUBMED = re.compile(r"pubmed|medline", re.IGNORECASE)
_EXTENT = re.compile(r"(\d{1,5})(?:\s*p(?:p|ages)?\.?)?", re.IGNORECASE)
"""How many pages a book has: ``300``, ``300 pages``."""


def recognises(name: str, text: str) -> bool:
    """Whether a line of the text says the type of a record, and others are its tags."""
    first = _FIRST.search(text)
    return first is not None and _OTHER.search(text, first.end()) is not None


def read(text: str, name: str) -> Bibliography:
    """One reference for each record, in order."""
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=tuple(
            _reference(record, place, text) for place, record in enumerate(records(text, _LINE, ("TY",), "ER"), start=1)
        ),
    )


def _reference(record: Record, place: int, text: str) -> Reference:
    entry = _Reading(record).entry(place)
    return reference(entry, text) if len(record.lines) > 1 else broken(entry.key, text, record.span)


class _Reading:
    """The lines of one record by their tags."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.lines = [
            Tagged(line.tag, line.text, line.span.shifted(-record.start)) for line in record.lines if line.text
        ]
        self.by_tag: dict[str, list[Tagged]] = {}
        for line in self.lines:
            self.by_tag.setdefault(line.tag, []).append(line)
        self.type = TYPES.get(self.text("TY").upper())

    def text(self, tag: str) -> str:
        """The first value of a tag; empty where there is none."""
        return self.by_tag[tag][0].text if tag in self.by_tag else ""

    def entry(self, place: int) -> Entry:
        """All that it says."""
        values = [*self._plain(), *self._titles(), *self._people(), *self._dates(), *self._pages(), *self._special()]
        return Entry(
            key=self.text("ID") or str(place),
            span=self.record.span,
            type=self.type,
            values=tuple(values),
            places=tuple(self._places()),
            et_al=any(_ET_AL.fullmatch(line.text) for tag in ("AU", "A1") for line in self.by_tag.get(tag, ())),
        )

    def _first(self, variable: str, tags: tuple[str, ...]) -> Iterator[Stated]:
        line = next((self.by_tag[tag][0] for tag in tags if tag in self.by_tag), None)
        if line is not None:
            yield Stated(variable, line.text, line.span)

    def _plain(self) -> Iterator[Stated]:
        for variable, tags in PLAIN.items():
            yield from self._first(variable, tags)

    def _titles(self) -> Iterator[Stated]:
        lines = [line for tag in CONTAINERS for line in self.by_tag.get(tag, ())]
        if self.type in WHOLE and lines and lines[0].tag == "T2":
            yield Stated(
                "container_title" if self.type == "webpage" else "collection_title", lines[0].text, lines[0].span
            )
            lines = lines[1:]
        if self.type == "book" or not lines:
            lines = [line for line in lines if line.tag != "BT"]
        seen = {lines[0].text} if lines else set()
        for place, line in enumerate(lines):
            if place == 0:
                yield Stated("container_title", line.text, line.span)
            elif line.text not in seen:
                seen.add(line.text)
                yield Stated("container_title_alternative", line.text, line.span)
        for line in self.by_tag.get("TT", ()):
            yield Stated("original_title", line.text, line.span)

    def _people(self) -> Iterator[Stated]:
        for line in self.lines:
            if line.tag in PEOPLE and not _ET_AL.fullmatch(line.text):
                yield Stated(PEOPLE[line.tag], _name(line.text), line.span)

    def _dates(self) -> Iterator[Stated]:
        yield from self._issued()
        for line in self.by_tag.get("Y2", ())[:1]:
            if date := _date(line.text):
                yield Stated("accessed", date, line.span)
        for line in self.by_tag.get("ET", ())[:1]:
            if self.type not in PERIODICALS:
                yield Stated("edition", line.text, line.span)
            elif (date := _date(line.text)) and date.year:
                yield Stated("issued_alternative", date, line.span)

    def _issued(self) -> Iterator[Stated]:
        """The year, and the day of it where ``DA`` agrees."""
        lines = [self.by_tag[tag][0] for tag in ("PY", "Y1", "DA") if tag in self.by_tag]
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

    def _pages(self) -> Iterator[Stated]:
        for line in self.by_tag.get("SP", ())[:1]:
            last = _values.page_range(self.text("EP"))
            first = _values.page_range(line.text)
            extent = _EXTENT.fullmatch(first) if self.type == "book" and not last else None
            pages = f"{first}-{last}" if last and last != first and "-" not in first else first
            yield Stated("number_of_pages", extent[1], line.span) if extent else Stated("page", pages, line.span)

    def _special(self) -> Iterator[Stated]:
        for line in self.by_tag.get("LA", ())[:1]:
            yield Stated("language", _values.language(line.text), line.span)
        for line in self.by_tag.get("KW", ()):
            yield Stated("keyword", line.text, line.span)
        for line in self.by_tag.get("SN", ()):
            if not _SERIAL.match(line.text) and not _ISBN.match(line.text):
                yield Stated("number", line.text, line.span)

    def _places(self) -> Iterator[Place]:
        for line in self.lines:
            if line.tag == "SN" and (_SERIAL.match(line.text) or _ISBN.match(line.text)):
                yield Place("issn" if _SERIAL.match(line.text) else "isbn", line.span)
            elif line.tag == "AN" and _NUMBER_OF_PUBMED.fullmatch(line.text) and self._is_from_pubmed():
                yield Place("pmid", line.span)
            elif line.tag in IDENTIFIERS:
                yield Place(IDENTIFIERS[line.tag], line.span)

    def _is_from_pubmed(self) -> bool:
        return any(_PUBMED.search(self.text(tag)) for tag in ("DB", "DP"))


def _name(text: str) -> Name:
    """``Family, Given, Suffix``; without a comma a name that is not to be split."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or len(parts) > 3 or not parts[0]:
        return Name(literal=text)
    suffix = next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), None) if len(parts) == 3 else None
    given = next((part for part in parts[1:] if part and part != suffix), None)
    return (
        Name(literal=text)
        if len(parts) == 3 and parts[2] and not suffix
        else Name(family=parts[0], given=given, suffix=suffix)
    )


def _date(text: str) -> Date | None:
    """``YYYY/MM/DD/other``."""
    numbers, _, other = text.rpartition("/") if text.count("/") == 3 else (text, "", "")
    date = _values.date(numbers)
    return (
        date
        if date is None or date.year is None or date.month or not other
        else _values.date(f"{other} {date.year}") or date
    )
