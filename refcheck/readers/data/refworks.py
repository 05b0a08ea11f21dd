"""RefWorks' tagged format: every record is a reference, whose ``raw`` is its source.

Source: "RefWorks Tagged Format", the tags that RefWorks imports and exports.

Signs: ``RT``.
"""

import re

from refcheck.gazetteer.item_types import by_name
from refcheck.model import Bibliography, Reference
from refcheck.readers.entries import listed
from refcheck.readers.entries.columned import Cell, people_in_one, reference_of
from refcheck.readers.entries.notations import is_issn
from refcheck.readers.entries.tagged import Record, has_records, records

NAME = "refworks"

LINE = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9])(?:[ \t](?![ \t]*-[ \t])(.*)|()$)")
"""A line: ``A1 Doe, Jane``, ``T1 On lists``; not RIS's ``A1  - Doe, Jane``."""

FIRST = re.compile(r"(?<![^\r\n])[ \t\ufeff]*RT[ \t]+[A-Z][a-z]")
"""A line that begins a record: ``RT Journal Article``."""

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


def recognises(name: str, text: str) -> bool:
    """Return whether a line says the type of a record, and others are its tags."""
    return has_records(text, FIRST, _OTHER)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each record, in order."""
    found = enumerate(records(text, LINE, "RT"), start=1)
    return listed(text, name, NAME, (_reference(record, place, text) for place, record in found))


def _reference(record: Record, place: int, text: str) -> Reference:
    cells: dict[str, list[Cell]] = {}
    for line in record.lines:
        variable = _TAGS.get(line.tag)
        if variable == "issn" and not is_issn(line.text):
            variable = "isbn"
        if variable and line.text:
            value = line.text.split(",")[0] if line.tag == "RT" else line.text
            cells.setdefault(variable, []).append(Cell(value, line.span))
    return reference_of(people_in_one(cells), record.span, place, text)
