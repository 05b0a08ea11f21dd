"""A DOI ends in a punctuation mark.

Severity: info.

## What it finds
A comma, semicolon, colon, quotation mark, vertical bar, slash or the like at the end of a DOI that stands by
itself, or before another stray mark.

## Why it matters
A DOI with such a mark behind it does not resolve.

## Example
``10.1093/comnet/cny002;`` is ``10.1093/comnet/cny002``.

## When it is wrong
A few DOIs truly end in such a mark; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.TRIMMING

_MARKS = re.compile(r"""[,;:!?'"`´‘’“”‚„«»|/&@$^~•·†‡§¶–—]+$""")
"""Marks at the end: ``,``, ``;|``, ``/``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the marks; an angle bracket too, unless it closes one of a SICI."""
    end = len(text)
    if text.endswith((">", "<")) and text.count("<") != text.count(">"):
        end = len(text.rstrip("<>"))
    elif (marks := _trailing(text)) is not None:
        end = marks
    if text.find("/") + 1 < end < len(text):
        yield Change(edits=(Edit(end, len(text)),), why="a punctuation mark at the end belongs to the text")


def _trailing(text: str) -> int | None:
    found = _MARKS.search(text, max(0, len(text) - 40))
    return found.start() if found else None
