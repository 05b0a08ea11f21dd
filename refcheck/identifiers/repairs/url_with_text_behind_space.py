"""An address is followed by text, behind white space.

Severity: info.

## What it finds
The rest of a text that was read together with a URL, as the other reading of one with white space inside.

## Why it matters
Where the address ends before the space, what follows is no part of it.

## Example
``https://www.ft.com/content/76fdac7c- 2021`` may be ``https://www.ft.com/content/76fdac7c-`` and a year.

## When it is wrong
Where the address goes on behind the space, which is the first reading.
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
            edits=(Edit(end, len(text)),),
            why="an address ends before white space",
            grade=Grade.SURE,
            safety=Safety.UNSAFE,
        )
