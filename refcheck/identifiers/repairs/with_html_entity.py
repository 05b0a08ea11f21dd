"""A {scheme} holds HTML entities.

Schemes: DOI, URL.
Severity: warning.

## What it finds
Characters written as entities (``&lt;``, ``&amp;``, ``&#60;``) inside a {scheme}, also escaped twice (``&amp;lt;``); in a DOI
also those that lost their ``&`` (``lt;``).

## Why it matters
The entity belongs to the source of the page that the {scheme} was copied from; as printed it leads nowhere, or elsewhere.

## Example
``10.1175/1520-0493(1934)62&lt;202:TTDOJ&gt;2.0.CO;2`` is ``10.1175/1520-0493(1934)62<202:TTDOJ>2.0.CO;2``;
``https://www.example.org/view?language=en&amp;body=full`` is ``https://www.example.org/view?language=en&body=full``.

## When it is wrong
Hardly ever: no registrant is known to register entities. The form as printed is kept as a candidate.
"""

import html
import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Scheme

STAGE = Stage.DECODING
NEEDS = ";"

_ENTITY = {
    Scheme.DOI: re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|ndash|mdash|minus|shy|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});"),
    Scheme.URL: re.compile(r"&(?:amp|quot|apos|ndash|mdash|shy|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});"),
}
"""An entity that stands for one character: ``&amp;``, ``&#x2F;``. In a URL, angle brackets and spaces stand around it."""

_BARE = re.compile(r"(?<![a-zA-Z&;])[lg]t;")
"""An angle bracket's entity in a DOI that lost its ``&``: ``lt;``, ``gt;``."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Write each entity as its character."""
    edits = [Edit(found.start(), found.end(), html.unescape(found[0])) for found in _ENTITY[scheme].finditer(text)]
    if scheme is Scheme.DOI:
        edits += [Edit(found.start(), found.end(), html.unescape(f"&{found[0]}")) for found in _BARE.finditer(text)]
    if edits:
        yield Change(
            edits=tuple(sorted(edits, key=lambda edit: edit.start)),
            why="the entity belongs to the page that it was copied from",
        )
