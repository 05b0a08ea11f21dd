"""Gutters: the vertical strips of white space between columns of text, found from the positions of a page's words.

Each row votes for a place: it has a gap there and text on both sides, or text on one side only, or a word across it. A gutter
runs over the rows whose votes have the largest sum. If the text beside it does not fill its columns, that text is a table.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Protocol

from attrs import evolve, frozen

from refcheck.layout import NEARLY_ALL, SOME


class Placed(Protocol):
    """A word and its position in its row."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def left(self) -> float:
        """The position at which it begins."""

    @property
    def right(self) -> float:
        """The position at which it ends."""


@frozen(kw_only=True)
class Pitch:
    """How a page is measured.

    ``blank`` is the narrowest gap that may separate columns, ``narrowest`` the width of the narrowest column, and ``step`` the
    distance between two places that are tried; ``first`` is the side whose column is read first: 0 left, 1 right.
    """

    blank: float
    narrowest: float
    step: float
    first: int = 0


CHARACTERS = Pitch(blank=2, narrowest=18, step=1)
"""A text in a fixed pitch, measured in characters: ``pdftotext -layout`` leaves at least two spaces between columns."""


@frozen(kw_only=True)
class Gutter:
    """A strip of white space at ``place``, from the row ``first`` up to, but without, the row ``last``."""

    place: float
    first: int
    last: int


BESIDE, ALONE, ACROSS = 1.0, -0.5, -2.0
"""The vote of a row with text on both sides of a gap, with text on one side, and with a word across. Source: a judgement; its
effect is measured by ``tests/benchmarks/pasted.py``."""
_MOST_ACROSS = (6, 3)
"""The number of rows across it, with no row of text on both sides among them, after which a gutter has ended. Both are tried: the
smaller one ends it at a heading or at the caption of a table, where the larger one takes in what is not text."""
_FEWEST = 8
"""The fewest rows with text on both sides that make a gutter."""
_FEWEST_KNOWN = 3
"""The fewest such rows where other pages have a gutter at the same place."""
_CANDIDATES = 16
"""The number of places that are tried, those with the most gaps first."""
_FULL = 0.7
"""The share of a column's width that some lines of a text reach; the cells of a table reach it only by chance. Source: a
judgement; its effect is measured by ``tests/benchmarks/pasted.py``."""


def gutters(rows: Sequence[Sequence[Placed]], pitch: Pitch, known: Sequence[float] = ()) -> list[Gutter]:
    """Return the gutters that separate columns of text, from the top; no two of them run beside each other.

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
            if score >= fewest / 2 and _separates_text(rows[gutter.first : gutter.last], place, pitch, fewest)
        ),
        key=lambda each: -each[0],
    )
    taken: list[Gutter] = []
    for _, gutter in found:
        if all(gutter.last <= other.first or other.last <= gutter.first for other in taken):
            taken.append(gutter)
    return _joined(sorted(taken, key=lambda gutter: gutter.first), rows, pitch)


def _joined(found: Sequence[Gutter], rows: Sequence[Sequence[Placed]], pitch: Pitch) -> list[Gutter]:
    """Return the gutters, with those at the same place merged if nothing between them runs across it."""
    joined: list[Gutter] = []
    for gutter in found:
        previous = joined[-1] if joined else gutter
        votes = (vote(row, previous.place, pitch.blank) for row in rows[previous.last : gutter.first])
        if joined and abs(previous.place - gutter.place) <= pitch.blank and ACROSS not in votes:
            joined[-1] = evolve(previous, last=gutter.last)
        else:
            joined.append(gutter)
    return joined


def vote(row: Sequence[Placed], place: float, blank: float) -> float:
    """Return the vote of a row for or against a gutter at a place."""
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
    """Return places within the gaps of many rows, one for each stretch of places where their number peaks."""
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
    """Yield the stretches of rows with a gutter at a place, each with the sum of its rows' votes."""
    total = best = 0.0
    first = last = across = 0
    for number, row in enumerate(rows):
        voted = vote(row, place, pitch.blank)
        total += voted
        across = 0 if voted == BESIDE else across + (voted == ACROSS)
        if total <= 0 or across >= most:
            if best > 0:
                yield best, Gutter(place=place, first=first, last=last)
            total = best = 0.0
            first = number + 1
        elif total > best:
            best, last = total, number + 1
    if best > 0:
        yield best, Gutter(place=place, first=first, last=last)


def _separates_text(rows: Sequence[Sequence[Placed]], place: float, pitch: Pitch, fewest: int) -> bool:
    """Return whether there are lines of text on either side of a gutter, and not the cells of a table."""
    beside = [row for row in rows if vote(row, place, pitch.blank) == BESIDE]
    left = [[word for word in row if word.right <= place] for row in beside]
    right = [[word for word in row if word.left >= place] for row in beside]
    is_text = len(beside) >= fewest and _is_text(left, pitch) and _is_text(right, pitch)
    return is_text and not _continues_alone(rows, place, pitch)


def _continues_alone(rows: Sequence[Sequence[Placed]], place: float, pitch: Pitch) -> bool:
    """Return whether one side repeatedly continues and ends where the other is blank, as cells of unequal height in a row do.

    The lines of a column of text continue beside the blank between two entries of the other column, and do not end there.
    """
    sides = [
        "both" if voted == BESIDE else "across" if voted == ACROSS else "left" if row[-1].right <= place else "right"
        for row in rows
        for voted in (vote(row, place, pitch.blank),)
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
    """Return whether lines fill their column, as the lines of a text do."""
    start = min(line[0].left for line in lines)
    width = max(line[-1].right for line in lines) - start
    full = sum(line[-1].right - start >= _FULL * width for line in lines)
    words = [word for line in lines for word in line]
    figures = sum(not any(map(str.isalpha, word.text)) for word in words)
    return width >= pitch.narrowest and full >= SOME * len(lines) and figures <= NEARLY_ALL * len(words)
