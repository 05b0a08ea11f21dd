"""A DOI holds HTML entities.

Severity: warning.

## What it finds
Characters written as entities (``&lt;``, ``&amp;``, ``&#60;``), also escaped twice (``&amp;lt;``) or with their
``&`` lost (``lt;``), inside a DOI.

## Why it matters
The entity belongs to the page that it was copied from; the DOI as printed does not resolve.

## Example
``10.1175/1520-0493(1934)62&lt;202:TTDOJ&gt;2.0.CO;2`` is ``10.1175/1520-0493(1934)62<202:TTDOJ>2.0.CO;2``.

## When it is wrong
Hardly ever: no registrant is known to register entities. The form as printed is kept as a candidate.
"""

import html
import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.DECODING
NEEDS = ";"

_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|ndash|mdash|minus|shy|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
"""An entity that stands for one character of a DOI: ``&lt;``, ``&#x2F;``."""

_BARE = re.compile(r"(?<![a-zA-Z&;])[lg]t;")
"""An angle bracket's entity that lost its ``&``: ``lt;``, ``gt;``."""


def propose(text: str) -> Iterator[Change]:
    """Write each entity as its character."""
    edits = [Edit(found.start(), found.end(), html.unescape(found[0])) for found in _ENTITY.finditer(text)]
    edits += [Edit(found.start(), found.end(), html.unescape(f"&{found[0]}")) for found in _BARE.finditer(text)]
    if edits:
        yield Change(
            edits=tuple(sorted(edits, key=lambda edit: edit.start)),
            why="the entity belongs to the page that it was copied from",
        )
