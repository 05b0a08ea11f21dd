"""The features ("signs") of a break between two lines, and their statistics where a reference begins and where one continues."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from refcheck.layout import NEARLY_ALL
from refcheck.layout.lines import Line
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.layout.sizes import Room, room, width_of
from refcheck.parsing.splitting.openings import Opening, opening

BEGINNING_SHARE = 0.45
"""The general share of lines that begin a reference. Source: not recorded; the middle between lists with one line for a reference
and lists with two or three."""

Signs = tuple[str, ...]
"""One value of each kind, in the order of the tables: words, room, step, depth, gap, bracket, dated, count."""

EDGE, NOTHING = "edge", "nothing"
"""The signs of a line at the list's left edge, and of one right below another."""

_LONGEST, _FEWEST_WRAPPED, _WIDEST = "longest", 2, 100
"""The sign of a line that is full only because no other is as long; the fewest long lines that show that a list is wrapped; and the
most columns at which a text is wrapped. Source: a judgement; not fitted."""


def signs_of(lines: Sequence[Line]) -> list[Signs]:
    """Return the signs at each break between two of the lines, in order: one fewer than there are lines."""
    width = width_of(lines)
    edge = min(line.indent for line in lines)
    is_shared = width is None or sum(line.edge > NEARLY_ALL * width for line in lines[:-1]) >= _FEWEST_WRAPPED
    return [_signs(before, line, width, edge, is_shared=is_shared) for before, line in pairwise(lines)]


def _signs(before: Line, line: Line, width: int | None, edge: int, *, is_shared: bool) -> Signs:
    step, depth = line.indent - before.indent, line.indent - edge
    above, here = has_year(before.text), has_year(line.text)
    left: str = room(before, line, width)
    is_full = left in (Room.FULL, Room.TIGHT)
    if is_full and not is_shared and (above or not here) and (before.edge > _WIDEST or line.blanks):
        left = _LONGEST  # a line that already has a year may be a whole reference
    # a mirrored bracket at the very end, left by right-to-left typing, does not open anything
    opened = before.text.rstrip(" .,;(")
    return (
        f"{opening(line.body)} after {ending(before.body)}",
        left,
        "same" if abs(step) <= 1 else "deeper" if step > 0 else "back",
        EDGE if depth <= 1 else "indented" if depth <= 12 else "deep",
        "page" if line.page else "blank" if line.blanks else NOTHING,
        "open" if opened.count("(") > opened.count(")") else "closed",
        "both" if above and here else "above" if above else "here" if here else "neither",
        "none" if line.key is None else "due",
    )


Shares = Mapping[str, tuple[float, float]]


@frozen
class Table:
    """One sign, with its general statistics.

    ``shares`` has for each value the percentages of beginnings and of continuing lines that show it; ``trust`` is the number of
    breaks of the list at hand for which these count: many for words, few for the layout, which each list has of its own; ``weight``
    is the factor of the sign beside the others, with which it may be correlated (fitted on lists of the training sets).
    """

    trust: float
    weight: float
    shares: Shares


