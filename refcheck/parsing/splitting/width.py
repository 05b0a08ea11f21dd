"""How wide a text was set, and how full each line is."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from refcheck.parsing.splitting.lines import Line

_RAGGED = 0.12
"""The share of the width by which the lines of a ragged or proportionally set text differ at the right edge."""
_CROWDED = 0.25
"""The share of all lines that must reach the right edge for the text to have one."""


class Room(StrEnum):
    """How much room a line leaves for the first word of the next."""

    FULL = "full"
    TIGHT = "tight"
    SOME = "some"
    MUCH = "much"
    HALF = "half"


def width_of(lines: Sequence[Line]) -> int:
    """The width in columns that the lines were wrapped at; where they were not wrapped, that of the longest one."""
    edges = Counter(line.edge for line in lines if " " in line.text)
    if not edges:
        return max((line.edge for line in lines), default=0)
    widest = max(edges)
    best, most = widest, 0.0
    for width in edges:
        if width < 20:
            continue
        band = max(int(width * _RAGGED), 4)
        reaching = sum(edges[edge] for edge in range(width - band + 1, width + 1))
        beyond = sum(count for edge, count in edges.items() if edge > width)
        weight = reaching - 4 * beyond
        if weight > most:
            best, most = width, weight
    return best if most >= _CROWDED * sum(edges.values()) else widest


def room(line: Line, following: Line, width: int) -> Room:
    """How much room ``line`` leaves at its end once the first word of the line that follows were set there too."""
    word = following.text.split(maxsplit=1)[0]
    free = width - line.edge - 1 - len(word)
    if free < 0:
        return Room.FULL
    share = free / max(width, 1)
    if share < 0.05:
        return Room.TIGHT
    if share < 0.15:
        return Room.SOME
    return Room.MUCH if share < 0.4 else Room.HALF
