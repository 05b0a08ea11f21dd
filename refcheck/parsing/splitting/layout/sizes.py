"""The width at which lines were wrapped, and the room that each leaves."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from refcheck.layout import LITTLE
from refcheck.layout.lines import Line

_RAGGED = 0.12
"""The share of the width by which the lines of a ragged or proportionally set text differ at the right edge. Source: a judgement;
its effect is measured by ``tests/benchmarks/split.py``."""
_OVERFLOW = 4
"""The number of lines at the right edge that one line beyond it offsets."""
_NARROWEST = 20


class Room(StrEnum):
    """The room that a line leaves for the first word of the next."""

    FULL = "full"
    TIGHT = "tight"
    SOME = "some"
    MUCH = "much"
    HALF = "half"


def width_of(lines: Sequence[Line]) -> int | None:
    """Return the width in columns at which the lines were wrapped, or ``None`` if they do not look wrapped."""
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
    """Return how much room ``line`` would leave at its end if the first word of the following line were set there too."""
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
