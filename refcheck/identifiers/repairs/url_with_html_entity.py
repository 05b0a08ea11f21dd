"""An address holds HTML entities.

Severity: warning.

## What it finds
``&amp;`` and other entities inside a URL, also escaped twice.

## Why it matters
The entity belongs to the source of the page that the address was copied from; servers misread what follows it.

## Example
``https://brill.com/view?language=en&amp;ebody=full`` is ``https://brill.com/view?language=en&ebody=full``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

import html
import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.DECODING
NEEDS = ";"

_ENTITY = re.compile(r"&(?:amp|quot|apos|ndash|mdash|shy|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
"""An entity that stands for one character of an address: ``&amp;``, ``&#x2F;``."""


def propose(text: str) -> Iterator[Change]:
    """Write each entity as its character."""
    edits = tuple(Edit(found.start(), found.end(), html.unescape(found[0])) for found in _ENTITY.finditer(text))
    if edits:
        yield Change(edits=edits, why="the entity belongs to the page that it was copied from")
