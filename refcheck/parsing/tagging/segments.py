"""Labelled tokens → segments: runs of one label, with the place in the text and the probability of the whole."""

from collections.abc import Sequence
from typing import NamedTuple

from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token


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
    """The runs, in order; a label that is marked as first opens a run even after its like."""
    found: list[Segment] = []
    start = 0
    label = bare(labels[0]) if labels else ""
    for place in range(1, len(labels) + 1):
        if place < len(labels) and labels[place] == label:
            continue
        last = place - 1
        found.append(
            Segment(label, start, last, tokens[start].start, tokens[last].end, min(probabilities[start:place]))
        )
        if place < len(labels):
            start, label = place, bare(labels[place])
    return found
