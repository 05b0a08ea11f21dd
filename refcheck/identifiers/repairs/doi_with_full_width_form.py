"""A DOI holds full-width forms.

Severity: warning.

## What it finds
Letters, digits and signs of East Asian typesetting (U+FF01 to U+FF5E) inside a DOI.

## Why it matters
They look like the plain characters and are others: the DOI does not resolve.

## Example
``10.１０１６／j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
A registrant may have registered such a character by mistake; the form as printed is kept as a candidate where
it can be one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CHARACTERS

_WIDE = re.compile(r"[\uff01-\uff0c\uff0e-\uff5e]")
"""A full-width form that is no dash: ``１``, ``／``."""

_SHIFT = 0xFF01 - 0x21


def propose(text: str) -> Iterator[Change]:
    """Write each full-width form as the plain character."""
    if text.isascii():
        return
    edits = tuple(Edit(found.start(), found.end(), chr(ord(found[0]) - _SHIFT)) for found in _WIDE.finditer(text))
    if edits:
        yield Change(edits=edits, why="a full-width form stands for the plain character")
