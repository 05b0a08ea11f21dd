"""A DOI goes on with a dotted line.

Severity: warning.

## What it finds
Three periods or more in a row, or an ellipsis, behind a DOI, and what follows them: leaders of a table, volume
and pages.

## Why it matters
The line belongs to the layout; the DOI as printed does not resolve.

## Example
``10.1021/ja0709167.......129,5334(2007)`` is ``10.1021/ja0709167``.

## When it is wrong
Where nothing but letters stands before the periods, the DOI may truly end in them (``10.1124/mol...``), so it
is left alone. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING
NEEDS = ".…"

_LINE = re.compile(r"[.…]*(?:\.{3}|…)")
"""The beginning of a dotted line: ``.......``, ``…``."""


def propose(text: str) -> Iterator[Change]:
    """Cut from the line on."""
    if "..." not in text and "…" not in text:
        return
    slash = text.find("/")
    found = _LINE.search(text, slash + 2)
    if found and any(character.isdigit() for character in text[slash : found.start()]):
        yield Change(edits=(Edit(found.start(), len(text)),), why="a dotted line is no part of a DOI")
