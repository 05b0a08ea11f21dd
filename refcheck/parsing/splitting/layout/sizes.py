"""The width that lines were wrapped at, and the room that each leaves."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from refcheck.layout import LITTLE
from refcheck.layout.lines import Line

_RAGGED = 0.12
"""The share of the width by which the lines of a ragged or proportionally set text differ at the right edge. Source: set by
hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_OVERFLOW = 4
"""A line beyond the right edge counts against it as much as so many lines at the edge count for it."""
_NARROWEST = 20


class Room(StrEnum):
    """How much room a line leaves for the first word of the next."""

    FULL = "full"
    TIGHT = "tight"
    SOME = "some"
    MUCH = "much"
    HALF = "half"


def width_of(lines: Sequence[Line]) -> int | None:
    """Return the width in columns that the lines were wrapped at, or ``None`` where they do not look wrapped."""
    edges = Counter(line.edge for line in lines if " " in line.text)
    best, most = None, 0
    beyond = 0
    for width in sorted(edges, reverse=True):
        if width < _NARROWEST:
            break
        band = max(int(width * _RAGGED), 4)
        reaching = sum(edges[edge] for edge in range(width - band + 1, width + 1)) - _OVERFLOW * beyond
        if reaching > most:
            best, most = width, reaching
        beyond += edges[width]
    return best if most >= LITTLE * sum(edges.values()) else None


def room(line: Line, following: Line, width: int | None) -> Room:
    """Return how much room ``line`` leaves at its end once the first word of the line that follows were set there too."""
    if width is None:
        return Room.HALF
    word = following.text.split(maxsplit=1)[0]
    free = width - line.edge - 1 - len(word)
    if free < 0:
        return Room.FULL
    share = free / width
    if share < 0.05:
        return Room.TIGHT
    if share < 0.15:
        return Room.SOME
    return Room.MUCH if share < 0.4 else Room.HALF
