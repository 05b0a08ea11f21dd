"""The lines of a page → its rows in reading order, down one column and then the next."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median, median_low

from refcheck.readers.documents.pdf.page import Link, Page
from refcheck.readers.documents.pdf.rows import LARGER, Line, Row

_LABEL = re.compile(r"[\[(]?\d{1,4}[\]).]{0,2}")
"""A number of a list's entry: "[12]", "3."."""
_PAGES = 0.5
"""So many of the pages in columns show where the columns of all are. Source: set by hand on the PDF files of the tests."""
_AWAY = 20.0
"""Columns of two pages are elsewhere where their gutters are so many points apart: those of a table. Source: set by hand."""
_MIDDLE = (0.3, 0.7)
"""Between these shares of the text's width there may be a gutter. Source: set by hand on the PDF files of the tests."""
_CROSSED = 0.45
"""At most this share of the lines goes across the gutter. Source: set by hand on the PDF files of the tests."""
_SIDE = 0.15
"""At least this share of the lines that do not has text on either side of it. Source: set by hand on the PDF files of the
tests."""
_MOST = 0.9
"""This share of the lines of a column keeps to its edges. Source: set by hand on the PDF files of the tests."""
_GUTTER = 0.9
"""It is at least so wide, in font sizes. Source: set by hand on the PDF files of the tests."""
_APART = 2.0
"""A row so many sizes below another is set apart from it. Source: set by hand on the PDF files of the tests."""
_WRAPPED = 0.2
"""Text of which more rows than this share are full was wrapped at the column's width. Source: set by hand on the PDF files of
the tests."""
_MOSTLY = 0.8
"""So many rows of a band have letters of one size. Source: set by hand on the PDF files of the tests."""
_STEP = 2.0
"""Source: set by hand on the PDF files of the tests."""
_WIDER = 1.5
"""A side that is so much wider than the other may be two columns itself. Source: set by hand: two of three columns are twice as
wide as the third."""
_HEADED = 2
"""So many rows at the foot of a page are a heading and what it is over."""
_FEWEST = 6
"""A column has at least so many lines."""
_LONG_WORD = 25
"""An address of so many characters may run over a column's edge."""


def gutters(pages: Sequence[Sequence[Line]]) -> list[float | None]:
    """For each page where the blank between its columns is; a page with few lines has it where most others do."""
    found = [_gutter(lines) for lines in pages]
    places = [place for place in found if place is not None]
    if not places or len(places) < _PAGES * sum(map(bool, pages)):
        return found
    usual = median_low(places)
    return [
        usual if (place is None or abs(place - usual) > _AWAY) and _stands_beside(lines, usual, place) else place
        for place, lines in zip(found, pages, strict=True)
    ]


def _stands_beside(lines: Sequence[Line], gutter: float, other: float | None) -> bool:
    """Whether lines of a page have words on either side of a gutter and a wide blank at it: one, or more below a table."""
    crossing = sum(_crosses(line, gutter) for line in lines)
    parted = sum(
        before.right < gutter < word.left and word.left - before.right >= _GUTTER * word.size
        for line in lines
        for before, word in pairwise(line)
    )
    return parted >= (1 if crossing <= _CROSSED * len(lines) and other is None else _FEWEST)


def rows(page: Page, lines: Sequence[Line], gutter: float | None) -> list[Row]:
    """The lines of a page's text in reading order: down the left column and then the right one, where there are two."""
    if gutter is None:
        return _column(page, lines)
    ordered: list[Row] = []
    left: list[Line] = []
    right: list[Line] = []
    crosses = [_crosses(line, gutter) for line in lines]
    for number, line in enumerate(lines):
        around = crosses[max(number - 1, 0) : number] + crosses[number + 1 : number + 2]
        if crosses[number] and (any(around) or not _runs_over(line, gutter)):
            ordered += [*_columns(page, left, right, least=1), *_column(page, [line])]
            left, right = [], []
            continue
        left += [part] if (part := [word for word in line if word.left < gutter - 1]) else []
        right += [part] if (part := [word for word in line if word.left >= gutter - 1]) else []
    return [*ordered, *_columns(page, left, right, least=_HEADED)]


def _runs_over(line: Line, gutter: float) -> bool:
    """Whether it is a column's line whose last word was too long for it: an address that nothing breaks."""
    over = [word for word in line if word.left < gutter - 1 and word.right > gutter + 1]
    return all(len(word.text) >= _LONG_WORD for word in over)


def _columns(page: Page, left: Sequence[Line], right: Sequence[Line], *, least: int) -> list[Row]:
    """The rows of two columns; what stands under both with a heading, and is not as wide as the left one, comes after both.

    That must be ``least`` rows: a heading alone at a page's foot is that of what stands at the next column's top.
    """
    widths = _width(left), _width(right)
    first, second = (
        _side(page, left, widths[0] > _WIDER * widths[1]),
        _side(page, right, widths[1] > _WIDER * widths[0]),
    )
    if band := _second_band(first, second):
        upper, lower = band
        return [*first[:upper], *second[:lower], *first[upper:], *second[lower:]]
    lowest = min((row.base for row in second), default=float("inf"))
    place = next(
        (
            number
            for number, (before, row) in enumerate(pairwise(first), start=1)
            if row.base < lowest and before.base - row.base > _APART * row.size and row.stands_out_from(before)
        ),
        len(first),
    )
    under = first[place:]
    if len(under) < least or sum(row.is_full for row in under) > _WRAPPED * len(under):  # the left column goes on there
        place = len(first)
    return [*first[:place], *second, *first[place:]]


