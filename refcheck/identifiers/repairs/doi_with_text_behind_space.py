"""A DOI is followed by text, behind white space.

Severity: info.

## What it finds
The rest of a text that was read together with a DOI, and that the DOI does not go on with.

## Why it matters
It is the other reading of a DOI with white space inside.

## Example
``10.1007/s00146- 020-00992-2`` may be ``10.1007/s00146-`` and a range of numbers.

## When it is wrong
Where the DOI goes on behind the space; that reading is the first, or a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.CUTTING


def propose(text: str) -> Iterator[Change]:
    """Cut at the first white space."""
    words = text.split(maxsplit=1)
    if words and words[0] != text:
        end = len(words[0])
        yield Change(
            edits=(Edit(end, len(text)),), why="a DOI ends before white space", grade=Grade.SURE, safety=Safety.UNSAFE
        )
