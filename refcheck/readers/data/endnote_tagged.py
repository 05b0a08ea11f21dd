"""EndNote's tagged export (``.enw``), after the UNIX program refer: every record is a reference, whose ``raw`` is its source.

Source: EndNote's import and export filters "Refer/BibIX" and "EndNote Export"; what Google Scholar and publishers make of them.

Signs: ``%0``.
"""

import re
from collections.abc import Iterator

from refcheck.model import Bibliography, Document, Name, Reference
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.endnote_types import TYPES, WHOLE
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference
from refcheck.readers.entries.tagged import Record, Tagged, records

NAME = "endnote-tagged"

LINE = re.compile(r"[ \t\ufeff]*%([0-9A-Z!@#$&()*+,./:;<=>?\[\]^])(?:[ \t](.*)|()$)")
"""A line: ``%A Doe, Jane``, ``%0 Journal Article``, ``%@ 1234-5678``."""

_FIRST = re.compile(r"(?<![^\r\n])[ \t\ufeff]*%0[ \t]+[A-Z][A-Za-z ()/-]{2,40}(?![^\r\n])")
"""A line that begins a record: ``%0 Journal Article``."""

_OTHER = re.compile(r"(?<![^\r\n])[ \t]*%[ATDJRUB@][ \t]")

_PLAIN = {
    "title": "T",
    "title_short": "!",
    "volume": "V",
    "issue": "N",
    "publisher": "I",
    "publisher_place": "C",
    "edition": "7",
    "genre": "9",
    "number_of_volumes": "6",
    "abstract": "X",
    "call_number": "L",
    "note": "Z",
}
_PEOPLE = {"A": "author", "E": "editor", "Y": "collection_editor", "?": "translator"}


def recognises(name: str, text: str) -> bool:
    """Return whether a line says the type of a record, and others are its tags."""
    first = _FIRST.search(text)
    return first is not None and _OTHER.search(text, first.end()) is not None


def read(text: str, name: str) -> Bibliography:
    """One reference for each record, in order."""
    found = enumerate(records(text, LINE, ("0",)), start=1)
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=tuple(_reference(record, place, text) for place, record in found),
    )


def _reference(record: Record, place: int, text: str) -> Reference:
    if len(record.lines) < 2:
        return broken(str(place), text, record.span)
    return reference(_Reading(record).entry(place), text)


class _Reading:
    """The lines of one record."""

    def __init__(self, record: Record) -> None:
        self.span = record.span
        self.lines = [
            Tagged(line.tag, line.text, line.span.shifted(-record.start)) for line in record.lines if line.text
        ]
        self.type = TYPES.get((self._first("0") or Tagged("0", "", self.span)).text.lower())

    def entry(self, place: int) -> Entry:
        """Return all that it says."""
        label = self._first("F")
        return Entry(
            key=label.text if label else str(place),
            span=self.span,
            type=self.type,
            values=(*self._plain(), *self._titles(), *self._people(), *self._others()),
            places=tuple(self._places()),
        )

    def _first(self, tag: str) -> Tagged | None:
        return next((line for line in self.lines if line.tag == tag), None)

    def _plain(self) -> Iterator[Stated]:
        for variable, tag in _PLAIN.items():
            if line := self._first(tag):
                yield Stated(variable, line.text, line.span)
        for line in self.lines:
            if line.tag == "K":
                yield Stated("keyword", line.text, line.span)

    def _titles(self) -> Iterator[Stated]:
        lines = [line for tag in ("J", "B", "O") for line in self.lines if line.tag == tag]
        if self.type in WHOLE and lines and lines[0].tag == "B":
            yield Stated("collection_title", lines[0].text, lines[0].span)
            lines = lines[1:]
        for place, line in enumerate(lines):
            yield Stated("container_title" if place == 0 else "container_title_alternative", line.text, line.span)
        if series := self._first("S"):
            yield Stated("collection_title", series.text, series.span)

    def _people(self) -> Iterator[Stated]:
        for line in self.lines:
            if line.tag in _PEOPLE:
                yield Stated(_PEOPLE[line.tag], _name(line.text), line.span)

    def _others(self) -> Iterator[Stated]:
        year, day = self._first("D"), self._first("8")
        line = year or day
        if line and (date := _values.date(line.text)):
            exact = _values.date(day.text) if day else None
            yield Stated("issued", exact if exact and exact.year == date.year else date, line.span)
        if (line := self._first("[")) and (date := _values.date(line.text)):
            yield Stated("accessed", date, line.span)
        if line := self._first("P"):
            yield Stated("page", _values.page_range(line.text), line.span)
        if line := self._first("G"):
            yield Stated("language", _values.language(line.text), line.span)

    def _places(self) -> Iterator[Place]:
        names = {"R": "doi", "U": "url", "Z": "", "M": ""}
        for line in self.lines:
            if line.tag == "@":
                yield Place("issn" if _values.is_issn(line.text) else "isbn", line.span)
            elif line.tag in names and (line.tag != "R" or "10." in line.text):
                yield Place(names[line.tag], line.span)


def _name(text: str) -> Name:
    """``Family, Given``, or a body, whose name ends in a comma; given names first where there is none."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        return Name(family=family, given=given) if given else Name(literal=family)
    first, _, last = text.rpartition(" ")
    return Name(family=last, given=first) if first else Name(literal=text)
