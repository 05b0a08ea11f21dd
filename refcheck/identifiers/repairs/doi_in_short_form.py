"""A short DOI lacks its ``10/``.

Severity: info.

## What it finds
A short DOI (a shortcut that doi.org gives for a long DOI) behind the resolver's address.

## Why it matters
The short form is good for the resolver only; registries know the long one.

## Example
``https://doi.org/d8dn`` is ``10/d8dn``.

## When it is wrong
Where the word is the name of a page of the resolver's own site.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD

_RESOLVER = re.compile(r"(?:dx\.)?doi\.org/(?:10/)?(?=[a-z0-9]{3,8}$)")
"""The resolver before a short DOI: ``doi.org/`` in ``doi.org/d8dn``."""


def propose(text: str) -> Iterator[Change]:
    """Write the directory indicator for the resolver."""
    found = _RESOLVER.match(text)
    if found:
        yield Change(edits=(Edit(*found.span(), "10/"),), why="every DOI begins with 10", grade=Grade.SURE)
