"""Rules over the labels of a reference, and the runs of one label that they look at."""

from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple

from refcheck.parsing.tagging.labels import begin
from refcheck.parsing.tagging.tokens import Token

Change = Callable[[str, Sequence[Token], list[str]], list[str]]
"""What a rule does: the text, its tokens and their labels in, the labels out, changed where it is sure."""


class Rule(NamedTuple):
    """A change, and the labels that it is about: it is tried where one of ``needs`` is there and none of ``unless``.

    Both hold the labels as the tagger gives them, first tokens told apart. A rule without ``needs`` is always tried.
    """

    change: Change
    needs: Set[str]
    unless: Set[str]

    def concerns(self, there: Set[str]) -> bool:
        """Whether the rule is about a reference with these labels."""
        return self.unless.isdisjoint(there) and not (self.needs and self.needs.isdisjoint(there))


def rule(change: Change, needs: str = "", unless: str = "") -> Rule:
    """A rule about labels that are named plainly, parted by blanks."""
    return Rule(change, _as_given(needs), _as_given(unless))


def _as_given(labels: str) -> Set[str]:
    return frozenset(form for label in labels.split() for form in (label, begin(label)))


def runs(labels: Sequence[str], label: str) -> Iterator[tuple[int, int]]:
    """The runs of one label, as ``(first, end)`` token numbers."""
    opening = begin(label)
    first = -1
    for place, each in enumerate(labels):
        if first >= 0 and each != label:
            yield first, place
            first = -1
        if first < 0 and each in (label, opening):
            first = place
    if first >= 0:
        yield first, len(labels)


def has(labels: Sequence[str], *wanted: str) -> bool:
    """Whether a run of any of the labels is there."""
    return any(label in labels or begin(label) in labels for label in wanted)


def relabel(labels: list[str], first: int, end: int, label: str) -> list[str]:
    """The labels with one run from ``first`` up to ``end`` made of ``label``."""
    return [*labels[:first], begin(label), *[label] * (end - first - 1), *labels[end:]]
