"""The labels that the tagger gives to tokens, the likeliest way from one to the next, and the runs of one label."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from refcheck.parsing.tagging.tokens import Token

BEGUN = frozenset({"author", "title", "container", "publisher", "editor"})
"""Labels whose first token is told apart (``title*``), so that what stands before a field and what stands inside it are
weighed apart, and two neighbours of one label stay two."""

MASK = "mask"
"""The one label of everything that is masked before the words are tagged, and of the words that announce it. What it is, its
token says; to the tagger, whose time grows with the square of the number of labels, all masks are alike."""

FIRST = "*"
"""The mark of a first token."""


def bare(label: str) -> str:
    """A label without the mark of a first token."""
    return label.removesuffix(FIRST)


def begin(label: str) -> str:
    """A label as the first token of its run carries it."""
    return label + FIRST if label in BEGUN else label


def is_first(label: str) -> bool:
    """Whether a label is that of a first token that is told apart."""
    return label.endswith(FIRST)


def may_follow(before: str, label: str) -> bool:
    """Whether a label can stand behind another: one whose first token is told apart begins with that."""
    return label not in BEGUN or bare(before) == label


class Segment(NamedTuple):
    """A run of tokens of one label. ``probability`` is that of its least sure token, from 0 to 1.

    ``first`` and ``last`` count tokens (``last`` is included); ``start`` is the first token's start and ``end`` the last one's end.
    """

    label: str
    first: int
    last: int
    start: int
    end: int
    probability: float


def segments(tokens: Sequence[Token], labels: Sequence[str], probabilities: Sequence[float]) -> list[Segment]:
    """The runs, in order."""
    return [
        Segment(label, first, end - 1, tokens[first].start, tokens[end - 1].end, min(probabilities[first:end]))
        for label, first, end in each_run(labels)
    ]


def each_run(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each run's label, its first token and the one behind its last; a label marked as first opens a run after its like."""
    first, label = 0, bare(labels[0]) if labels else ""
    for place, each in enumerate(labels):
        if place and each != label:
            yield label, first, place
            first, label = place, bare(each)
    if labels:
        yield label, first, len(labels)


Alternatives = Sequence[Mapping[str, float]]
"""For every token the labels that it may have, with the probability of each."""


Steps = Mapping[tuple[str, str], float]
"""How well a label stands behind another one, as a logarithm; behind ``""``, how well it begins a reference."""


def likeliest(alternatives: Alternatives, score: Callable[[str, str, int], float]) -> list[str]:
    """Return the labels that can follow each other with the largest sum of log probabilities and scores (Viterbi).

    ``score`` is given a label, the one behind it, and the place of the latter; before the first stands ``""``.
    """
    best = {
        label: _log(probability) + score("", label, 0) - _against("", label)
        for label, probability in alternatives[0].items()
    }
    behind: list[dict[str, str]] = []
    for place, possible in enumerate(alternatives[1:], start=1):
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        for label, probability in possible.items():
            scores = {
                before: reach + score(before, label, place) - _against(before, label) for before, reach in best.items()
            }
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
