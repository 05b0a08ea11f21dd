"""A DOI is printed twice without a gap.

Severity: warning.

## What it finds
A DOI, and behind it the same DOI again, glued or with punctuation or the resolver's address between.

## Why it matters
Whoever follows it as printed gets nowhere.

## Example
``10.1016/j.delta.2007.03.031.http://dx.doi.org/10.1016/j.delta.2007.03.031`` is
``10.1016/j.delta.2007.03.031``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import doubled_at

STAGE = Stage.CUTTING


def propose(text: str) -> Iterator[Change]:
    """Cut the second one."""
    end = doubled_at(text)
    if end is not None:
        yield Change(edits=(Edit(end, len(text)),), why="the same DOI stands there twice")
