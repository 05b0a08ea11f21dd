"""Runs of one label over the tokens of a reference."""

from collections.abc import Iterator, Sequence

from refcheck.parsing.tagging.labels import begin


def runs(labels: Sequence[str], label: str) -> Iterator[tuple[int, int]]:
    """The runs of one label, as ``(first, end)`` token numbers."""
    opening = begin(label)
    place = 0
    total = len(labels)
    while place < total:
        if labels[place] == opening or labels[place] == label:
            first = place
            place += 1
            while place < total and labels[place] == label:
                place += 1
            yield first, place
        else:
            place += 1


def has(labels: Sequence[str], *wanted: str) -> bool:
    """Whether a run of any of the labels is there."""
    return any(begin(label) in labels or label in labels for label in wanted)


def relabel(labels: list[str], first: int, end: int, label: str) -> list[str]:
    """The labels with one run from ``first`` up to ``end`` made of ``label``."""
    return [*labels[:first], begin(label), *[label] * (end - first - 1), *labels[end:]]
