"""A DOI has another mark for the period in its prefix.

Severity: warning.

## What it finds
A comma, a colon, two periods or a middle dot behind the ``10`` of a DOI.

## Why it matters
Every DOI begins with ``10.``; with anything else it does not resolve, and most tools do not even see it.

## Example
``10,1038/nature14539`` is ``10.1038/nature14539``.

## When it is wrong
Where the number is no DOI at all; so it is only read as one behind a label such as ``doi:``, or where the
number behind it is that of a well-known registrant.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD

_MARK = re.compile(r"10([.,:;·․．]{1,3})\d{4}")
"""The directory indicator, a mark, and a registrant's number: ``10,1038``, ``10..1111``."""


def propose(text: str) -> Iterator[Change]:
    """Write a period for it."""
    found = _MARK.match(text)
    if found and found[1] != ".":
        yield Change(edits=(Edit(*found.span(1), "."),), why="every DOI begins with 10 and a period", grade=Grade.SURE)
