"""Sources in one value: a journal with its volume, issue, pages and year, as databases write them and as they are printed."""

import re
from collections.abc import Callable

from refcheck.gazetteer.item_types import by_name
from refcheck.model import Span
from refcheck.readers.entries.columned import Cell
from refcheck.text.deferred import deferred
from refcheck.text.rendered import rendered

JOURNAL = deferred(
    r"(?P<container_title>[^\r\n]{3,200}?)(?:\.\s+(?P<volume>\w{1,8})(?:\((?P<issue>[^()]{1,20})\))?(?::|\s\(pp?\s)(?P<page>[\w-]{1,20})\)?,"
    r"\s+(?P<issued>\d{4}[^\r\n;.]{0,12})|\s+\((?P<year>\d{4})\)\s+(?P<of_year>(?=\D{0,4}\d)\w{1,8})(?::(?P<number>[\w-]{1,8}))?"
    r"(?:\s+\((?P<pages>[\w-]{1,20})\))?)\.?[^\r\n]*"
)
"""A source as databases write it: "Delta Studies. 12(3):45-67, 2008 Mar.", "Delta Studies (2008) 12:3 (45-67). Date: 2008"."""

_NUMBERS = (
    r"(?:[Vv]ol(?:ume)?\.?\s*)?(?P<volume>[A-Z]?\d{1,4})"
    r"(?:\s?\((?:[Nn]o\.\s*)?(?P<issue>(?!(?:1[5-9]|20)\d\d\))[^()]{1,20})\)|,\s+(?:[Nn]o|[Ii]ss(?:ue)?)\.?\s*(?P<number>\w{1,8}))?"
    r"(?:[,:]\s*(?:pp?\.\s*|[Pp]ages\s+|[Aa]rticle\s+)?(?P<page>[\w‐-–-]{1,20}(?:,\s\d{1,6}[‐-–-]\d{1,6})*))?"
)
PRINTED = deferred(
    rf"(?P<container_title>[^\r\n]{{3,200}}?)(?:(?:,\s+(?!(?:1[5-9]|20)\d\d\.?\Z){_NUMBERS})?(?:(?:,\s+|\s+\()(?P<issued>(?:1[5-9]|20)\d\d)\)?)?\.?"
    r"|(?P<unread>,\s+(?:\d|[Vv]ol)[^\r\n]*))\Z"
)
"""A source as it is printed: "Delta Studies, 12(3), 45-67 (2008)", "Delta Studies, vol. 12, no. 3, pp. 45-67", "Delta Studies"."""

PLACE = deferred(rf"(?:{_NUMBERS}\.?|(?P<unread>[^\r\n]+))\Z")
"""Volume, issue and pages in one value: "12(3)", "12(3), 45-67"."""

_GROUPS = {"volume": "volume of_year", "issue": "issue number", "page": "page pages", "issued": "issued year"}
_PARTS = by_name({"container_title": "container_title"} | _GROUPS) | {"unread": ""}
"""Variables by the groups of the patterns."""


def part(cells: dict[str, list[Cell]], variable: str, *patterns: re.Pattern[str]) -> None:
    """Replace a value by its parts, except for variables that already have a value."""
    text, place = shown(cells[variable][0])
    found = next((found for pattern in patterns if (found := pattern.match(text))), None)
    if found is None:
        return
    del cells[variable]
    for group, value in found.groupdict().items():
        if value and _PARTS[group] not in cells:
            cells[_PARTS[group]] = [Cell(value, place(*found.span(group)))]


def shown(cell: Cell) -> tuple[str, Callable[[int, int], Span]]:
    """Return a value's text without markup, and a function that maps a stretch of that text to its span in the source."""
    read = rendered(cell.text)

    def place(start: int, end: int) -> Span:
        return Span(*(read.source(start, end) if read else (start, end))).shifted(cell.span.start)

    return read.text if read else cell.text, place
