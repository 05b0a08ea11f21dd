"""A DOI holds markup.

Severity: warning.

## What it finds
Tags of HTML or XML (``<br/>``, ``<i>``, ``</a>``) in or behind a DOI. The angle brackets of a SICI are no tags.

## Why it matters
The tag belongs to the page that it was copied from; the DOI as printed does not resolve.

## Example
``10.1146/annurev-nucl<br/>-102115-044826`` is ``10.1146/annurev-nucl-102115-044826``.

## When it is wrong
Hardly ever: no registrant is known to register tags. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.DECODING
NEEDS = "<"

_NOTE_MARK = re.compile(r"<sup\b[^<>]{0,300}>[^<>]{0,12}(?:</sup>)?$", re.IGNORECASE)
"""A raised letter or number behind a DOI, with which a note begins: ``<sup>12</sup>``."""

_EMPHASIS = re.compile(r"</?(?:em|i)>", re.IGNORECASE)
"""What some programs make of two underscores: ``a_b_c`` is ``a<em>b</em>c``."""

_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|div|em|ext-link|font|i|italic|li|p|pub-id|span|strong|sub|sup|tt|u|wbr)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
"""A tag: ``<br/>``, ``</ext-link>``, ``<a href="…">``."""


def propose(text: str) -> Iterator[Change]:
    """Drop every tag, and a mark of a note with what it marks."""
    if (mark := _NOTE_MARK.search(text)) is not None:
        yield Change(edits=(Edit(*mark.span()),), why="the raised mark belongs to a note")
    if emphasis := tuple(Edit(*found.span(), "_") for found in _EMPHASIS.finditer(text)):
        yield Change(edits=emphasis, why="underscores may have been taken for emphasis", grade=Grade.POSSIBLE)
    edits = tuple(Edit(*found.span()) for found in _TAG.finditer(text))
    if edits:
        yield Change(edits=edits, why="the tag belongs to the page that it was copied from")
