"""A DOI is percent-encoded.

Severity: warning.

## What it finds
Characters written as ``%`` and two hexadecimal digits, as addresses need them, inside a DOI; also encoded
twice.

## Why it matters
The DOI itself is the decoded form: registries that are asked for the encoded one do not know it.

## Example
``10.1002/(SICI)1098-2361(1999)18:5%3C415::AID-ZOO6%3E3.0.CO;2-Z`` is
``10.1002/(SICI)1098-2361(1999)18:5<415::AID-ZOO6>3.0.CO;2-Z``.

## When it is wrong
A DOI may hold a per cent sign of its own; the form as printed is kept as a candidate. In an address
(``https://doi.org/10.1000/a%3C1%3E``) the encoding is right, and nothing is said unless it was done twice.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.DECODING
NEEDS = "%"

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""A run of encoded bytes: ``%2F``, ``%C3%A1``."""


def propose(text: str) -> Iterator[Change]:
    """Decode every run that is UTF-8."""
    edits = tuple(
        Edit(found.start(), found.end(), decoded)
        for found in _ENCODED.finditer(text)
        if (decoded := _decoded(found[0])) is not None
    )
    if edits:
        yield Change(edits=edits, why="the encoding belongs to an address, not to the DOI")


def _decoded(run: str) -> str | None:
    try:
        return unquote_to_bytes(run).decode()
    except UnicodeDecodeError:
        return None
