"""Two texts that name the same field, held against each other as a whole and word by word."""

from attrs import evolve, frozen
from rapidfuzz.distance import Indel

from refcheck.matching.diff import word_differences
from refcheck.model import Agreement, Change, Comparison, Difference


@frozen
class Wording:
    """A text as it is shown, and the key that it is compared by."""

    text: str
    key: str


def similarity(our: Wording, their: Wording) -> float:
    """How much of the two keys is the same, from 0 to 1."""
    return Indel.normalized_similarity(our.key, their.key)


def differing(field: str, our: Wording, their: Wording, *, least: float) -> Agreement:
    """The agreement of two texts that are not the same: two texts below ``least``, else one with words changed."""
    alike, sides = similarity(our, their), (our.text, their.text)
    if alike < least:
        return compared(field, sides, Comparison.DIFFERENT, similarity=alike)
    differences = word_differences(*sides)
    comparison = Comparison.DIFFERENT if differences else Comparison.VARIANT
    return evolve(compared(field, sides, comparison, similarity=alike), differences=differences)


def compared(
    field: str,
    sides: tuple[str, str],
    comparison: Comparison,
    *,
    similarity: float | None = None,
    change: Change = Change.CHANGED,
    explained: str = "",
) -> Agreement:
    """The agreement of two values, which differ as a whole where they differ; without a similarity given it is 1 or 0."""
    differs = comparison is Comparison.DIFFERENT
    if similarity is None and comparison is not Comparison.CANNOT_COMPARE:
        similarity = float(not differs)
    return Agreement(
        field=field,
        cited=sides[0],
        registered=sides[1],
        similarity=similarity,
        comparison=comparison,
        differences=(Difference(change=change, cited=sides[0], registered=sides[1]),) if differs else (),
        explained=explained,
    )
