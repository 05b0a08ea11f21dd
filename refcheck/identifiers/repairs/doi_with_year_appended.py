"""A DOI goes on with the year.

Severity: warning.

## What it finds
A year in brackets, closed or not, that follows a DOI without a gap.

## Why it matters
The year belongs to the reference; the DOI as printed does not resolve.

## Example
``10.1038/srep02546(2013)`` is ``10.1038/srep02546``.

## When it is wrong
A suffix may end in a year in brackets; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Safety

STAGE = Stage.CUTTING
NEEDS = "(["

_YEAR = re.compile(r"(?<=[0-9A-Za-z)])[.,;:*]*[(\[](?:1[89]|20)\d\d[a-z]?[)\]]?$")
"""A year in brackets at the end, behind a letter, a digit or a bracket, and marks before it: ``(2013)``, ``(2018``, ``.(2014)``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the year."""
    found = _YEAR.search(text, text.find("/") + 2)
    if found and any(character.isdigit() for character in text[text.find("/") : found.start()]):
        yield Change(
            edits=(Edit(*found.span()),), why="the year in brackets belongs to the reference", safety=Safety.UNSAFE
        )
