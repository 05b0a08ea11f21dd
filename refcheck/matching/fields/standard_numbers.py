"""ISBNs and ISSNs: sets of numbers of which one in common is enough."""

from collections.abc import Sequence

from refcheck.matching.wording import compared
from refcheck.model import Agreement, Comparison


def compare_sets(field: str, cited: Sequence[str], registered: Sequence[str]) -> Agreement | None:
    """The ISBNs or ISSNs of two works; ``None`` where neither has any. A work has several: print, online, hardback, paperback."""
    if not cited and not registered:
        return None
    ours, theirs = ({number for number in map(_compact, numbers) if number} for numbers in (cited, registered))
    sides = ", ".join(cited), ", ".join(registered)
    if not ours or not theirs:
        comparison = Comparison.CANNOT_COMPARE
    elif ours == theirs:
        comparison = Comparison.SAME
    else:
        comparison = Comparison.DIFFERENT if ours.isdisjoint(theirs) else Comparison.VARIANT
    return compared(field, sides, comparison)


def _compact(number: str) -> str:
    """The digits of a number without the check digit, and an ISBN-10 as the ISBN-13 that it became: equal for one book."""
    digits = number.replace("-", "").replace(" ", "").upper()
    return f"978{digits[:9]}" if len(digits) == 10 else digits[:-1]
