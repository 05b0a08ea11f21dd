"""Pages as lines with positions, whatever the text says.

Code that asks how much of a text, a list or a page has some property compares it with one of the shares below, and has no number of
its own: evidence that depends on the exact tenth is weak.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

LITTLE, SOME, MOST, NEARLY_ALL = 0.1, 0.25, 0.5, 0.8
"""Shares of a whole. Source: a judgement, the same for all code; its effect is measured by ``tests/benchmarks/split.py``,
``pasted.py``, ``real_kinds.py`` and ``typeset.py``."""


def prevailing(weighed: Iterable[tuple[T, int]]) -> T | None:
    """Return the value with the largest total weight, e.g. the size of most letters, or ``None`` if there is no value."""
    weights: Counter[T] = Counter()
    for value, weight in weighed:
        weights[value] += weight
    return max(weights, key=weights.__getitem__, default=None)
