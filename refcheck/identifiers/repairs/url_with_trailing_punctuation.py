"""An address ends in a punctuation mark.

Severity: info.

## What it finds
A period, comma, quotation mark or the like at the end of a URL that stands by itself, or before another stray
mark. The period that ends a sentence is no part of what is read.

## Why it matters
Many servers do not know the address with the mark behind it.

## Example
``https://www.rferl.org/a/31051495.htm,`` is ``https://www.rferl.org/a/31051495.htm``.

## When it is wrong
Names of pages may end in a mark (``https://en.wikipedia.org/wiki/Inc.``); the form as printed is kept as a
candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.TRIMMING

_MARKS = re.compile(r"""[.,;:!?'"`´‘’“”‚„«»|^*•·†‡§¶…]+$""")
"""Marks at the end: ``.,``, ``;``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the marks."""
    found = _MARKS.search(text, max(0, len(text) - 40))
    if found:
        yield Change(edits=(Edit(*found.span()),), why="a punctuation mark at the end belongs to the text")
