"""A DOI has a fraction slash for a slash.

Severity: warning.

## What it finds
The fraction slash, the division slash and their like inside a DOI.

## Why it matters
Without a plain slash behind the prefix there is no DOI at all.

## Example
``10.1080⁄15569549909036019`` is ``10.1080/15569549909036019``.

## When it is wrong
Hardly ever: no registrant is known to register these characters.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import SLASHES

STAGE = Stage.CHARACTERS

_SLASH = re.compile(f"[{SLASHES}]")
"""A slash that is no solidus: ``⁄``, ``∕``."""


def propose(text: str) -> Iterator[Change]:
    """Write each of them as a slash."""
    if text.isascii():
        return
    edits = tuple(Edit(found.start(), found.end(), "/") for found in _SLASH.finditer(text))
    if edits:
        yield Change(edits=edits, why="a DOI has the plain slash", grade=Grade.SURE)
