"""Web of Science's export (``.ciw``, ``savedrecs.txt``), and PubMed-like files of its kin: every record is a reference.

Source: "Web of Science Core Collection Field Tags", Clarivate.

Signs: ``PT``.
"""

import re
from collections.abc import Iterator

from refcheck.model import Bibliography, Date, Document, Name, Reference, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference
from refcheck.readers.entries.tagged import Record, Tagged, records

NAME = "web-of-science"

_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?=[ \t]|$)[ \t]?(.*)")
"""A line: ``PT J``, ``TI A title``, ``ER``. What is indented goes on with the line before."""

_FIRST = re.compile(r"(?<![^\r\n])\ufeff?PT[ \t]{1,3}[JBSPCDA][ \t]*(?![^\r\n])")
"""A line that begins a record: ``PT J`` (journal), ``PT B`` (book), ``PT S`` (series), ``PT P`` (patent)."""

_OTHER = re.compile(r"(?<![^\r\n])(?:AU|TI|SO|UT|ER|EF)(?:[ \t]|[\r\n]|\Z)")

_PARTS = {"B": "chapter", "S": "chapter", "P": "patent"}
_TYPES = {
    "book": "book",
    "book chapter": "chapter",
    "proceedings paper": "paper-conference",
    "meeting abstract": "paper-conference",
    "article": "article-journal",
    "review": "article-journal",
    "letter": "article-journal",
    "editorial material": "article-journal",
    "dataset": "dataset",
    "data set": "dataset",
    "data paper": "article-journal",
}
"""Document types (``DT``) → CSL types, the first that fits."""

_PLAIN = {
    "title": "TI",
    "volume": "VL",
    "issue": "IS",
    "article_number": "AR",
    "publisher": "PU",
    "publisher_place": "PI",
    "collection_title": "SE",
    "event_title": "CT",
    "abstract": "AB",
}
_CONTAINERS = ("SO", "JI", "J9")
_PEOPLE = {"author": ("AF", "AU", "BF", "BA"), "editor": ("BE", "ED")}
"""People, the fullest form first; one a line."""
_PLACES = {"DI": "doi", "D2": "doi", "PM": "pmid", "SN": "issn", "EI": "issn", "BN": "isbn"}


def recognises(name: str, text: str) -> bool:
    """Return whether a line says what kind of publication a record is of, and others are its tags."""
    first = _FIRST.search(text)
    return first is not None and _OTHER.search(text, first.end()) is not None


def read(text: str, name: str) -> Bibliography:
    """One reference for each record, in order."""
    found = enumerate(records(text, _LINE, ("PT",), "ER"), start=1)
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=tuple(_reference(record, place, text) for place, record in found),
    )


def _reference(record: Record, place: int, text: str) -> Reference:
    if len(record.lines) < 2:
        return broken(str(place), text, record.span)
    return reference(_Reading(record, text).entry(place), text)


class _Reading:
    """The lines of one record by their tags."""

    def __init__(self, record: Record, text: str) -> None:
        self.span = record.span
        self.raw = record.span.of(text)
        self.by_tag: dict[str, Tagged] = {}
        for line in record.lines:
            if line.text:
                self.by_tag.setdefault(line.tag, Tagged(line.tag, line.text, line.span.shifted(-record.start)))
        kinds = [kind.strip() for kind in self._text("DT").lower().split(";")]
        self.type = next((_TYPES[kind] for kind in kinds if kind in _TYPES), None) or _PARTS.get(
            self._text("PT"), "article-journal"
        )

    def entry(self, place: int) -> Entry:
        """Return all that it says."""
        values = [*self._plain(), *self._titles(), *self._people(), *self._dates(), *self._pages()]
        return Entry(key=str(place), span=self.span, type=self.type, values=tuple(values), places=tuple(self._places()))

    def _text(self, tag: str) -> str:
        return self.by_tag[tag].text if tag in self.by_tag else ""

    def _plain(self) -> Iterator[Stated]:
        for variable, tag in _PLAIN.items():
            if line := self.by_tag.get(tag):
                yield Stated(variable, line.text, line.span)
        if line := self.by_tag.get("LA"):
            yield Stated("language", _values.language(line.text), line.span)

    def _titles(self) -> Iterator[Stated]:
        lines = [self.by_tag[tag] for tag in _CONTAINERS if tag in self.by_tag]
        is_part = "TI" in self.by_tag
        for place, line in enumerate(lines):
            name = "container_title_alternative" if place else "container_title" if is_part else "title"
            yield Stated(name, line.text, line.span)

    def _people(self) -> Iterator[Stated]:
        for role, tags in _PEOPLE.items():
            line = next((self.by_tag[tag] for tag in tags if tag in self.by_tag), None)
            for text, span in self._lines(line):
                yield Stated(role, _name(text), span)
        for text, span in self._lines(self.by_tag.get("CA")):
            yield Stated("author", Name(literal=text), span)

    def _lines(self, line: Tagged | None) -> Iterator[tuple[str, Span]]:
        """Yield the values of a tag that has one a line."""
        if line is None:
            return
        start = line.span.start
        for each in line.span.of(self.raw).splitlines(keepends=True):
            text = each.strip()
            if text:
                at = start + each.index(text)
                yield text, Span(at, at + len(text))
            start += len(each)

    def _dates(self) -> Iterator[Stated]:
        year, day = self.by_tag.get("PY"), self.by_tag.get("PD")
        if year and (date := _values.date(year.text)):
            exact = _values.date(f"{day.text} {year.text}") if day else None
            yield Stated("issued", exact if exact and exact.year == date.year and exact.month else date, year.span)
        if (line := self.by_tag.get("EA")) and (early := _values.date(line.text)):
            yield Stated(
                "issued_alternative" if year else "issued", Date(year=early.year, month=early.month), line.span
            )

    def _pages(self) -> Iterator[Stated]:
        first, last = self.by_tag.get("BP"), self._text("EP")
        if first:
            pages = f"{first.text}-{last}" if last and last != first.text else first.text
            yield Stated("page", _values.page_range(pages), first.span)

    def _places(self) -> Iterator[Place]:
        for tag, variable in _PLACES.items():
            if line := self.by_tag.get(tag):
                yield Place(variable, line.span)


def _name(text: str) -> Name:
    """``Family, Given``; a body's name is left whole."""
    family, comma, given = text.partition(",")
    return Name(family=family.strip(), given=given.strip()) if comma and given.strip() else Name(literal=text)
