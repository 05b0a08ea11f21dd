"""RefWorks' tagged format: every record is a reference, whose ``raw`` is its source.

Source: "RefWorks Tagged Format", the tags that RefWorks imports and exports.

Signs: ``RT``.
"""

import re

from refcheck.gazetteer.item_types import by_name
from refcheck.readers.entries.columned import Cell, entry_of, people_in_one
from refcheck.readers.entries.notations import is_issn
from refcheck.readers.entries.stated import Entry
from refcheck.readers.entries.tagged import Record, Tags

NAME = "refworks"

LINE = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9])(?:[ \t](?![ \t]*-[ \t])(.*)|()$)")
"""A line: ``A1 Doe, Jane``, ``T1 On lists``; not RIS's ``A1  - Doe, Jane``."""

FIRST = re.compile(r"(?<![^\r\n])[ \t\ufeff]*RT[ \t]+[A-Z][a-z]")
"""The first line of a record: ``RT Journal Article``."""

_OTHER = re.compile(r"(?<![^\r\n])[ \t]*(?:A1|T1|YR|JF|JO|VO|SP|PB)[ \t]\S")

_NAMES = {
    "type": "RT",
    "author": "A1",
    "editor": "A2",
    "title": "T1",
    "container_title": "JF T2 JO",
    "collection_title": "T3",
    "issued": "YR",
    "volume": "VO",
    "issue": "IS",
    "first_page": "SP",
    "last_page": "OP",
    "publisher": "PB",
    "publisher_place": "PP",
    "edition": "ED",
    "language": "LA",
    "abstract": "AB",
    "issn": "SN",
    "doi": "DO",
    "url": "UL LK",
}
_TAGS = by_name(_NAMES)


def _entry(record: Record, place: int) -> Entry:
    """Return the entry of a record."""
    cells: dict[str, list[Cell]] = {}
    for line in record.lines:
        variable = _TAGS.get(line.tag)
        if variable == "issn" and not is_issn(line.text):
            variable = "isbn"
        if variable:
            value = line.text.split(",")[0] if line.tag == "RT" else line.text
            cells.setdefault(variable, []).append(Cell(value, line.span.shifted(record.span.start)))
    return entry_of(people_in_one(cells), record.span, place)


_TAGGED = Tags(name=NAME, line=LINE, first=FIRST, other=_OTHER, begins="RT", entry=_entry)
recognises, read = _TAGGED.recognises, _TAGGED.read
