"""Features that lines share with their neighbours: sizes of letters, and widths."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.evidence import evidence

_RAGGED = 0.12
"""The share of the width by which the lines of a ragged or proportionally set text differ at the right edge. Source: set by
hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_OVERFLOW = 4
"""A line beyond the right edge counts against it as much as so many lines at the edge count for it."""
_NARROWEST = 20
_CROWDED = 0.1
"""The share of all lines that must reach the right edge for the text to have one. Source: set by hand; what comes of it is
measured by ``tests/benchmarks/split.py``."""


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
    return best if most >= _CROWDED * sum(edges.values()) else None


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


_LOOKED_AT = 20
"""The list's size is that of its first lines."""
_SHARE = 0.7
"""So many of them must have it; a scanned page has letters of all sizes. Source: set by hand; what comes of it is measured
by ``tests/benchmarks/split.py``."""
_NEAR = 0.07
"""Sizes that differ by this share or less are the same. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_ALIKE = 0.15
"""Lines whose size differs by no more are looked at: an entry that was pasted in, in letters a point smaller. Source: set by
hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_FEW = 2
"""So many lines in another size may still be the list's: an address in a font of its own."""
_PAGE = 25
"""So many lines in another size are another thing than the list, and so is what comes after them."""


def in_one_size(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a list's section, in the size of its entries."""
    sizes = [line.size for line in lines if line.size and evidence(line.text) > 0][:_LOOKED_AT]
    if not sizes:
        return list(lines)
    size = Counter(sizes).most_common(1)[0][0]
    if sum(_differs(each, size) <= _NEAR for each in sizes) < _SHARE * len(sizes):
        return list(lines)
    return list(_of_size(lines, size))


def _of_size(lines: Sequence[Line], size: float) -> Iterator[Line]:
    runs = [list(run) for _, run in groupby(lines, key=lambda line: _differs(line.size, size) <= _NEAR)]
    for number, run in enumerate(runs):
        is_last = number == len(runs) - 1
        if _differs(run[0].size, size) <= _NEAR or (len(run) <= _FEW and not is_last) or _are_alike(run, size):
            yield from run
        elif len(run) >= _PAGE:
            return


def _are_alike(run: Sequence[Line], size: float) -> bool:
    return all(_differs(line.size, size) <= _ALIKE for line in run) and sum(evidence(line.text) for line in run) > 0


def _differs(size: float, other: float) -> float:
    return abs(size - other) / other
