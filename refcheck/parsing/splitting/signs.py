"""The signs at a break between two lines."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from refcheck.layout.lines import Line
from refcheck.parsing.splitting import holds_year
from refcheck.parsing.splitting.endings import ending
from refcheck.parsing.splitting.layout.sizes import room, width_of
from refcheck.parsing.splitting.openings import opening


class Step(StrEnum):
    """How far in a line begins, against the line before it."""

    SAME = "same"
    DEEPER = "deeper"
    BACK = "back"


class Depth(StrEnum):
    """How far in a line begins, against the list's left edge."""

    EDGE = "edge"
    INDENTED = "indented"
    DEEP = "deep"


class Gap(StrEnum):
    """What stands between the two lines."""

    NOTHING = "nothing"
    BLANK = "blank"
    PAGE = "page"


class Bracket(StrEnum):
    """Whether the line before opens a bracket that it does not close."""

    OPEN = "open"
    CLOSED = "closed"


class Dated(StrEnum):
    """Which of the two lines hold a year."""

    BEFORE = "before"
    HERE = "here"
    BOTH = "both"
    NEITHER = "neither"


class Count(StrEnum):
    """Whether the line opens with the number that is due in the list's own count."""

    DUE = "due"
    NONE = "none"


Signs = tuple[str, ...]
"""One value of each kind, in the order of the tables: words, room, step, depth, gap, bracket, dated, count."""


def signs_of(lines: Sequence[Line]) -> list[Signs]:
    """Return the signs at each break between two of the lines, in order: one fewer than there are lines."""
    width = width_of(lines)
    edge = min(line.indent for line in lines)
    return [_signs(before, line, width, edge) for before, line in pairwise(lines)]


def _signs(before: Line, line: Line, width: int | None, edge: int) -> Signs:
    return (
        f"{opening(line.body)} after {ending(before.body)}",
        room(before, line, width),
        _step(line.indent - before.indent),
        _depth(line.indent - edge),
        Gap.PAGE if line.page else Gap.BLANK if line.blanks else Gap.NOTHING,
        _bracket(before.text),
        _dated(holds_year(before.text), holds_year(line.text)),
        Count.NONE if line.key is None else Count.DUE,
    )


def _step(columns: int) -> Step:
    return Step.SAME if abs(columns) <= 1 else Step.DEEPER if columns > 0 else Step.BACK


def _depth(columns: int) -> Depth:
    return Depth.EDGE if columns <= 1 else Depth.INDENTED if columns <= 12 else Depth.DEEP


def _bracket(text: str) -> Bracket:
    """Return the kind of the last bracket: a mirrored one at the very end, as right-to-left typing leaves it, opens nothing."""
    text = text.rstrip(" .,;(")
    return Bracket.OPEN if text.count("(") > text.count(")") else Bracket.CLOSED


def _dated(before: bool, here: bool) -> Dated:
    if before:
        return Dated.BOTH if here else Dated.BEFORE
    return Dated.HERE if here else Dated.NEITHER
