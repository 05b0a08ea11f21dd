"""A {scheme} ends in a punctuation mark.

Schemes: DOI, URL.
Severity: info.

## What it finds
A comma, semicolon, colon, quotation mark, vertical bar or the like at the end of a {scheme} that stands by itself, or before
another stray mark. The period that ends a sentence is no part of what is read.

## Why it matters
Resolvers and many servers do not know the {scheme} with the mark behind it.

## Example
``10.1093/comnet/cny002;`` is ``10.1093/comnet/cny002``; ``https://www.example.org/a/31051495.htm,`` is
``https://www.example.org/a/31051495.htm``.

## When it is wrong
A few DOIs truly end in such a mark, and names of pages may (``https://en.wikipedia.org/wiki/Inc.``); the form as printed is
kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Scheme

STAGE = Stage.TRIMMING

_MARKS = {
    Scheme.DOI: re.compile(r"""[,;:!?'"`´‘’“”‚„«»|/&@$^~•·†‡§¶–—،؛؟۔]+$"""),
    Scheme.URL: re.compile(r"""[.,;:!?'"`´‘’“”‚„«»|^*•·†‡§¶…،؛؟۔]+$"""),
}
"""Marks at the end: ``,``, ``;|``. A DOI's period has a step of its own; a URL may end in a slash or a dash."""

_LONGEST = 40
"""Marks that are looked for at the end, at most: more are no slip."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Cut the marks; an angle bracket behind a DOI too, unless it closes one of a SICI."""
    if scheme is Scheme.DOI and text.endswith((">", "<")) and text.count("<") != text.count(">"):
        end = len(text.rstrip("<>"))
    else:
        found = _MARKS[scheme].search(text, max(0, len(text) - _LONGEST))
        end = found.start() if found else len(text)
    least = text.find("/") + 2 if scheme is Scheme.DOI else 0
    if scheme is Scheme.DOI and least <= (stars := len(text.rstrip("*"))) < len(text):
        yield Change(
            edits=(Edit(stars, len(text)),), why="an asterisk at the end may mark a note", grade=Grade.POSSIBLE
        )
    if least <= end < len(text):
        yield Change(edits=(Edit(end, len(text)),), why="a punctuation mark at the end belongs to the text")
