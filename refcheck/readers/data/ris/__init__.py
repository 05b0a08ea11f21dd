"""RIS (``.ris``), as reference managers and databases write it: every record is a reference, whose ``raw`` is its source.

Signs: ``TY``.
"""

import re
from collections.abc import Iterator

from refcheck.model import Bibliography, Date, Document, Name, Reference
from refcheck.readers.data.ris.tags import CONTAINERS, IDENTIFIERS, PEOPLE, PERIODICALS, PLAIN, SERIES, TYPES, WHOLE
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference
from refcheck.readers.entries.tagged import Record, Tagged, records

NAME = "ris"

LINE = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t](.*)|()$)")
"""A line: ``AU  - Smith, John``, ``ER  -``."""

_FIRST = re.compile(r"(?<![^\r\n])[ \t\ufeff]*TY[ \t]{0,3}-[ \t]*[A-Z]{2,8}[ \t]*(?![^\r\n])")
"""A line that begins a record: ``TY  - JOUR``."""

_OTHER = re.compile(r"(?<![^\r\n])[ \t]*(?:ER|AU|A1|TI|T1|PY|Y1|ID)[ \t]{0,3}-")
"""A line that almost every record has: ``AU  - ``, ``ER  -``."""

_SUFFIX = re.compile(r"(?:jr|sr|[ivx]{1,4}|ph\.?\s?d|m\.?\s?d)\.?", re.IGNORECASE)
"""What stands behind a name: ``Jr.``, ``III``."""

_PARTICLE = re.compile(r"(?:[a-z]{1,4} ){1,3}(?=[A-Z])")
"""Words in small letters before a family name: ``van den Berg``."""

_ET_AL = re.compile(r"(?:et\.?\s+al|others)\.?", re.IGNORECASE)
"""A name that stands for many: ``et al.``, ``others``."""

_ISBN = re.compile(r"(?:97[89][- ]?)?\d[\d -]{8,13}[\dXx](?!\w)")
"""An ISBN at the beginning of ``SN``: ``978-0-19-769506-7 (hardback)``."""

_NUMBER = re.compile(r"\d{1,9}")
"""A number that PubMed may have given: ``25568655``."""

_PUBMED = re.compile(r"pubmed|medline", re.IGNORECASE)
"""The name of the database whose numbers are PubMed's."""

_EXTENT = re.compile(r"(\d{1,5})(?:\s*p(?:p|ages)?\.?)?", re.IGNORECASE)
"""How many pages a book has: ``300``, ``300 pages``."""


def recognises(name: str, text: str) -> bool:
    """Return whether a line of the text says the type of a record, and others are its tags."""
    first = _FIRST.search(text)
    return first is not None and _OTHER.search(text, first.end()) is not None


def read(text: str, name: str) -> Bibliography:
    """One reference for each record, in order."""
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=tuple(
            _reference(record, place, text) for place, record in enumerate(records(text, LINE, ("TY",), "ER"), start=1)
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
        """Return the first value of a tag; empty where there is none."""
        return self.by_tag[tag][0].text if tag in self.by_tag else ""

    def entry(self, place: int) -> Entry:
        """Return all that it says."""
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
        series = self.type == "book" and not self.by_tag.keys().isdisjoint(SERIES) and "SV" not in self.by_tag
        yield from self._first("collection_number" if series else "number", ("M1",))

    def _titles(self) -> Iterator[Stated]:
        """Yield the container and its other names; of a work that is no part of another, ``T2`` is the series."""
        lines = [line for tag in CONTAINERS for line in self.by_tag.get(tag, ())]
        if self.type == "book":
            lines = [line for line in lines if line.tag != "BT"]
        if self.type in WHOLE and lines and lines[0].tag == "T2":
            yield Stated("collection_title", lines[0].text, lines[0].span)
            lines = lines[1:]
        for place, line in enumerate(lines):
            if place == 0:
                yield Stated("container_title", line.text, line.span)
            elif line.text != lines[0].text:
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
        """Yield the year, and the day of it where ``DA`` agrees."""
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
            if not _values.is_issn(line.text) and not _ISBN.match(line.text):
                yield Stated("number", line.text, line.span)

    def _places(self) -> Iterator[Place]:
        for line in self.lines:
            if line.tag == "SN" and (_values.is_issn(line.text) or _ISBN.match(line.text)):
                yield Place("issn" if _values.is_issn(line.text) else "isbn", line.span)
            elif line.tag == "AN" and _NUMBER.fullmatch(line.text) and self._is_from_pubmed():
                yield Place("pmid", line.span)
            elif line.tag in IDENTIFIERS:
                yield Place(IDENTIFIERS[line.tag], line.span)

    def _is_from_pubmed(self) -> bool:
        return any(_PUBMED.search(self.text(tag)) for tag in ("DB", "DP"))


def _name(text: str) -> Name:
    """``Family, Given, Suffix``; any other number of commas is that of a name that is not to be split."""
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
    """``YYYY/MM/DD/other``, where the other may be a month's name."""
    if text.count("/") < 3:
        return _values.date(text)
    numbers, _, other = text.rpartition("/")
    date = _values.date(numbers)
    if date and date.year and not date.month and other:
        return _values.date(f"{other} {date.year}")
    return date
