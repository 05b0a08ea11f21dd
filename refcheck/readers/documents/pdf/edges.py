"""Single rows of a PDF: left edges of short columns, headings by their print, addresses with blanks put in.

The text of a PDF is of the reader's own making; a blank that stands in it for a gap between glyphs is no fault of the author's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from refcheck import identifiers
from refcheck.identifiers.addresses import why_not_public
from refcheck.layout import prevailing
from refcheck.readers.documents.pdf.rows import FARTHEST, LARGER, Row

_SPACED = frozenset({"url-with-inner-space", "doi-with-inner-space"})

_HOST = re.compile(r"(?:https?://|www\.(?=\s?[a-z\d]))(?P<host>[a-z\d-]+(?:\.\s?[a-z\d-]+){1,4})(?![\w-]|\.\w)")
"""A host with blanks behind its points: "http://flac. sourceforge. net", "www. example.org"."""

_POINT = re.compile(r"(\.\s?)")

_HYPHENS = re.compile(r"https?://\S+(?:\s?-\s?[a-z\d]+){3,}")
"""An address with blanks around its hyphens: "https://example.org/a - list - of - lists"."""


def mended(text: str) -> str:
    """Return the text with the blanks taken out of its addresses."""
    if not any(sign in text for sign in ("http", "www", "10.")):
        return text
    text = _HYPHENS.sub(lambda found: "".join(found[0].split()), _HOST.sub(_with_host, text))
    for each in reversed(identifiers.find(text)):
        if any(repair.code in _SPACED for repair in each.repairs) and each.span.of(text) == each.raw:
            text = text[: each.span.start] + "".join(each.raw.split()) + text[each.span.end :]
    return text


def _with_host(found: re.Match[str]) -> str:
    """Return a host without its blanks, up to where it is a public one: the words of the next sentence are none of it."""
    scheme, (first, *rest) = found[0].removesuffix(found["host"]), _POINT.split(found["host"])
    for number, (point, label) in enumerate(zip(rest[::2], rest[1::2], strict=True), start=1):
        if point != "." and why_not_public(f"https://{first}") is None:
            return scheme + first + "".join(rest[2 * number - 2 :])
        first += f".{label}"
    return scheme + first if why_not_public(f"https://{first}") is None else found[0]


_LONGEST = 150
_MOST = 4
"""A heading has at most so many rows."""

Print = tuple[float, bool]
"""The size of the letters, to half a point, and whether they are bold."""


def levels(rows: Sequence[Row]) -> list[int]:
    """For each row the level of the heading that it is (a part of), from 1 for the most prominent print, and 0 for any other."""
    prints = [(round(2 * row.points) / 2, row.is_bold) for row in rows]
    body = prevailing((each, len(row.text)) for each, row in zip(prints, rows, strict=True)) or (0.0, False)
    standing_out = sorted(
        (each for each in set(prints) if _stands_out(each, body)), key=lambda each: (-each[0], not each[1])
    )
    ranks = {each: rank for rank, each in enumerate(standing_out, start=1)}
    found: list[int] = []
    for each, run in groupby(zip(prints, rows, strict=True), key=lambda pair: pair[0]):
        shown = [row.text for _, row in run]
        is_heading = len(shown) <= _MOST and max(map(len, shown)) <= _LONGEST and any(map(str.isalpha, "".join(shown)))
        found += [ranks.get(each, 0) if is_heading else 0] * len(shown)
    return found


def _stands_out(each: Print, body: Print) -> bool:
    return each[0] > LARGER * body[0] or (each[1] and not body[1])


_FEW = 6
"""A column of so many rows, all of which begin at one place, does not show whether that is its edge."""
_SAME = 2.0
"""Rows that begin within so many points begin at one place. Source: set by hand on the PDF files of the tests."""


def with_edges(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Return the rows of the pages, those of columns that do not show their edge with the edge that such columns have elsewhere."""
    columns = [[list(column) for _, column in groupby(rows, key=lambda row: (row.edge, row.end))] for rows in pages]
    known = sorted({column[0].edge for page in columns for column in page if not _is_doubtful(column)})
    return [[row for column in page for row in _with_edge(column, known)] for page in columns]


def _is_doubtful(column: Sequence[Row]) -> bool:
    return len(column) <= _FEW and all(row.indent < _SAME for row in column)


def _with_edge(column: Sequence[Row], known: Sequence[float]) -> Iterator[Row]:
    """Return the rows of a column, a doubtful one with the nearest edge to the left of its rows, unless it has one of the known."""
    edge = column[0].edge
    if _is_doubtful(column) and not any(abs(each - edge) < _SAME for each in known):
        size = column[0].size
        edge = max((each for each in known if 0 < edge - each < FARTHEST * size), default=edge)
    return (row if row.edge == edge else evolve(row, edge=edge) for row in column)