def _side(page: Page, lines: Sequence[Line], is_wide: bool) -> list[Row]:
    """The rows of what stands on one side of a gutter: of one column, or of those that a wide side has."""
    return rows(page, lines, _gutter(lines)) if is_wide else _column(page, lines)


def _width(lines: Sequence[Line]) -> float:
    """How wide the lines are together, but for a few."""
    lefts, rights = sorted(line[0].left for line in lines), sorted(line[-1].right for line in lines)
    most = int(_MOST * (len(lines) - 1))
    return rights[most] - lefts[len(lines) - 1 - most] if lines else 0.0


def _second_band(first: Sequence[Row], second: Sequence[Row]) -> tuple[int, int] | None:
    """Where in either column smaller or larger letters begin, at one height behind white space: a text, and a list below it."""
    for upper in _breaks(first):
        for lower in _breaks(second):
            above = min(first[upper - 1].base, second[lower - 1].base)
            below = max(first[upper].base, second[lower].base)
            if above > below and _is_as_large(first[upper], second[lower]) and _is_as_large(first[0], second[0]):
                return upper, lower
    return None


def _breaks(rows: Sequence[Row]) -> Iterator[int]:
    """Where all letters from there on are of another size than those before."""
    for place in range(_FEWEST // 2, len(rows) - _FEWEST // 2):
        before, row = rows[place - 1], rows[place]
        if not _is_as_large(before, row) and before.base - row.base > row.size:
            upper = sum(_is_as_large(each, before) for each in rows[:place])
            lower = sum(_is_as_large(each, row) for each in rows[place:])
            if upper > _MOSTLY * place and lower > _MOSTLY * (len(rows) - place):
                yield place


def _is_as_large(row: Row, other: Row) -> bool:
    return row.points * LARGER > other.points and other.points * LARGER > row.points


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the blank between two columns is, if there are two."""
    if len(lines) < _FEWEST:
        return None
    start, end = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    places = [start + share * (end - start) for share in _shares(end - start)]
    crossed = _crossings(lines, places)
    fewest = min(crossed)
    if fewest > _CROSSED * len(lines):
        return None
    place = median_low(place for place, count in zip(places, crossed, strict=True) if count == fewest)
    beside = [line for line in lines if not _crosses(line, place)]
    ends = sorted(
        max(rights) for line in beside if (rights := [word.right for word in line if word.right <= place + 1])
    )
    starts = sorted(min(lefts) for line in beside if (lefts := [word.left for word in line if word.left >= place - 1]))
    if min(len(ends), len(starts)) < max(_FEWEST, _SIDE * len(beside)):
        return None
    if _holds_labels([[word for word in line if word.right <= place + 1] for line in beside]):
        return None
    left, right = ends[int(_MOST * (len(ends) - 1))], starts[int((1 - _MOST) * (len(starts) - 1))]
    size = median(word.size for line in beside for word in line)
    return (left + right) / 2 if right - left >= _GUTTER * size else None


def _holds_labels(column: Sequence[Line]) -> bool:
    """Whether a column holds nothing but the numbers of a list, which stand beside its entries: "[12]"."""
    texts = [line[0].text for line in column if line]
    return sum(_LABEL.fullmatch(text) is not None for text in texts) > _MOSTLY * len(texts) and all(
        len(line) <= 1 for line in column
    )


def _crossings(lines: Sequence[Line], places: Sequence[float]) -> list[int]:
    """How many of the lines cross each of the places, which ascend."""
    steps = [0] * (len(places) + 1)
    for line in lines:
        done = 0
        for word in line:
            first, last = max(bisect_right(places, word.left + 1), done), bisect_left(places, word.right - 1)
            if first < last:
                steps[first] += 1
                steps[last] -= 1
                done = last
    return list(accumulate(steps[:-1]))


def _shares(width: float) -> Iterator[float]:
    count = max(int((_MIDDLE[1] - _MIDDLE[0]) * width / _STEP), 1)
    return (_MIDDLE[0] + number * (_MIDDLE[1] - _MIDDLE[0]) / count for number in range(count + 1))


def _crosses(line: Line, place: float) -> bool:
    return any(word.left < place - 1 and word.right > place + 1 for word in line)


def _column(page: Page, lines: Sequence[Line]) -> list[Row]:
    if not lines:
        return []
    edge = min(line[0].left for line in lines)
    end = max(line[-1].right for line in lines)
    return [
        Row(page=page.number, words=tuple(line), edge=edge, end=end, links=tuple(_on(line, page.links)))
        for line in lines
    ]


def _on(line: Line, links: Sequence[Link]) -> Iterator[str]:
    """The targets of the links that lie on a line, in order."""
    for link in links:
        if any(
            link.bottom <= word.base + word.size / 3 <= link.top and word.left < link.right and word.right > link.left
            for word in line
        ):
            yield link.target
