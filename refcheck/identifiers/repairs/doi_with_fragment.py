"""A DOI goes on with an address's fragment.

Severity: info.

## What it finds
``#`` and a name or number, or nothing, behind a DOI.

## Why it matters
The fragment belongs to the address that the DOI was taken from, and names a place on the page; the DOI as
printed does not resolve.

## Example
``10.1007/s12129-015-9498-8#page-1`` is ``10.1007/s12129-015-9498-8``.

## When it is wrong
A DOI may hold the mark; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Safety

STAGE = Stage.CUTTING
NEEDS = "#"

_FRAGMENT = re.compile(r"#(?:[.!/]?[A-Za-z_:][^#]*|\d+)?$")
"""A fragment at the end: ``#page-1``, ``#57467``, ``#.wlw5yueemak.twitter``, ``#``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the fragment."""
    found = _FRAGMENT.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(*found.span()),), why="a fragment belongs to an address", safety=Safety.UNSAFE)
