"""A page as lines with places: what stands where, whatever the text is.

Whoever asks how much of a text, a list or a page looks so asks for one of these shares, and has no number of their own: what hangs
on the last tenth is no good sign.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

LITTLE, SOME, MOST, NEARLY_ALL = 0.1, 0.25, 0.5, 0.8
"""Source: set by hand, once for all; what comes of it is measured by ``tests/benchmarks/split.py``, ``pasted.py``,
``real_kinds.py`` and ``typeset.py``."""


def prevailing(weighed: Iterable[tuple[T, int]]) -> T | None:
    """Return the value that weighs the most in all, as the size of most letters; ``None`` where there is no value."""
    weights: Counter[T] = Counter()
    for value, weight in weighed:
        weights[value] += weight
    return max(weights, key=weights.__getitem__, default=None)
