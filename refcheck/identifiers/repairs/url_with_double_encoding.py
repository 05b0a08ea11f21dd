"""An address is percent-encoded twice.

Severity: info.

## What it finds
``%25`` before two hexadecimal digits in a URL.

## Why it matters
It comes from copying an address through two programs; servers mostly do not know the result.

## Example
``https://www.example.org/full%2520html`` may be ``https://www.example.org/full%20html``.

## When it is wrong
Addresses that hold other addresses do encode twice. So the form as printed comes first, and the other is a
candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.GUESSING
NEEDS = "%"

_TWICE = re.compile(r"%25(?=[0-9A-Fa-f]{2})")
"""A percent sign encoded before two hexadecimal digits: ``%25`` in ``%2520``."""


def propose(text: str) -> Iterator[Change]:
    """Encode once."""
    edits = tuple(Edit(found.start(), found.end(), "%") for found in _TWICE.finditer(text))
    if edits:
        yield Change(edits=edits, why="the per cent sign may be encoded twice", grade=Grade.POSSIBLE)
