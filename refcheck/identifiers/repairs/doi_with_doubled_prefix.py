"""A DOI has its prefix twice.

Severity: warning.

## What it finds
A prefix, or its ``10.``, that is repeated at once, with or without a label between.

## Why it matters
It happens when a prefix is put in front of a whole DOI; the result does not resolve.

## Example
``10.1016/10.1016/j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
A few registrants did register such DOIs; the form as printed is kept as a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import DOUBLED_PREFIX
from refcheck.model import Safety

STAGE = Stage.HEAD


def propose(text: str) -> Iterator[Change]:
    """Drop the first of the two."""
    found = DOUBLED_PREFIX.match(text)
    if found:
        yield Change(edits=(Edit(*found.span("first")),), why="the prefix is printed twice", safety=Safety.UNSAFE)
