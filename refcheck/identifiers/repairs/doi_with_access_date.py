"""A DOI goes on with the date of access.

Severity: warning.

## What it finds
``accessed``, ``retrieved`` or ``viewed`` and a date that follow a DOI without a gap.

## Why it matters
Two fields of the reference ran together; the DOI as printed does not resolve.

## Example
``10.1089/cyber.2013.0477>accessed30`` is ``10.1089/cyber.2013.0477``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING

_ACCESSED = re.compile(
    r"[>.,;:(\[]*(?<![a-wyz])(?:last)?(?:accessed|retrieved|visited|viewed|available)(?:on|at|from|:)?(?=$|[\d\W]|on|at|from|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""The word before a date of access, with the punctuation before it: ``>accessed``, ``(AccessedOn:``."""


def propose(text: str) -> Iterator[Change]:
    """Cut from the word on."""
    found = _ACCESSED.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(found.start(), len(text)),), why="the date of access is no part of a DOI")
