"""EndNote's tagged export (``.enw``), after the UNIX program refer: every record is a reference, whose ``raw`` is its source.

Source: EndNote's import and export filters "Refer/BibIX" and "EndNote Export"; exports of Google Scholar and of publishers.

Signs: ``%0``.
"""

import re
from collections.abc import Iterator

from refcheck.gazetteer.item_types import FROM_ENDNOTE, WHOLE
from refcheck.model import Name
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.stated import Entry, Place, Stated
from refcheck.readers.entries.tagged import Record, Tags, containers

NAME = "endnote-tagged"

LINE = re.compile(r"[ \t\ufeff]*%([0-9A-Z!@#$&()*+,./:;<=>?\[\]^])(?:[ \t](.*)|()$)")
"""A line: ``%A Doe, Jane``, ``%0 Journal Article``, ``%@ 1234-5678``."""

FIRST = re.compile(r"(?<![^\r\n])[ \t\ufeff]*%0[ \t]+[A-Z][A-Za-z ()/-]{2,40}(?![^\r\n])")
"""The first line of a record: ``%0 Journal Article``."""

_OTHER = re.compile(r"(?<![^\r\n])[ \t]*%[ATDJRUB@][ \t]")

_PLAIN = {
    "title": "T",
    "title_short": "!",
    "volume": "V",
    "issue": "N",
    "page": "P",
    "publisher": "I",
    "publisher_place": "C",
    "edition": "7",
    "genre": "9",
    "number_of_volumes": "6",
    "language": "G",
    "abstract": "X",
    "call_number": "L",
    "note": "Z",
}
_PEOPLE = {"A": "author", "E": "editor", "Y": "collection_editor", "?": "translator"}
_PLACES = {"R": "doi", "U": "url", "Z": "", "M": ""}


def _entry(lines: Record, place: int) -> Entry:
    """Return the entry of a record."""
    kind = FROM_ENDNOTE.get(lines.text("0").lower())
    return lines.entry(place, kind, _stated(lines, kind), _places(lines), key="F")


def _stated(lines: Record, kind: str | None) -> Iterator[Stated]:
    yield from lines.plain(_PLAIN)
    yield from lines.people(_PEOPLE, _name)
    yield from lines.several("keyword", "K")
    yield from lines.dates({"accessed": "["})
    titles = lines.all("J", "B", "O")
    if kind in WHOLE and titles and titles[0].tag == "B":
        yield Stated("collection_title", titles[0].text, titles[0].span)
        titles = titles[1:]
    yield from containers(titles)
    yield from lines.plain({"collection_title": "S"})
    day = lines.first("8")
    line = lines.first("D") or day
    if line and (date := _values.date(line.text)):
        exact = _values.date(day.text) if day else None
        yield Stated("issued", exact if exact and exact.year == date.year else date, line.span)


def _places(lines: Record) -> Iterator[Place]:
    for line in lines.lines:
        if line.tag == "@":
            yield Place("issn" if _values.is_issn(line.text) else "isbn", line.span)
        elif line.tag in _PLACES and (line.tag != "R" or "10." in line.text):
            yield Place(_PLACES[line.tag], line.span)


def _name(text: str) -> Name:
    """Return a name: ``Family, Given``, or an organisation, which ends in a comma; without a comma, given names come first."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        return Name(family=family, given=given) if given else Name(literal=family)
    first, _, last = text.rpartition(" ")
    return Name(family=last, given=first) if first else Name(literal=text)


_TAGGED = Tags(name=NAME, line=LINE, first=FIRST, other=_OTHER, begins="0", entry=_entry)
recognises, read = _TAGGED.recognises, _TAGGED.read
