"""An ISBN has dashes for hyphens.

Severity: info.

## What it finds
Typographic hyphens and dashes between the parts of an ISBN.

## Why it matters
Many programs do not read the number.

## Example
``978–0–367–90068–7`` is ``978-0-367-90068-7``.

## When it is wrong
Hardly ever: only a number whose check digit is right is read as one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import DASHES

STAGE = Stage.CHARACTERS

_DASH = re.compile(f"[{DASHES}]")
"""A hyphen or dash that is no hyphen-minus: ``–``, ``‐``."""


def propose(text: str) -> Iterator[Change]:
    """Write each dash as a hyphen-minus."""
    edits = tuple(Edit(found.start(), found.end(), "-") for found in _DASH.finditer(text))
    if edits:
        yield Change(edits=edits, why="plain hyphens stand between the parts of an ISBN", grade=Grade.SURE)
