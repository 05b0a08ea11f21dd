"""A DOI has the name of a web site glued to it.

Severity: warning.

## What it finds
The host of a web site (``jcm.sagepub.com``, ``journals.sagepub.com/home/jca``) that follows a DOI without a
gap.

## Why it matters
It comes from the line below on a title page; the DOI as printed does not resolve.

## Example
``10.1177/0021998316628973jcm.sagepub.com`` is ``10.1177/0021998316628973``.

## When it is wrong
A suffix may end like a host's name; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING

_SITE = re.compile(
    r"(?<=[0-9xX])[.,;]?[a-z][a-z-]{1,30}(?:\.[a-z][a-z-]{1,30}){0,3}\.(?:com|org|net|edu|gov|info|ac\.uk|co\.uk)(?:/\S*)?$",
    re.IGNORECASE,
)
"""A host's name, and perhaps a path, behind a digit: ``jcm.sagepub.com``, ``journals.sagepub.com/home/jca``."""


def propose(text: str) -> Iterator[Change]:
    """Cut where the host's name begins."""
    found = _SITE.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(*found.span()),), why="the name of a web site is no part of a DOI")
