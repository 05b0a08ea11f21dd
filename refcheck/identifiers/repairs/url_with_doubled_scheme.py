"""An address has its scheme twice.

Severity: warning.

## What it finds
A scheme that is repeated at once at the beginning of a URL.

## Why it matters
No program can follow the address.

## Example
``http://https://www.example.org/a/31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

## When it is wrong
Hardly ever.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD

_DOUBLED = re.compile(r"(?:https?:?//?)+(?=https?:?/{1,2}\w)", re.IGNORECASE)
"""Schemes before a scheme: ``http://`` in ``http://https://``."""


def propose(text: str) -> Iterator[Change]:
    """Drop all but the last."""
    found = _DOUBLED.match(text)
    if found:
        yield Change(edits=(Edit(*found.span()),), why="the scheme is printed twice", grade=Grade.SURE)
