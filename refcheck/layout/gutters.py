"""Gutters: the upright strips of blank between columns of text, found by where the words of a page stand.

Each row votes for a place: it has a blank there and text on both sides, or text on one side only, or a word across it. A gutter
runs over the rows whose votes add up to the most. What it parts is a table where the cells do not fill their columns.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Protocol

from attrs import evolve, frozen

from refcheck.layout import NEARLY_ALL, SOME


class Placed(Protocol):
    """A word, and where it stands in its row."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def left(self) -> float:
        """Where it begins."""

    @property
    def right(self) -> float:
        """Where it ends."""


@frozen(kw_only=True)
class Pitch:
    """How a page is measured.

    ``blank`` is the narrowest gap that may be one between columns, ``narrowest`` the width of the narrowest column, and ``step``
    how far two places are apart that are looked at; ``first`` is the side whose column is read first: 0 left, 1 right.
    """

    blank: float
    narrowest: float
    step: float
    first: int = 0


CHARACTERS = Pitch(blank=2, narrowest=18, step=1)
"""A text in a fixed pitch, measured in characters: ``pdftotext -layout`` leaves two blanks between columns at least."""


@frozen(kw_only=True)
class Gutter:
    """A strip of blank at ``place``, between the rows ``first`` and, without it, ``last``."""

    place: float
    first: int
    last: int


BESIDE, ALONE, ACROSS = 1.0, -0.5, -2.0
"""The vote of a row with text on both sides of a blank, on one side, and of one with a word across. Source: set by hand; what
comes of it is measured by ``tests/benchmarks/pasted.py``."""
_MOST_ACROSS = (6, 3)
"""A gutter has ended where so many rows without text beside it go across; where what it parts is no text, fewer: a
heading, or the caption of a table."""
_FEWEST = 8
"""How many rows must have text on both sides."""
_FEWEST_KNOWN = 3
"""How many are enough where other pages have a gutter at this place."""
_CANDIDATES = 16
"""How many places are looked at, those with the most gaps first."""
_FULL = 0.7
"""In a column of text, some of the lines reach so far into it; the cells of a table do so by chance. Source:
set by hand; what comes of it is measured by ``tests/benchmarks/pasted.py``."""


def gutters(rows: Sequence[Sequence[Placed]], pitch: Pitch, known: Sequence[float] = ()) -> list[Gutter]:
    """Return the gutters that part columns of text, from the top; no two of them run beside each other.

    Args:
        rows: the words of each row, from left to right.
        pitch: how the page is measured.
        known: where other pages have gutters.
    """
    candidates = [(place, _FEWEST_KNOWN) for place in known] + [(place, _FEWEST) for place in _places(rows, pitch)]
    found = sorted(
        (
            (score, gutter)
            for place, fewest in candidates
            for most in _MOST_ACROSS
            for score, gutter in _at(rows, place, pitch, most)
            if score >= fewest / 2 and _parts_text(rows[gutter.first : gutter.last], place, pitch, fewest)
        ),
        key=lambda each: -each[0],
    )
    taken: list[Gutter] = []
    for _, gutter in found:
        if all(gutter.last <= other.first or other.last <= gutter.first for other in taken):
            taken.append(gutter)
    return _joined(sorted(taken, key=lambda gutter: gutter.first), rows, pitch)


def _joined(found: Sequence[Gutter], rows: Sequence[Sequence[Placed]], pitch: Pitch) -> list[Gutter]:
    """Return the gutters, those made one that stand at one place, with nothing across it between them."""
    joined: list[Gutter] = []
    for gutter in found:
        held = joined[-1] if joined else gutter
        votes = (vote(row, held.place, pitch.blank) for row in rows[held.last : gutter.first])
        if joined and abs(held.place - gutter.place) <= pitch.blank and ACROSS not in votes:
            joined[-1] = evolve(held, last=gutter.last)
        else:
            joined.append(gutter)
    return joined


def vote(row: Sequence[Placed], place: float, blank: float) -> float:
    """Return what a row says for a gutter at a place, or against it."""
    left = right = None
    for word in row:
        if word.right <= place:
            left = word.right
        elif word.left >= place:
            right = word.left
            break
        else:
            return ACROSS
    if left is None or right is None:
        return ALONE
    return BESIDE if right - left >= blank else ACROSS


