"""A text in a fixed pitch: its lines in reading order, where several columns stand side by side."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from refcheck.layout.columns import Column, Row, columns, places
from refcheck.layout.gutters import CHARACTERS
from refcheck.layout.lines import Line, column_behind

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S(?:\t|[ \xa0]{2,})\s*\S")
r"""A gap within a line, as columns have it between them: "… of the\x20\x20Smith, J."."""
_FEWEST = 4
"""A text in columns has so many lines with such a gap."""


@frozen
class _Word:
    """A word of a line: its columns, and its place in the line's text."""

    text: str
    left: float
    right: float
    start: int


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of columns parted, and on each page one column after the other."""
    if sum(_GAP.search(line.text) is not None for line in lines) < _FEWEST:
        return list(lines)
    ordered: list[Line] = []
    known: tuple[float, ...] = ()
    for page in _pages(lines):
        rows = _rows(page)
        known = tuple(places(rows, CHARACTERS)) or known
        for column in columns(rows, CHARACTERS, known):
            ordered += [page[row.source] for row in column.rows] if column.is_whole else _lines(column, page)
    return ordered


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in lines:
        if line.page and page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _rows(page: Sequence[Line]) -> list[Row[_Word]]:
    rows: list[Row[_Word]] = []
    at = 0
    for number, line in enumerate(page):
        at += 1 + (line.blanks if number else 0)
        rows.append(Row(words=tuple(_words(line)), at=at, source=number))
    return rows


def _words(line: Line) -> Iterator[_Word]:
    column, done = line.indent, 0
    for found in _WORD.finditer(line.text):
        left = column_behind(line.text[done : found.start()], column)
        column, done = left + len(found[0]), found.end()
        yield _Word(found[0], left, column, found.start())


def _lines(column: Column[_Word], page: Sequence[Line]) -> Iterator[Line]:
    """The lines of a column, with the blank lines that it has by itself."""
    before: Row[_Word] | None = None
    for row in column.rows:
        line, first, last = page[row.source], row.words[0], row.words[-1]
        text = line.text[first.start : last.start + len(last.text)]
        indent = int(max(first.left - column.left, 0))
        is_first = first.start == 0
        yield evolve(
            line,
            text=text,
            start=line.start + first.start,
            indent=indent,
            edge=indent + len(text),
            blanks=int(row.at - before.at) - 1 if before else line.blanks if is_first else 0,
            page=line.page and is_first,
        )
        before = row
