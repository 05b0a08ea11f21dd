"""A short DOI lacks its ``10/``.

Severity: info.

## What it finds
A short DOI (a shortcut that doi.org gives for a long DOI) behind the resolver's address.

## Why it matters
The short form is good for the resolver only; registries know the long one.

## Example
``https://doi.org/d8dn`` is ``10/d8dn``; as an address it is ``https://doi.org/10/d8dn``.

## When it is wrong
Where the word is the name of a page of the resolver's own site.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD

_BARE = re.compile(r"[a-z0-9]{3,8}", re.ASCII)
"""A short DOI as it stands behind the resolver: ``d8dn``."""


def propose(text: str) -> Iterator[Change]:
    """Write the directory indicator in front."""
    if _BARE.fullmatch(text):
        yield Change(edits=(Edit(0, 0, "10/"),), why="a short DOI begins with 10/", grade=Grade.SURE)
