"""Columns: the rows of a page, split at their gutters, in the order in which they are read."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Generic, TypeVar

from attrs import evolve, frozen

from refcheck.layout.gutters import ALONE, Gutter, Pitch, Placed, gutters, vote

W = TypeVar("W", bound=Placed)


@frozen(kw_only=True)
class Row(Generic[W]):
    """Words on one line of a page, from left to right.

    ``at`` counts the lines of the page from its top, blank lines included, and is the same for rows that are beside each other but
    not level; ``source`` is the number of the row that this row is a part of.
    """

    words: tuple[W, ...]
    at: float
    source: int


@frozen(kw_only=True)
class Column(Generic[W]):
    """The rows of one column, or of a stretch of a page without columns; ``left`` is where the leftmost of its lines begins."""

    rows: tuple[Row[W], ...]
    left: float
    is_whole: bool = False


BLANK = 1.5
"""Rows at least this far apart have a blank line between them. Source: a judgement: the middle between one line and two."""
_REACH = 12
"""The greatest distance in steps between a gutter and the gap at which a row may be split, if its right part is out of line."""
_URL_TEXT = ("://", "www.", "doi:")
"""Text that occurs in URLs and DOIs, which no line can break."""


def columns(rows: Sequence[Row[W]], pitch: Pitch, known: Sequence[float] = ()) -> Iterator[Column[W]]:
    """Yield the columns of a page in reading order, and between them the rows that run across the page.

    Args:
        rows: the rows from the top.
        pitch: how the page is measured.
        known: where other pages have gutters, since a short page gives too little evidence of its own.
    """
    levels, starts = _levels(rows)
    found = gutters([level.words for level in levels], pitch, known) or _continued(levels, pitch, known)
    done = 0
    for gutter in _stretched(levels, found, pitch):
        yield from _whole(rows[done : starts[gutter.first]])
        done = starts[gutter.last]
        yield from _beside(rows[starts[gutter.first] : done], gutter.place, pitch, known)
    yield from _whole(rows[done:])


def places(rows: Sequence[Row[W]], pitch: Pitch) -> Iterator[float]:
    """Yield the positions of a page's gutters, those that divide the whole page first."""
    levels, starts = _levels(rows)
    found = gutters([level.words for level in levels], pitch)
    yield from (gutter.place for gutter in found)
    for gutter in found:
        first, last = starts[gutter.first], starts[gutter.last]
        parts = [_cut(row, gutter.place, pitch) or (None, None) for row in rows[first:last]]
        for side in (0, 1):
            yield from places([part for each in parts if (part := each[side])], pitch)


def is_beside(words: Sequence[Placed], others: Sequence[Placed], pitch: Pitch) -> bool:
    """Return whether words are in the gaps of others, before or after them, as where the lines of columns are not level."""
    both = sorted([(word.left, word.right, at) for at, row in enumerate((words, others)) for word in row])
    return all(word[0] - before[1] >= pitch.blank for before, word in pairwise(both) if before[2] != word[2])


def _levels(rows: Sequence[Row[W]]) -> tuple[list[Row[W]], list[int]]:
    """Return the rows, with those beside each other merged, and the index at which each starts, then the number of all rows."""
    groups = [tuple(group) for _, group in groupby(rows, key=lambda row: row.at)]
    levels = [
        evolve(group[0], words=tuple(sorted((word for row in group for word in row.words), key=lambda word: word.left)))
        for group in groups
    ]
    return levels, [0, *accumulate(map(len, groups))]


def _whole(rows: Sequence[Row[W]]) -> Iterator[Column[W]]:
    if rows:
        yield Column(rows=tuple(rows), left=min(row.words[0].left for row in rows), is_whole=True)


def _continued(rows: Sequence[Row[W]], pitch: Pitch, known: Sequence[float]) -> list[Gutter]:
    """Return a gutter of other pages if more than half of the rows that reach beyond it have text on both sides of it."""
    for place in known:
        reaching = [vote(row.words, place, pitch.blank) for row in rows if row.words[-1].right > place]
        if sum(each > 0 for each in reaching) > len(reaching) / 2:
            return [Gutter(place=place, first=0, last=len(rows))]
    return []


