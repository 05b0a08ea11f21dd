"""A DOI goes on with brackets that hold nothing.

Severity: info.

## What it finds
A pair of brackets at the end of a DOI with nothing but marks in it: ``()``, ``[]``, ``{}``, ``(.)``.

## Why it matters
What stood in them was deleted or moved; the DOI as printed does not resolve.

## Example
``10.1080/01234567.2024.7654321()`` is ``10.1080/01234567.2024.7654321``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.BALANCING
NEEDS = "([{"

_EMPTY = re.compile(r"(?:[.,;:]{0,2}(?:\([.,;:]{0,2}\)|\[[.,;:]{0,2}\]|\{[.,;:]{0,2}\}))+[.,;:]{0,2}$")
"""Empty pairs at the end, with the marks around them: ``()``, ``.[]``, ``(.)``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the pairs."""
    found = _EMPTY.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(*found.span()),), why="brackets that hold nothing are no part of a DOI")
