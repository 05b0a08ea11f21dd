"""The best division of lines into entries, given that an entry is expected to hold as many years as others do."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_MOST = 3
"""The count at which lines with a year in one entry are no longer distinguished."""
_NEVER = float("-inf")
_SMOOTHING = 0.5
"""The amount added to each count, so that nothing unseen is impossible. Source: Krichevsky and Trofimov's estimator."""


def divided(dated: Sequence[bool], odds: Sequence[float]) -> list[bool]:
    """Return for each line whether an entry begins with it.

    Args:
        dated: for each line, whether it holds a year.
        odds: for each line but the first, the log odds that an entry begins with it, regardless of other lines.

    The cost of an entry with an unusual number of dated lines (none, where nearly all have one; two, where two entries are run
    together) depends on how rare such entries are when each line is judged on its own: a list of statutes or of web pages is not
    forced into a pattern.
    """
    prices = _prices(dated, [True, *(odd > 0 for odd in odds)])
    first = int(dated[0])
    scores = [0.0 if state == first else _NEVER for state in range(_MOST + 1)]
    taken: list[tuple[int, list[int]]] = []
    for odd, here in zip(odds, dated[1:], strict=True):
        closed = max(range(_MOST + 1), key=lambda state: scores[state] - prices[state])
        started = scores[closed] - prices[closed] + odd
        fresh = int(here)
        continued, sources = _continued(scores) if here else (scores[:], list(range(_MOST + 1)))
        if started > continued[fresh]:
            continued[fresh], sources[fresh] = started, _STARTED
        taken.append((closed, sources))
        scores = continued
    state = max(range(_MOST + 1), key=lambda state: scores[state] - prices[state])
    return _traced(taken, state)


_STARTED = -1


def _continued(scores: Sequence[float]) -> tuple[list[float], list[int]]:
    """Return the scores after one more dated line in the same entry, and the state that each came from."""
    last = _MOST if scores[_MOST] > scores[_MOST - 1] else _MOST - 1
    sources = [0, *range(_MOST - 1), last]
    continued = [_NEVER, *scores[: _MOST - 1], scores[last]]
    return continued, sources


def _traced(taken: Sequence[tuple[int, list[int]]], state: int) -> list[bool]:
    backwards: list[bool] = []
    for closed, sources in reversed(taken):
        begins = sources[state] == _STARTED
        state = closed if begins else sources[state]
        backwards.append(begins)
    return [True, *reversed(backwards)]


def _prices(dated: Sequence[bool], begins: Sequence[bool]) -> list[float]:
    starts = [number for number, begin in enumerate(begins) if begin]
    counts = Counter(min(sum(dated[first:last]), _MOST) for first, last in pairwise([*starts, len(begins)]))
    most = max(counts.values())
    return [math.log((most + _SMOOTHING) / (counts[state] + _SMOOTHING)) for state in range(_MOST + 1)]
