"""A {scheme} holds a ligature.

Schemes: DOI, URL.
Severity: warning.

## What it finds
The ligatures of print (ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ, ﬆ) inside a {scheme}.

## Why it matters
Text taken out of a PDF has them for ordinary letters; the {scheme} as printed leads nowhere.

## Example
``10.1016/j.ﬁtote.2015.01.004`` is ``10.1016/j.fitote.2015.01.004``; ``https://www.who.int/proﬁles`` is
``https://www.who.int/profiles``.

## When it is wrong
Hardly ever: no registrant is known to register ligatures. The form of a URL as printed is kept as a candidate.
"""

import re
import unicodedata
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Scheme

STAGE = Stage.CHARACTERS

_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
"""One Latin ligature: ``ﬁ``, ``ﬂ``."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Write each ligature as its letters."""
    if text.isascii():
        return
    edits = tuple(
        Edit(found.start(), found.end(), unicodedata.normalize("NFKC", found[0])) for found in _LIGATURE.finditer(text)
    )
    if edits:
        grade = Grade.SURE if scheme is Scheme.DOI else Grade.LIKELY
        yield Change(edits=edits, why="a ligature of print stands for its letters", grade=grade)
