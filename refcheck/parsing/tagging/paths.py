"""The likeliest way from label to label."""

import math
from collections.abc import Callable, Mapping, Sequence

from refcheck.parsing.tagging.labels import may_follow

Alternatives = Sequence[Mapping[str, float]]
"""For every token the labels that it may have, with the probability of each."""


def likeliest(alternatives: Alternatives, score: Callable[[str, str, int], float]) -> list[str]:
    """Return the labels that can follow each other with the largest sum of log probabilities and scores (Viterbi).

    ``score`` is given a label, the one behind it, and the place of the latter.
    """
    best = {label: _log(probability) - _against("", label) for label, probability in alternatives[0].items()}
    behind: list[dict[str, str]] = []
    for place, possible in enumerate(alternatives[1:], start=1):
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        for label, probability in possible.items():
            scores = {before: best[before] + score(before, label, place) - _against(before, label) for before in best}
            came[label] = max(scores, key=scores.__getitem__)
            reached[label] = scores[came[label]] + _log(probability)
        best = reached
        behind.append(came)
    path = [max(best, key=best.__getitem__)]
    for came in reversed(behind):
        path.append(came[path[-1]])
    return path[::-1]


def _against(before: str, label: str) -> float:
    return 0.0 if may_follow(before, label) else _NEVER


_NEVER = 100.0
"""The cost of a step that cannot be: more than probabilities and scores can make up for. One is taken where there is no other.
Source: set by hand."""


def _log(probability: float) -> float:
    return math.log(max(probability, 1e-6))