def _places(rows: Sequence[Sequence[Placed]], pitch: Pitch) -> list[float]:
    """Return the places within gaps of many rows, one for each stretch of places with as many."""
    edge = min((row[0].left for row in rows), default=0.0)
    changes: Counter[int] = Counter()
    for row in rows:
        for before, word in pairwise(row):
            if word.left - before.right >= pitch.blank and word.left - edge >= pitch.narrowest:
                changes[int((before.right - edge) / pitch.step) + 1] += 1
                changes[int((word.left - edge) / pitch.step) + 1] -= 1
    count, last = 0, 0
    peaks: list[tuple[int, float]] = []
    is_rising = False
    for at in sorted(changes):
        if changes[at] < 0 and is_rising and count >= _FEWEST:
            peaks.append((count, edge + (last + at - 1) * pitch.step / 2))
        if changes[at]:
            is_rising = changes[at] > 0
        count, last = count + changes[at], at
    return [place for _, place in sorted(peaks, reverse=True)[:_CANDIDATES]]


def _at(rows: Sequence[Sequence[Placed]], place: float, pitch: Pitch, most: int) -> Iterator[tuple[float, Gutter]]:
    """Yield the stretches of rows that have a gutter at a place, each with the sum of their votes."""
    total = best = 0.0
    first = last = across = 0
    for number, row in enumerate(rows):
        said = vote(row, place, pitch.blank)
        total += said
        across = 0 if said == BESIDE else across + (said == ACROSS)
        if total <= 0 or across >= most:
            if best > 0:
                yield best, Gutter(place=place, first=first, last=last)
            total = best = 0.0
            first = number + 1
        elif total > best:
            best, last = total, number + 1
    if best > 0:
        yield best, Gutter(place=place, first=first, last=last)


def _parts_text(rows: Sequence[Sequence[Placed]], place: float, pitch: Pitch, fewest: int) -> bool:
    """Return whether lines of text stand on either side of a gutter, and no cells of a table."""
    beside = [row for row in rows if vote(row, place, pitch.blank) == BESIDE]
    left = [[word for word in row if word.right <= place] for row in beside]
    right = [[word for word in row if word.left >= place] for row in beside]
    is_text = len(beside) >= fewest and _is_text(left, pitch) and _is_text(right, pitch)
    return is_text and not _goes_on_alone(rows, place, pitch)


def _goes_on_alone(rows: Sequence[Sequence[Placed]], place: float, pitch: Pitch) -> bool:
    """Return whether one side goes on and ends, again and again, where the other is blank, as cells of a row of unlike height do.

    The lines of a column go on beside the blank between two entries of another, and do not end there.
    """
    sides = [
        "both" if said == BESIDE else "across" if said == ACROSS else "left" if row[-1].right <= place else "right"
        for row in rows
        for said in (vote(row, place, pitch.blank),)
    ]
    start, end = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    full = {"left": start + _FULL * (place - start), "right": place + _FULL * (end - place)}
    last = [row for row, side, after in zip(rows, sides, [*sides[1:], ""], strict=True) if side != after]
    runs = Counter(
        side for row, (side, _) in zip(last, groupby(sides), strict=True) if side in full and row[-1].right < full[side]
    )
    more, fewer = max(runs["left"], runs["right"]), min(runs["left"], runs["right"])
    return more >= SOME * sides.count("both") and fewer <= SOME * more


def _is_text(lines: Sequence[Sequence[Placed]], pitch: Pitch) -> bool:
    """Return whether lines fill their column, as those of a text do."""
    start = min(line[0].left for line in lines)
    width = max(line[-1].right for line in lines) - start
    full = sum(line[-1].right - start >= _FULL * width for line in lines)
    words = [word for line in lines for word in line]
    figures = sum(not any(map(str.isalpha, word.text)) for word in words)
    return width >= pitch.narrowest and full >= SOME * len(lines) and figures <= NEARLY_ALL * len(words)
