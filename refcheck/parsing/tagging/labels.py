"""The labels that the tagger gives to tokens, the likeliest way from one to the next, and the runs of one label."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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


Steps = Mapping[str, Mapping[str, float]]
"""How well each label stands behind each other one (label → the one before it), as a logarithm; behind ``""``, how well it begins a
reference. One that cannot follow it has a cost that nothing makes up for."""

_NEVER = 100.0
"""The cost of a step that cannot be: more than probabilities and steps can make up for. One is taken where there is no other.
Source: set by hand."""


def steps_between(labels: Collection[str], weight: Callable[[str, str], float]) -> Steps:
    """Return the steps between labels by their weights, each given the label before (or ``""``) and the one behind it."""
    return {
        label: {
            before: weight(before, label) - (0.0 if may_follow(before, label) else _NEVER) for before in ("", *labels)
        }
        for label in labels
    }


def likeliest(
    alternatives: Alternatives, steps: Steps, habit: Callable[[str, str, int], float] | None = None
) -> list[str]:
    """Return the labels that can follow each other with the largest sum of log probabilities and steps (Viterbi).

    ``habit`` adds to the step from a label to the one behind it, at the place of the latter.
    """
    best = {"": 0.0}
    behind: list[dict[str, str]] = []
    for place, possible in enumerate(alternatives):
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        for label, probability in possible.items():
            step, most = steps[label], -math.inf
            for before, reach in best.items():
                score = reach + step[before]
                if habit is not None and place:
                    score += habit(before, label, place)
                if score > most:
                    most, came[label] = score, before
            reached[label] = most + math.log(max(probability, 1e-6))
        best = reached
        behind.append(came)
    path = [max(best, key=best.__getitem__)]
    for came in reversed(behind):
        path.append(came[path[-1]])
    return path[-2::-1]
