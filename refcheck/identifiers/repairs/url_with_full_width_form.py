"""An address holds full-width forms.

Severity: warning.

## What it finds
Letters, digits and signs of East Asian typesetting (U+FF01 to U+FF5E) in the scheme, the host or the marks of a
URL.

## Why it matters
They look like the plain characters and are others; most programs do not see an address.

## Example
``https：／／www.rferl.org／a／31051495.htm`` is ``https://www.rferl.org/a/31051495.htm``.

## When it is wrong
A page may truly have such a character in its name; the form as printed is kept as a candidate where it can be
one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CHARACTERS

_WIDE = re.compile(r"[\uff01-\uff5e]")
"""A full-width form: ``：``, ``／``."""

_SHIFT = 0xFF01 - 0x21


def propose(text: str) -> Iterator[Change]:
    """Write each full-width form as the plain character."""
    if text.isascii():
        return
    edits = tuple(Edit(found.start(), found.end(), chr(ord(found[0]) - _SHIFT)) for found in _WIDE.finditer(text))
    if edits:
        yield Change(edits=edits, why="a full-width form stands for the plain character")
