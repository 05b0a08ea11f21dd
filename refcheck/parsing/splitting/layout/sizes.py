"""The size of a list's letters, which is one: what stands among its lines in another is a table, a note, or what follows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.evidence import evidence

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
    """The lines of a list's section, in the size of its entries."""
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
