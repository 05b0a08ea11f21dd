"""An ISSN has a dash for its hyphen.

Severity: info.

## What it finds
A typographic hyphen or a dash in the middle of an ISSN.

## Why it matters
Many programs do not read the number.

## Example
``0263–4937`` is ``0263-4937``.

## When it is wrong
Hardly ever: only a number behind a label whose check digit is right is read as one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import DASHES

STAGE = Stage.CHARACTERS

_DASH = re.compile(f"[{DASHES}]")
"""A hyphen or dash that is no hyphen-minus: ``–``, ``‐``."""


def propose(text: str) -> Iterator[Change]:
    """Write the dash as a hyphen-minus."""
    edits = tuple(Edit(found.start(), found.end(), "-") for found in _DASH.finditer(text))
    if edits:
        yield Change(edits=edits, why="a plain hyphen stands in the middle of an ISSN", grade=Grade.SURE)