def _stretched(rows: Sequence[Row[W]], found: Sequence[Gutter], pitch: Pitch) -> Iterator[Gutter]:
    """Yield the gutters, each extended over the rows above and below it with text on one side only.

    Where a row across the gutter ends these, the gutter is extended only to the nearest blank line, if there is one.
    """
    done = 0
    for number, gutter in enumerate(found):
        first, last = gutter.first, gutter.last
        end = found[number + 1].first if number + 1 < len(found) else len(rows)
        while first > done and vote(rows[first - 1].words, gutter.place, pitch.blank) >= ALONE:
            first -= 1
        if first > done:
            first = next((at for at in range(gutter.first, first, -1) if _is_apart(rows, at)), first)
        while last < end and vote(rows[last].words, gutter.place, pitch.blank) >= ALONE:
            last += 1
        if last < end:
            last = next((at for at in range(gutter.last, last) if _is_apart(rows, at)), last)
        yield evolve(gutter, first=first, last=last)
        done = last


def _is_apart(rows: Sequence[Row[W]], at: int) -> bool:
    return 0 < at < len(rows) and rows[at].at - rows[at - 1].at >= BLANK


def _beside(rows: Sequence[Row[W]], place: float, pitch: Pitch, known: Sequence[float]) -> Iterator[Column[W]]:
    """Yield the text on either side of a gutter in reading order; a row across it comes after what is above it."""
    sides: tuple[list[Row[W]], list[Row[W]]] = ([], [])
    for row in rows:
        parts = _cut(row, place, pitch)
        if parts is None:
            yield from _both(sides, pitch, known)
            yield from _whole([row])
            sides = ([], [])
            continue
        for side, part in zip(sides, parts, strict=True):
            side += [part] if part else []
    yield from _both(sides, pitch, known)


def _both(sides: Sequence[Sequence[Row[W]]], pitch: Pitch, known: Sequence[float]) -> Iterator[Column[W]]:
    """Yield the columns of the two sides, each of which may have several."""
    for rows in filter(None, (sides[pitch.first], sides[1 - pitch.first])):
        for column in columns(rows, pitch, known):
            yield evolve(column, is_whole=False)


def _cut(row: Row[W], place: float, pitch: Pitch) -> tuple[Row[W] | None, Row[W] | None] | None:
    """Return the parts of a row left and right of a gutter, or ``None`` if the row runs across it."""
    words = row.words
    gaps = [
        (max(before.right - place, place - word.left, 0.0), number)
        for number, (before, word) in enumerate(pairwise(words), start=1)
        if word.left - before.right >= pitch.blank
    ]
    if words[-1].right <= place:
        return row, None
    if words[0].left >= place:
        return None, row
    if _protrudes(words, place, pitch):
        return evolve(row, words=words[:1]), evolve(row, words=words[1:]) if words[1:] else None
    distance, number = min(gaps, default=(_REACH * pitch.step + 1, 0))
    if vote(words, place, pitch.blank) < ALONE and distance > _REACH * pitch.step:
        return None
    return evolve(row, words=words[:number]), evolve(row, words=words[number:])


def _protrudes(words: Sequence[Placed], place: float, pitch: Pitch) -> bool:
    """Return whether a row begins with a URL or DOI that no line could break and that runs over its column's edge.

    It overprints the words of the next column or reaches into the gutter; in a line across the page the next word follows after one
    space.
    """
    first, *others = words
    gap = others[0].left - first.right if others else pitch.blank
    is_over = first.right > place - pitch.blank and first.left < place - pitch.narrowest
    is_url = is_over and any(map(first.text.__contains__, _URL_TEXT))
    return is_url and not 0 <= gap <= pitch.blank / 2 and all(word.left >= place for word in others)
