"""PubMed's format (``.nbib``, MEDLINE): every record is a reference, whose ``raw`` is its source.

Source: "MEDLINE/PubMed Data Element (Field) Descriptions", U.S. National Library of Medicine.

Signs: ``PMID``.
"""

import re
from collections.abc import Iterator

from refcheck.model import Bibliography, Date, Document, Name, Reference, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference
from refcheck.readers.entries.tagged import Record, Tagged, records

NAME = "nbib"

LINE = re.compile(r"\ufeff?([A-Z]{2,4}) {0,3}- ?(.*)")
"""A line: ``PMID- 25568655``, ``TI  - A title``. What is indented goes on with the line before."""

_FIRST = re.compile(r"(?<![^\r\n])\ufeff?PMID ?- ?\d{1,9}[ \t]*(?![^\r\n])")
_OTHER = re.compile(r"(?<![^\r\n])(?:OWN|STAT|TI|BTI|FAU|AU|DP|JT|TA|LID) {0,3}- ")

_TYPES = {
    "book": "book",
    "book chapter": "chapter",
    "congress": "paper-conference",
    "dataset": "dataset",
    "newspaper article": "article-newspaper",
    "preprint": "article",
    "review of reported cases": "article-journal",
    "technical report": "report",
}
"""Types of publication that are not an article's of a journal."""

_PLAIN = {
    "title": "TI",
    "volume": "VI",
    "issue": "IP",
    "publisher": "PB",
    "publisher_place": "PL",
    "edition": "EN",
    "collection_title": "CTI",
    "original_title": "TT",
    "abstract": "AB",
}
"""Variables and their tags."""

_IDENTIFIERS = {"PMID": "pmid", "PMC": "pmcid", "IS": "issn", "ISBN": "isbn"}

_OF_ARTICLE = re.compile(r"(\S.*?)\s*\[(doi|pii)\]")
"""An identifier with its kind behind: ``10.1000/xyz [doi]``."""

_INITIALS = re.compile(r"[A-Z][A-Z-]{0,3}")
"""The initials behind a family name: ``Marchand E``."""

_SUFFIX = re.compile(r"(?:Jr|Sr|2nd|3rd|4th|I{1,3}|IV)\.?")


def recognises(name: str, text: str) -> bool:
    """Return whether a line of the text has a PubMed number, and others are the tags of its record."""
    first = _FIRST.search(text)
    return first is not None and _OTHER.search(text, first.end()) is not None


def read(text: str, name: str) -> Bibliography:
    """One reference for each record, in order."""
    found = enumerate(records(text, LINE, ("PMID",)), start=1)
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=tuple(_reference(record, place, text) for place, record in found),
    )


def _reference(record: Record, place: int, text: str) -> Reference:
    entry = _Reading(record).entry(place)
    return reference(entry, text) if len(record.lines) > 1 else broken(entry.key, text, record.span)


class _Reading:
    """The lines of one record by their tags."""

    def __init__(self, record: Record) -> None:
        self.span = record.span
        self.by_tag: dict[str, list[Tagged]] = {}
        for line in record.lines:
            if line.text:
                moved = Tagged(line.tag, line.text, line.span.shifted(-record.start))
                self.by_tag.setdefault(line.tag, []).append(moved)
        kinds = [line.text.lower() for line in self.by_tag.get("PT", ())]
        is_book = "BTI" in self.by_tag and "TI" not in self.by_tag
        other = next((_TYPES[kind] for kind in kinds if kind in _TYPES), None)
        self.type = other or ("book" if is_book else "chapter" if "BTI" in self.by_tag else "article-journal")

    def entry(self, place: int) -> Entry:
        """Return all that it says."""
        values = [*self._plain(), *self._titles(), *self._people(), *self._dates(), *self._others()]
        return Entry(
            key=self._text("PMID") or str(place),
            span=self.span,
            type=self.type,
            values=tuple(values),
            places=tuple(self._places()),
        )

    def _text(self, tag: str) -> str:
        return self.by_tag[tag][0].text if tag in self.by_tag else ""

    def _all(self, *tags: str) -> Iterator[Tagged]:
        for tag in tags:
            yield from self.by_tag.get(tag, ())

    def _plain(self) -> Iterator[Stated]:
        for variable, tag in _PLAIN.items():
            for line in self.by_tag.get(tag, ())[:1]:
                text = line.text.removesuffix(".") if variable == "title" else line.text
                yield Stated(variable, text, line.span)

    def _titles(self) -> Iterator[Stated]:
        for line in self._all("BTI"):
            yield Stated("title" if self.type == "book" else "container_title", line.text.removesuffix("."), line.span)
        journals = list(self._all("JT", "TA"))
        for place, line in enumerate(journals):
            if place == 0 or line.text != journals[0].text:
                yield Stated("container_title" if place == 0 else "container_title_alternative", line.text, line.span)

    def _people(self) -> Iterator[Stated]:
        """Names in full where they are given so, else with initials; then bodies."""
        for role, full, short in (("author", "FAU", "AU"), ("editor", "FED", "ED")):
            for line in self._all(full if full in self.by_tag else short):
                yield Stated(role, _name(line.text), line.span)
        for line in self._all("CN"):
            yield Stated("author", Name(literal=line.text), line.span)

    def _dates(self) -> Iterator[Stated]:
        for variable, tag in (("issued", "DP"), ("issued_alternative", "DEP")):
            for line in self.by_tag.get(tag, ())[:1]:
                if date := _date(line.text):
                    yield Stated(variable, date, line.span)

    def _others(self) -> Iterator[Stated]:
        for line in self.by_tag.get("PG", ())[:1]:
            yield Stated("page", _values.whole_pages(_values.page_range(line.text)), line.span)
        for line in self.by_tag.get("LA", ())[:1]:
            yield Stated("language", _values.language(line.text), line.span)
        for line in self._all("OT", "MH"):
            yield Stated("keyword", line.text.lstrip("*"), line.span)

    def _places(self) -> Iterator[Place]:
        for tag, name in _IDENTIFIERS.items():
            for line in self._all(tag):
                yield Place(name, line.span)
        dois: dict[str, Span] = {}
        for line in self._all("LID", "AID"):
            found = _OF_ARTICLE.fullmatch(line.text)
            if found and found[2] == "doi":
                dois.setdefault(found[1].lower(), Span(line.span.start, line.span.start + len(found[1])))
        yield from (Place("doi", span) for span in dois.values())


def _name(text: str) -> Name:
    """``Family, Given``, or ``Family GJ``."""
    family, comma, given = text.partition(", ")
    if comma:
        given, _, behind = given.partition(", ")
        return Name(family=family, given=given, suffix=behind or None)
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        return Name(family=" ".join(words[:-1]), given=words[-1], suffix=suffix)
    return Name(literal=text)


def _date(text: str) -> Date | None:
    """``2016 Jan 3``, ``2016 May-Jun``, ``20200617``."""
    if len(text) == 8 and text.isascii() and text.isdecimal():
        return _values.exact(int(text[:4]), int(text[4:6]), int(text[6:]))
    date = _values.date(text)
    return date and _values.exact(date.year, date.month, date.day, None if date.year else date.raw)
