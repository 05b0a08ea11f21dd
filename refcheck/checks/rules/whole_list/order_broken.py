"""The alphabetical order is broken.

Severity: info.

## What it finds
References that stand in the wrong place of a list that is otherwise sorted by its authors' family names.

## Why it matters
A reader who looks for a name does not find it.

## Example
“Rostami” before “Rahimi”.

## When it is wrong
Lists sorted by the rules of another alphabet or with particles counted otherwise; a list of which a tenth or more
seems unsorted is not judged.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.messages import worded
from refcheck.model import Case, Finding
from refcheck.text.folding import fold, squeeze

RULE = card(__name__, __doc__)

_FEWEST = 8
"""In a shorter list an order may be chance."""

_MOST_MISPLACED = 0.1
"""A list in which a larger part of the references is out of order has another order. Source: set by hand."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding, which names the references that would have to move."""
    named = [(name, case) for case in cases if (name := _sorting_name(case))]
    misplaced = _misplaced([name for name, _ in named])
    if len(named) < _FEWEST or not misplaced or len(misplaced) >= _MOST_MISPLACED * len(named):
        return
    moving = [named[place][1].reference for place in misplaced]
    names = "; ".join(str(reference.work.author[0]) for reference in moving).removesuffix(".")
    yield Finding(
        rule=RULE,
        message=worded("order-broken", names=names),
        references=tuple(reference.key for reference in moving),
    )


def _sorting_name(case: Case) -> str:
    """The first author's family name, folded; empty where none was surely read, or where it is not in Latin letters.

    The entries of a structured source are put in order when they are printed.
    """
    if case.reference.structured or not case.reference.work.author or not surely_read(case.reference, "author"):
        return ""
    first = case.reference.work.author[0]
    key = squeeze(fold(first.headword))
    return key if key.isascii() else ""


def _misplaced(names: Sequence[str]) -> list[int]:
    """The places of the fewest names without which the rest is in order: all but a longest rising run."""
    tails: list[str] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, name in enumerate(names):
        length = bisect_right(tails, name)
        tails[length : length + 1] = [name]
        at[length : length + 1] = [place]
        before.append(at[length - 1] if length else None)
    kept = set()
    last = at[-1] if at else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return [place for place in range(len(names)) if place not in kept]
