"""A DOI has a dash for a hyphen.

Severity: warning.

## What it finds
Hyphens and dashes other than the plain hyphen-minus inside a DOI: the typographic hyphen, the non-breaking
hyphen, en and em dash, the minus sign.

## Why it matters
Word processors and typesetters exchange them by themselves; the DOI no longer resolves.

## Example
``10.1111/j.1365–2729.2011.00426.x`` is ``10.1111/j.1365-2729.2011.00426.x``.

## When it is wrong
A few registrants did register a dash; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import DASHES

STAGE = Stage.CHARACTERS

_DASH = re.compile(f"[{DASHES}](?=.)|[\u2010\u2011]$")
"""A hyphen or dash that is no hyphen-minus, within a DOI: ``–``, ``‐``; at its end a dash is punctuation."""


def propose(text: str) -> Iterator[Change]:
    """Write each dash as a hyphen-minus."""
    if text.isascii():
        return
    edits = tuple(Edit(found.start(), found.end(), "-") for found in _DASH.finditer(text))
    if edits:
        yield Change(edits=edits, why="a DOI has the plain hyphen where a dash is printed")
