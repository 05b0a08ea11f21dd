r"""A {scheme} holds a backslash.

Schemes: DOI, URL.
Severity: warning.

## What it finds
Backslashes in or behind a {scheme}: instead of slashes, before a character, or at the end.

## Why it matters
They come from an escape or a slip; the {scheme} as printed leads nowhere.

## Example
``10.1016\j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``;
``http:\\www.example.org\a\31051495.htm`` is ``http://www.example.org/a/31051495.htm``.

## When it is wrong
Hardly ever: no registrant is known to register backslashes, and addresses hold none. The form as printed is kept as a
candidate where it can be one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Scheme

STAGE = Stage.HEAD
NEEDS = "\\"

_BEHIND_PREFIX = re.compile(r"(10\.\d{4,9}(?:\.\d+)*)(\\+/?)")
"""A DOI's prefix and the backslash for its slash: ``10.1016\\``, ``10.1016\\/``."""

_BACKSLASHES = re.compile(r"\\+")
"""Backslashes in a row: ``\\``, ``\\\\``."""

_BACKSLASH = re.compile(r"\\")
"""One backslash: ``\\``."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Write slashes behind a DOI's prefix and within a URL; drop the others."""
    yield _in_doi(text) if scheme is Scheme.DOI else _in_url(text)


def _in_doi(text: str) -> Change:
    prefix = _BEHIND_PREFIX.match(text)
    if prefix:
        return Change(edits=(Edit(*prefix.span(2), "/"),), why="a slash stands between prefix and suffix")
    edits = tuple(Edit(*found.span()) for found in _BACKSLASHES.finditer(text))
    return Change(edits=edits, why="a backslash is no part of a DOI")


def _in_url(text: str) -> Change:
    end = len(text.rstrip("\\"))
    edits = [Edit(*found.span(), "/") for found in _BACKSLASH.finditer(text, 0, end)]
    if end < len(text):
        edits.append(Edit(end, len(text)))
    return Change(edits=tuple(edits), why="a URL has slashes")
