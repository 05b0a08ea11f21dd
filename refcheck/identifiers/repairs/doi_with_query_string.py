"""A DOI goes on with an address's query.

Severity: info.

## What it finds
``?name=value`` or ``&name=value`` behind a DOI.

## Why it matters
The query belongs to the address that the DOI was taken from, and often says who shared it; the DOI as printed
does not resolve.

## Example
``10.1080/13691066.2014.925305?src=recsys`` is ``10.1080/13691066.2014.925305``.

## When it is wrong
A DOI may hold a question mark; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING
NEEDS = "?&"

_QUERY = re.compile(r"(?:\?|&(?:amp;)?)[A-Za-z_][\w.\[\]-]{0,40}=")
"""The beginning of a query: ``?src=``, ``&utm_source=``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the query."""
    found = _QUERY.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(found.start(), len(text)),), why="a query belongs to an address")
