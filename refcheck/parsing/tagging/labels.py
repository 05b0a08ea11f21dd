"""The labels that the tagger gives to tokens, the likeliest sequence of them, and the runs of one label."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from refcheck.parsing.tagging.tokens import Token

BEGUN = frozenset({"author", "title", "container", "publisher", "editor"})
"""Labels whose first token is distinguished (``title*``), so that the text before a field and the text inside it are weighed
separately, and two neighbouring fields of one label stay two."""

MASK = "mask"
"""The single label of everything that is masked before the words are tagged, and of the words that announce it. Its token says
what it is; the tagger, whose time grows with the square of the number of labels, does not distinguish masks."""

FIRST = "*"
"""The mark of a first token."""


def bare(label: str) -> str:
    """Return a label without the mark of a first token."""
    return label.removesuffix(FIRST)


def begin(label: str) -> str:
    """Return a label in the form for the first token of its run."""
    return label + FIRST if label in BEGUN else label


def is_first(label: str) -> bool:
    """Return whether a label has the mark of a first token."""
    return label.endswith(FIRST)


def may_follow(before: str, label: str) -> bool:
    """Return whether a label can follow another: a run whose first token is distinguished must begin with that token's label."""
    return label not in BEGUN or bare(before) == label


class Segment(NamedTuple):
    """A run of tokens of one label. ``probability`` is that of its least certain token, from 0 to 1.

    ``first`` and ``last`` count tokens (``last`` is included); ``start`` is the first token's start and ``end`` the last one's end.
    """

    label: str
    first: int
    last: int
    start: int
    end: int
    probability: float


def segments(tokens: Sequence[Token], labels: Sequence[str], probabilities: Sequence[float]) -> list[Segment]:
    """Return the runs of one label, in order."""
    return [
        Segment(label, first, end - 1, tokens[first].start, tokens[end - 1].end, min(probabilities[first:end]))
        for label, first, end in each_run(labels)
    ]


def each_run(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each run's label, its first token and the one after its last; a label marked as first always starts a run."""
    first, label = 0, bare(labels[0]) if labels else ""
    for place, each in enumerate(labels):
        if place and each != label:
            yield label, first, place
            first, label = place, bare(each)
    if labels:
        yield label, first, len(labels)


Alternatives = Sequence[Mapping[str, float]]
"""For every token, the labels that it may have, with the probability of each."""


Steps = Mapping[str, Mapping[str, float]]
"""The score of each label after each other one (label → the one before it), as a logarithm; after ``""``, its score at the
beginning of a reference. A step that is impossible has a cost that nothing outweighs."""

_NEVER = 100.0
"""The cost of an impossible step: more than probabilities and steps can outweigh. Such a step is taken only if there is no other.
Source: a judgement; not fitted."""


def steps_between(labels: Collection[str], weight: Callable[[str, str], float]) -> Steps:
    """Return the scores of steps between labels; ``weight`` takes the label before (or ``""``) and the one after it."""
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

    ``habit`` adds to the score of a step from a label to the next, at the place of the latter.
    """
    best = {"": 0.0}
    backpointers: list[dict[str, str]] = []
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
        backpointers.append(came)
    path = [max(best, key=best.__getitem__)]
    for came in reversed(backpointers):
        path.append(came[path[-1]])
    return path[-2::-1]
