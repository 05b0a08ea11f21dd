"""An address begins with a broken scheme.

Severity: warning.

## What it finds
Misspelt or mangled beginnings of a URL: ``htp://``, ``hpt://``, ``htpps://``, ``hxxp://``, ``http:/``, ``http//``,
``http;//``, ``https:///``, a comma in ``www,``.

## Why it matters
No program takes it for an address.

## Example
``htp://www.example.org/a/31051495.htm`` is ``http://www.example.org/a/31051495.htm``.

## When it is wrong
Hardly ever.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD

_SCHEME = re.compile(
    r"(h{0,2}[tx]{1,4}[ptx]{1,3}s{0,2}|h[tp]{2,3}s?|ftp)[:;]{0,2}(?:[/⁄∕]{1,4}:?|(?<=:)(?=www\.))", re.IGNORECASE
)
"""A scheme with its marks, right or wrong: ``https://``, ``htp:/``, ``http//``."""

_WWW = re.compile(r"(?:[a-z]{3,5}://)?www(,\.?|\.{2,3})(?=\w)", re.IGNORECASE)
"""``www`` with a wrong mark behind it: ``www,``, ``www..``."""


def propose(text: str) -> Iterator[Change]:
    """Write the scheme as it should be."""
    found = _SCHEME.match(text)
    if found:
        name = found[1].lower()
        right = "ftp://" if name == "ftp" else "https://" if "s" in name else "http://"
        if found[0].lower() != right:
            yield Change(edits=(Edit(*found.span(), right),), why="no program knows this scheme", grade=Grade.SURE)
    www = _WWW.match(text)
    if www:
        yield Change(edits=(Edit(*www.span(1), "."),), why="a period stands behind www", grade=Grade.SURE)
