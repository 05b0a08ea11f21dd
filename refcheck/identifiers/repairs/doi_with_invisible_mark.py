"""A DOI holds marks that do not print.

Severity: warning.

## What it finds
Soft hyphens, zero-width and bidirectional marks, control characters, and combining accents on a digit or a
punctuation mark, inside a DOI.

## Why it matters
The DOI looks right and does not resolve: to a resolver the mark is one more character.

## Example
``10.1097/01.psy.0000127689.38525.7d`` with a zero-width space (U+200B) behind the slash is the same without it.

## When it is wrong
A soft hyphen may stand for a real hyphen at the end of a line; that reading is kept as a candidate, and comes
first where only it fits the registrant's pattern.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import INVISIBLE, is_stray_mark
from refcheck.identifiers.suffixes import grammars

STAGE = Stage.CHARACTERS

_MARK = re.compile(rf"[{INVISIBLE}\u0300-\u036f]")
"""One mark that does not print on its own: a zero-width space, a combining acute."""

_SOFT_HYPHEN = "\u00ad"


def propose(text: str) -> Iterator[Change]:
    """Drop the marks; a soft hyphen may also become a hyphen."""
    if text.isascii() and text.isprintable():
        return
    places = [found.start() for found in _MARK.finditer(text) if not _is_accent(text, found.start())]
    if not places:
        return
    dropped = Change(
        edits=tuple(Edit(at, at + 1) for at in places),
        why="a mark that does not print is no part of a DOI",
        grade=Grade.SURE,
    )
    if _SOFT_HYPHEN in text:
        hyphened = Change(
            edits=tuple(Edit(at, at + 1, "-" if text[at] == _SOFT_HYPHEN else "") for at in places),
            why="a soft hyphen stands where a hyphen should",
            grade=Grade.SURE if grammars.fits(_MARK.sub("", text.replace(_SOFT_HYPHEN, "-"))) else Grade.POSSIBLE,
        )
        yield hyphened
    yield dropped


def _is_accent(text: str, at: int) -> bool:
    return "\u0300" <= text[at] <= "\u036f" and text[at] != "\u034f" and not is_stray_mark(text, at)
