"""The left edges of columns that hold too little to show them: the end of a list at the top of the last one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from refcheck.readers.documents.pdf.rows import Row

_FEW = 6
"""A column of so many rows, all of which begin at one place, does not show whether that is its edge."""
_SAME = 2.0
"""Rows that begin within so many points begin at one place. Source: set by hand on the PDF files of the tests."""
_FARTHEST = 6.0
"""A row is indented by so many font sizes at most. Source: set by hand on the PDF files of the tests."""


def with_edges(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of the pages, those of columns that do not show their edge with the edge that such columns have elsewhere."""
    columns = [[list(column) for _, column in groupby(rows, key=lambda row: (row.edge, row.end))] for rows in pages]
    known = sorted({column[0].edge for page in columns for column in page if not _is_doubtful(column)})
    return [[row for column in page for row in _with_edge(column, known)] for page in columns]


def _is_doubtful(column: Sequence[Row]) -> bool:
    return len(column) <= _FEW and all(row.left - row.edge < _SAME for row in column)


def _with_edge(column: Sequence[Row], known: Sequence[float]) -> Iterator[Row]:
    """The rows of a column, a doubtful one with the nearest edge to the left of its rows, unless it has one of the known."""
    edge = column[0].edge
    if _is_doubtful(column) and not any(abs(each - edge) < _SAME for each in known):
        size = column[0].size
        edge = max((each for each in known if 0 < edge - each < _FARTHEST * size), default=edge)
    return (row if row.edge == edge else evolve(row, edge=edge) for row in column)
