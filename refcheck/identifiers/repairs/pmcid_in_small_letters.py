"""A PMCID is in small letters.

Severity: info.

## What it finds
``pmc`` before the number of a PMCID.

## Why it matters
It is written with capitals; some services do not know it otherwise.

## Example
``pmc3531190`` is ``PMC3531190``.

## When it is wrong
Hardly ever.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD


def propose(text: str) -> Iterator[Change]:
    """Write the letters as capitals."""
    if text[:3] != "PMC":
        yield Change(edits=(Edit(0, 3, "PMC"),), why="a PMCID begins with PMC in capitals", grade=Grade.SURE)
