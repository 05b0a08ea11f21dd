"""Files that hold text and gave nothing, or nothing that was understood: silence about them would look like praise."""

from collections.abc import Sequence

from refcheck.checks.rules.inside.reference_not_understood import check
from refcheck.model import Case

_MOSTLY = 0.5
"""A list of which a larger part was not understood was not read. Source: set by hand: a majority."""


def why_unread(text: str, cases: Sequence[Case]) -> str | None:
    """What is to be told of a file of which nothing was read, in words for a person; ``None`` where its list was read.

    Args:
        text: the document's text; of a file that holds none there is nothing to tell.
        cases: its references.
    """
    if not cases:
        return "no reference was found in it" if text.strip() else None
    unknown = sum(any(True for _ in check(case)) for case in cases)
    if unknown > _MOSTLY * len(cases):
        return f"{unknown} of {len(cases)} entries were not understood; it may hold no reference list"
    return None
