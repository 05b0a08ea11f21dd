"""An address has a dash for a hyphen.

Severity: warning.

## What it finds
Typographic hyphens, dashes and minus signs inside a URL.

## Why it matters
Word processors and typesetters put them where the address has a plain hyphen; it then leads nowhere.

## Example
``https://eurasianet.org/china‐reports‐robust‐trade`` is ``https://eurasianet.org/china-reports-robust-trade``.

## When it is wrong
Names of pages do hold dashes (Wikipedia's do). So en and em dashes in a path stay in the first reading, and the
plain hyphen is a candidate; typographic hyphens, and any dash in a host, become plain hyphens.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import DASHES

STAGE = Stage.CHARACTERS

_DASH = re.compile(f"[{DASHES}]")
"""A hyphen or dash that is no hyphen-minus: ``–``, ``‐``."""

_HYPHENS = "\u2010\u2011\ufe63\uff0d"


def propose(text: str) -> Iterator[Change]:
    """Write each dash as a hyphen-minus."""
    if text.isascii():
        return
    dashes = tuple(Edit(found.start(), found.end(), "-") for found in _DASH.finditer(text))
    path = text.find("/", text.find("//") + 2)
    wrong = tuple(edit for edit in dashes if text[edit.start] in _HYPHENS or edit.start < path or path < 0)
    if wrong:
        yield Change(edits=wrong, why="an address has the plain hyphen where a dash is printed")
    if len(dashes) > len(wrong):
        yield Change(
            edits=dashes, why="an address may have the plain hyphen where a dash is printed", grade=Grade.POSSIBLE
        )
