"""An address holds a ligature.

Severity: warning.

## What it finds
The ligatures of print (ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ, ﬆ) inside a URL.

## Why it matters
Text taken out of a PDF has them for ordinary letters; the address leads nowhere.

## Example
``https://www.who.int/proﬁles`` is ``https://www.who.int/profiles``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

import re
import unicodedata
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CHARACTERS

_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
"""One Latin ligature: ``ﬁ``, ``ﬂ``."""


def propose(text: str) -> Iterator[Change]:
    """Write each ligature as its letters."""
    if text.isascii():
        return
    edits = tuple(
        Edit(found.start(), found.end(), unicodedata.normalize("NFKC", found[0])) for found in _LIGATURE.finditer(text)
    )
    if edits:
        yield Change(edits=edits, why="a ligature of print stands for its letters")
