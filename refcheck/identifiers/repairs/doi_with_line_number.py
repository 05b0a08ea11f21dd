"""A DOI is broken by the number of a line.

Severity: warning.

## What it finds
A line break and a number of up to four digits inside a DOI, where the DOI goes on behind the number: behind a slash, a hyphen or
an underscore, or so that the whole fits the registrant's pattern.

## Why it matters
Manuscripts number their lines, and who copies a reference copies the numbers; the DOI as printed does not resolve.

## Example
``10.1016/``, a line break and ``123 j.rivst.2015.10.003`` are ``10.1016/j.rivst.2015.10.003``.

## When it is wrong
Where the number is part of the DOI; that reading is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import LINE_NUMBER, is_line_number
from refcheck.model import Safety

STAGE = Stage.DECODING
NEEDS = "\n"


def propose(text: str) -> Iterator[Change]:
    """Drop the line break and the number."""
    edits = tuple(Edit(*found.span()) for found in LINE_NUMBER.finditer(text) if _is_one(text, found))
    if edits:
        yield Change(edits=edits, why="the number counts the lines of a manuscript", safety=Safety.UNSAFE)


def _is_one(text: str, found: re.Match[str]) -> bool:
    tail = text[found.end() :].split(maxsplit=1)[0]
    return is_line_number(text[: found.start()], found[0], tail, text[found.end() + len(tail) :])
