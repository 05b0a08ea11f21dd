"""The lines of a text with their layout (indentation, blank lines, page breaks), in reading order if the text has columns."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from refcheck.layout.columns import Column, Row, columns, is_beside, places
from refcheck.layout.gutters import CHARACTERS
from refcheck.layout.runs import runs

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
r"""A line without its end, which may be that of any system, or a break from word processors and PDF tools: "a\r\nb", "a\fb"."""

_TAB = 8
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BEFORE = re.compile(rf"[\s{_INVISIBLE}]*")
r"""White space and invisible characters before a line: "\ufeff  Smith"; those after it are ``_AFTER``: "Smith \u200f"."""

_AFTER = " \t\xa0\u3000" + "\ufeff\u200b\u200e\u200f"


@frozen(kw_only=True)
class Line:
    """One line that is not blank, or a part of one.

    ``text`` is the line without its indentation, and ``start`` its position in the whole text; ``indent`` is in columns, and so is
    ``edge``, where the whole line ends.
    ``blanks`` counts the blank lines before it, with one before the first line of all; ``page`` says that a form feed precedes it.
    ``margin`` says that it precedes or follows the list that is being read, and is examined only for a reference that begins or
    ends in it. ``key`` is the number of an entry that begins here, printed in the first ``skip`` characters.
    ``level`` is that of a heading, from 1, if the document itself marks its headings, and 0 for any other line; ``size`` is that of
    the letters in points, 0 if unknown. ``note`` says that the document sets the line as a footnote.
    """

    text: str
    start: int
    edge: int
    indent: int = 0
    blanks: int = 0
    page: bool = False
    margin: bool = False
    key: str | None = None
    skip: int = 0
    level: int = 0
    size: float = 0.0
    note: bool = False

    @property
    def end(self) -> int:
        """The position in the whole text at which the line ends."""
        return self.start + len(self.text)

    @property
    def body(self) -> str:
        """The line without the number before it."""
        return self.text[self.skip :]

    def cut(self, places: Sequence[int]) -> Iterator["Line"]:
        """Yield the parts of the line, cut before each of the ``places`` (ascending, counted in ``text``)."""
        for first, last in pairwise([0, *(place for place in places if place), len(self.text)]):
            part = self.text[first:last].rstrip()
            yield evolve(self, text=part) if first == 0 else self._later(part, first)

    def _later(self, text: str, place: int) -> "Line":
        """Return a later part of the line, which begins at ``place``."""
        return evolve(self, text=text, start=self.start + place, blanks=0, page=False, key=None, skip=0)


Entries = list[list[Line]]
"""The entries of a list, each as its lines."""


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not blank, in order."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        indentation = _BEFORE.match(text, match.start(), match.end())
        start = indentation.end() if indentation else match.start()
        content = text[start : match.end()].rstrip(_AFTER)
        if content:
            gap = text[last:start]
            indent = column_after(text[match.start() : start])
            breaks = max(gap.count("\n"), gap.count("\r"), gap.count("\u2028"))
            found.append(
                Line(
                    text=content,
                    start=start,
                    indent=indent,
                    edge=indent + len(content),
                    blanks=max(breaks - 1, 0) if found else 1,
                    page="\f" in gap,
                )
            )
            last = start + len(content)
    return found


def placing(lines: Sequence[Line]) -> Callable[[Line], int]:
    """Return a function from one of the lines, or a part of one, to its index in ``lines``, whose order need not be the text's."""
    order = sorted(range(len(lines)), key=lambda place: lines[place].start)
    starts = [lines[place].start for place in order]
    return lambda line: order[max(bisect_right(starts, line.start) - 1, 0)]


def without_empty(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that have text; those without any are counted as blank lines before the next."""
    blanks = 0
    for line in lines:
        if line.text:
            yield evolve(line, blanks=line.blanks + blanks)
            blanks = 0
        else:
            blanks += 1


def column_after(blanks: str, column: int = 0) -> int:
    """Return the column after white space from ``column`` on; tabs go to the next multiple of 8, invisible characters add 0."""
    for character in blanks:
        if character == "\t":
            column += _TAB - column % _TAB
        elif character.isspace():
            column += 1
    return column


def text_of(lines: Iterable[Line]) -> str:
    """Return the bodies of the lines, joined by newlines, without those lines that hold only a number."""
    return "\n".join(line.body for line in lines if line.body)


_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S(?:\t|[ \xa0]{2,})\s*\S")
r"""A gap within a line such as separates columns: "… of the\x20\x20Smith, J."."""
_FEWEST = 4
"""The fewest lines of a text in columns that have such a gap within or before them."""


@frozen
class _Word:
    """A word of a line, with its columns and its position in the line's text."""

    text: str
    left: float
    right: float
    start: int


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those across columns split at the gutters, and on each page one column after the other."""
    if sum(line.indent >= CHARACTERS.narrowest or _GAP.search(line.text) is not None for line in lines) < _FEWEST:
        return list(lines)
    ordered: list[Line] = []
    known: tuple[float, ...] = ()
    for page in runs(lines, lambda _, line: line.page):
        rows = _rows(page)
        known = tuple(places(rows, CHARACTERS)) or known
        for column in columns(rows, CHARACTERS, known):
            ordered += [page[row.source] for row in column.rows] if column.is_whole else _lines(column, page)
    return ordered


def _rows(page: Sequence[Line]) -> list[Row[_Word]]:
    words = [tuple(_words(line)) for line in page]
    beside: list[bool] = []
    level: Sequence[_Word] = ()
    for line, own in zip(page, words, strict=True):
        beside.append(bool(level) and not line.blanks and is_beside(own, level, CHARACTERS))
        level = (*level, *own) if beside[-1] else own
    rows, at = [], 0
    for number, line in enumerate(page):
        is_out_of_level = beside[number] and any(beside[max(number - 2, 0) : number] + beside[number + 1 : number + 3])
        at += 0 if is_out_of_level else 1 + (line.blanks if number else 0)
        rows.append(Row(words=words[number], at=at, source=number))
    return rows


def _words(line: Line) -> Iterator[_Word]:
    column, done = line.indent, 0
    for found in _WORD.finditer(line.text):
        gap = line.text[done : found.start()]
        left = column + 1 if gap == " " else column_after(gap, column)
        column, done = left + len(found[0]), found.end()
        yield _Word(found[0], left, column, found.start())


def _lines(column: Column[_Word], page: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a column, with the blank lines counted within the column."""
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
