"""An address holds marks that do not print.

Severity: warning.

## What it finds
Soft hyphens, zero-width and bidirectional marks, and control characters inside a URL.

## Why it matters
The address looks right and leads nowhere: to a server the mark is one more character.

## Example
``https://www.rferl.org/a/31051495.htm`` with a zero-width space (U+200B) behind a slash is the same without it.

## When it is wrong
Persian and other scripts write the zero-width non-joiner within words, so it stays where letters of such a
script stand beside it.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import INVISIBLE

STAGE = Stage.CHARACTERS

_MARK = re.compile(rf"[{INVISIBLE}]")
"""One mark that does not print."""

_JOINERS = "\u200c\u200d"


def propose(text: str) -> Iterator[Change]:
    """Drop the marks."""
    if text.isascii() and text.isprintable():
        return
    edits = tuple(Edit(*found.span()) for found in _MARK.finditer(text) if not _joins(text, found.start()))
    if edits:
        yield Change(edits=edits, why="a mark that does not print is no part of an address", grade=Grade.SURE)


def _joins(text: str, at: int) -> bool:
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _JOINERS and not beside.isascii()
