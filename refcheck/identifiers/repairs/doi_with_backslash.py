r"""A DOI holds a backslash.

Severity: warning.

## What it finds
A backslash in or behind a DOI: instead of the slash behind the prefix, before a character, or at the end.

## Why it matters
It comes from an escape or a slip; the DOI as printed does not resolve.

## Example
``10.1016\j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
Hardly ever: no registrant is known to register backslashes. The form as printed is kept as a candidate where it
can be one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.HEAD
NEEDS = "\\"

_BEHIND_PREFIX = re.compile(r"(10\.\d{4,9}(?:\.\d+)*)(\\+/?)")
"""A prefix and the backslash for its slash: ``10.1016\\``, ``10.1016\\/``."""

_BACKSLASHES = re.compile(r"\\+")
"""Backslashes in a row: ``\\``, ``\\\\``."""


def propose(text: str) -> Iterator[Change]:
    """Write a slash behind the prefix; drop the others."""
    prefix = _BEHIND_PREFIX.match(text)
    if prefix:
        yield Change(edits=(Edit(*prefix.span(2), "/"),), why="a slash stands between prefix and suffix")
        return
    edits = tuple(Edit(*found.span()) for found in _BACKSLASHES.finditer(text))
    yield Change(edits=edits, why="a backslash is no part of a DOI")
