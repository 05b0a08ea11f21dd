"""Labelled tokens → segments: runs of one label, with the place in the text and the probability of the whole."""

from collections.abc import Sequence
from typing import NamedTuple

from refcheck.model import Span
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token


class Segment(NamedTuple):
    """A run of tokens of one label. ``probability`` is that of its least sure token, from 0 to 1.

    ``first`` and ``last`` count tokens (``last`` is included); ``span`` runs from the first token's start to the last one's end.
    """

    label: str
    first: int
    last: int
    span: Span
    probability: float


def segments(tokens: Sequence[Token], labels: Sequence[str], probabilities: Sequence[float]) -> list[Segment]:
    """The runs, in order; a label that is marked as first opens a run even after its like."""
    found: list[Segment] = []
    start = 0
    label = bare(labels[0]) if labels else ""
    for place in range(1, len(labels) + 1):
        if place < len(labels) and labels[place] == label:
            continue
        span = Span(tokens[start].start, tokens[place - 1].end)
        found.append(Segment(label, start, place - 1, span, min(probabilities[start:place])))
        if place < len(labels):
            start, label = place, bare(labels[place])
    return found