_WORDS: Shares = {
    f"{how} after {end}": (begin, go_on)
    for how, begins, goes_on in (
        (Opening.REPEATED_AUTHOR, (0.02, 0.02, 0.12, 0.3, 0.4), (0.01, 0.03, 0.01, 0.01, 0.01)),
        (Opening.IBIDEM, (0.01, 0.01, 0.1, 0.1, 0.1), (0.04, 0.02, 0.01, 0.01, 0.01)),
        (Opening.LABEL, (0.02, 0.04, 0.2, 0.3, 0.4), (0.04, 0.04, 0.01, 0.01, 0.02)),
        (Opening.BULLET, (0.01, 0.01, 0.05, 0.1, 0.1), (0.02, 0.03, 0.01, 0.01, 0.02)),
        (Opening.QUOTE, (0.02, 0.03, 0.1, 0.2, 0.3), (0.3, 0.1, 0.03, 0.1, 0.02)),
        (Opening.NAMES_AND_YEAR, (0.1, 0.4, 3.5, 8.5, 14.0), (2.3, 1.7, 0.4, 0.02, 0.04)),
        (Opening.BODY_AND_YEAR, (0.01, 0.03, 0.15, 0.3, 0.4), (1.4, 1.1, 0.05, 0.02, 0.05)),
        (Opening.SEVERAL_NAMES, (0.2, 0.3, 3.0, 8.5, 16.0), (1.0, 0.2, 0.1, 0.01, 0.02)),
        (Opening.FAMILY_FIRST, (0.15, 0.3, 2.5, 5.5, 9.0), (3.0, 1.6, 0.3, 0.02, 0.02)),
        (Opening.INITIALS_FIRST, (0.06, 0.1, 1.7, 2.7, 5.5), (0.5, 0.15, 0.04, 0.01, 0.02)),
        (Opening.INITIALS_LAST, (0.02, 0.06, 0.3, 0.9, 2.0), (0.5, 0.1, 0.05, 0.04, 0.03)),
        (Opening.LATER_WORD, (0.01, 0.02, 0.08, 0.08, 0.1), (3.5, 2.9, 1.3, 0.5, 2.3)),
        (Opening.CAPITAL, (0.02, 0.1, 1.4, 2.3, 3.7), (10.3, 8.2, 3.3, 0.9, 0.6)),
        (Opening.PARTICLE, (0.01, 0.01, 0.03, 0.03, 0.04), (0.15, 0.6, 0.02, 0.02, 0.02)),
        (Opening.SMALL, (0.01, 0.01, 0.02, 0.02, 0.02), (17.0, 13.8, 0.3, 0.2, 0.6)),
        (Opening.UNCASED, (0.02, 0.1, 0.5, 1.7, 2.4), (0.5, 0.75, 0.4, 0.05, 0.03)),
        (Opening.DIGIT, (0.01, 0.02, 0.03, 0.06, 0.1), (6.2, 2.0, 1.1, 1.0, 0.3)),
        (Opening.MARK, (0.01, 0.02, 0.05, 0.12, 0.15), (0.6, 3.0, 0.3, 0.6, 1.7)),
    )
    for end, begin, go_on in zip(Ending, begins, goes_on, strict=True)
}
"""One row for each opening: after a line that ends within a phrase, with a word, a full stop, a year, a number; for beginnings,
then for continuing lines. Fitted: counted in references of openly licensed training sets, wrapped at 80 and at 50 columns, and
rounded, November 2026."""

TABLES: tuple[Table, ...] = (
    Table(1000.0, 1.0, _WORDS),
    Table(
        12.0,
        1.4,
        {
            _LONGEST: (20.0, 40.0),
            Room.FULL: (10.0, 70.0),
            Room.TIGHT: (6.0, 16.0),
            Room.SOME: (12.0, 10.0),
            Room.MUCH: (30.0, 3.0),
            Room.HALF: (42.0, 1.0),
        },
    ),
    Table(12.0, 1.0, {"same": (60.0, 70.0), "deeper": (8.0, 22.0), "back": (32.0, 8.0)}),
    Table(12.0, 1.0, {EDGE: (70.0, 60.0), "indented": (25.0, 30.0), "deep": (5.0, 10.0)}),
    Table(12.0, 1.0, {NOTHING: (70.0, 94.0), "blank": (28.0, 3.0), "page": (2.0, 3.0)}),
    Table(50.0, 2.5, {"open": (1.0, 10.0), "closed": (99.0, 90.0)}),
    Table(50.0, 0.7, {"above": (36.0, 21.0), "here": (17.0, 31.0), "both": (23.0, 2.0), "neither": (24.0, 46.0)}),
    Table(0.2, 1.0, {"due": (40.0, 0.1), "none": (60.0, 99.9)}),
)
"""One table for each kind of sign, in their order. Fitted: the weights, on lists printed from the training sets, November
2026. Source of the shares: not recorded; the trust in each is a judgement, and the list's own habit soon outweighs it."""
