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

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.HEAD

_DOUBLED = re.compile(
    r"(?P<first>(?P<prefix>10\.\d{4,9})/(?:https?://(?:dx\.)?doi\.org/|doi[:.\s]{0,3})?|10\.)(?:(?P=prefix)/|10\.\d{4,9}/)",
    re.IGNORECASE,
)
"""A prefix and the same again, or ``10.10.`` and a number: ``10.1016/10.1016/``, ``10.1016/doi:10.1016/``, ``10.10.1016/``."""


def propose(text: str) -> Iterator[Change]:
    """Drop the first of the two."""
    found = _DOUBLED.match(text)
    if found and (found["prefix"] is None or text[found.end("first") :].startswith(f"{found['prefix']}/")):
        yield Change(edits=(Edit(*found.span("first")),), why="the prefix is printed twice")
