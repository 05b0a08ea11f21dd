"""Two texts that name the same field, held against each other as a whole and word by word."""

from typing import Protocol

from rapidfuzz.distance import Indel

from refcheck.matching.diff import word_differences
from refcheck.model import Agreement, Change, Comparison, Difference


class Wording(Protocol):
    """A text as it is shown, and the key that it is compared by."""

    @property
    def text(self) -> str: ...  # noqa: D102

    @property
    def key(self) -> str: ...  # noqa: D102


def similarity(our: Wording, their: Wording) -> float:
    """How much of the two keys is the same, from 0 to 1."""
    return Indel.normalized_similarity(our.key, their.key)


def agreement(
    field: str,
    our: Wording,
    their: Wording,
    alike: float | None,
    comparison: Comparison,
    differences: tuple[Difference, ...] = (),
    explained: str = "",
) -> Agreement:
    """The agreement of two texts on a CSL variable; ``alike`` is their similarity, if they could be compared."""
    return Agreement(
        field=field,
        cited=our.text,
        registered=their.text,
        similarity=alike,
        comparison=comparison,
        differences=differences,
        explained=explained,
    )


def differing(field: str, our: Wording, their: Wording, *, least: float) -> Agreement:
    """The agreement of two texts that are not the same: two texts below ``least``, else one with words changed."""
    alike = similarity(our, their)
    if alike < least:
        whole = Difference(change=Change.CHANGED, cited=our.text, registered=their.text)
        return agreement(field, our, their, alike, Comparison.DIFFERENT, (whole,))
    differences = word_differences(our.text, their.text)
    comparison = Comparison.DIFFERENT if differences else Comparison.VARIANT
    return agreement(field, our, their, alike, comparison, differences)
