"""A DOI holds a replacement character.

Severity: warning.

## What it finds
The mark � (U+FFFD), which stands where a character was lost in decoding, inside a DOI.

## Why it matters
The DOI as printed cannot resolve, and what was lost has to be guessed: mostly it was a dash.

## Example
``10.1046/j.1365�2486.2003.00657.x`` is ``10.1046/j.1365-2486.2003.00657.x``.

## When it is wrong
Where another character was lost. Next to a hyphen it is dropped, since there it is the rest of one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Safety

STAGE = Stage.CHARACTERS
NEEDS = "\ufffd"

_LOST = re.compile(r"-?\ufffd+-?")
"""Replacement characters, with a hyphen on either side: ``�``, ``-��-``."""


def propose(text: str) -> Iterator[Change]:
    """Write a hyphen for it."""
    edits = tuple(Edit(found.start(), found.end(), "-") for found in _LOST.finditer(text))
    if edits:
        yield Change(edits=edits, why="the character lost in decoding was likely a dash", safety=Safety.UNSAFE)
