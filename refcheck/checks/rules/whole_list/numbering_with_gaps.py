"""The numbers of the list have gaps.

Severity: info.

## What it finds
A number that is left out of a numbered list, and that is printed nowhere in the reference before it.

## Why it matters
A reference was deleted, or lost; the text may still cite it, or every number behind it is wrong.

## Example
[11], [12], [14]

## When it is wrong
A part of a longer list. Where more than a tenth of the numbers is missing, nothing is said.
The one that was found in real lists was wrong: the number was printed and not read. It is a note.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from refcheck.checks.card import card
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_FEWEST = 5
"""In a shorter list numbers may be anything."""

_MOST_MISSING = 0.1
"""A list of which a larger part is missing is numbered in another way. Source: set by hand."""

_NUMBER = re.compile(r"\d+")
"""A number: ``13`` in ``[13]``."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each gap, which names the references around it."""
    if len(cases) < _FEWEST or not all(case.reference.key.isdecimal() for case in cases):
        return
    gaps = [(one, other, gap) for one, other in pairwise(cases) if (gap := _between(one, other))]
    missing = sum(len(gap) for _, _, gap in gaps)
    rising = all(int(one.reference.key) < int(other.reference.key) for one, other in pairwise(cases))
    if not rising or missing > _MOST_MISSING * len(cases):
        return
    for one, other, gap in gaps:
        if _NUMBER.findall(one.reference.raw).count(str(gap[0])) == 0:
            message = worded("numbers-missing", first=gap[0], last=gap[-1])
            if len(gap) == 1:
                message = worded("number-missing", number=gap[0])
            keys = (one.reference.key, other.reference.key)
            yield Finding(rule=RULE, message=message, references=keys)


def _between(one: Case, other: Case) -> range:
    return range(int(one.reference.key) + 1, int(other.reference.key))
