"""A DOI holds a character whose encoding was mistaken.

Severity: warning.

## What it finds
Two or three characters inside a DOI that are one in UTF-8, read as if written in Windows-1252 (``â€“`` for an en dash, ``Â`` and
a no-break space for the space), also where the quotation mark in them was straightened since (``â€"``).

## Why it matters
The DOI as printed does not resolve, and who copies it gets half of it.

## Example
``10.1111/j.1365â€“2729.2011.00426.x`` is ``10.1111/j.1365-2729.2011.00426.x``.

## When it is wrong
Hardly ever: no registrant is known to register such characters. The form as printed is kept as a candidate where it can be one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.CHARACTERS
NEEDS = "âÂ"

_RUN = re.compile(r"""â(?:€|\x80)["“”‘’\x90-\x95]?(?=.*[0-9A-Za-z])|âˆ’|Â[\xa0\xad]|Â(?=\s|$)""")
"""A dash within the DOI, its last character perhaps lost or straightened, a minus, a no-break space or a soft hyphen: ``â€“``."""

_BEHIND = re.compile(r"""â(?:€|\x80)["“”˜™œ\x80-\x9f]?[^0-9A-Za-z]*$""")
"""A quotation mark or a dash behind the DOI, and further marks: ``â€œ``, ``â€).``."""


def propose(text: str) -> Iterator[Change]:
    """Write each as the character that it was, and cut what stands behind the DOI."""
    edits = [Edit(*found.span(), "-" if found[0][0] == "â" else found[0][1:]) for found in _RUN.finditer(text)]
    why = "the character was written in one encoding and read in another"
    behind = _BEHIND.search(text)
    if behind and any(edit.after == "-" for edit in edits):
        yield Change(edits=(*edits, Edit(*behind.span(), "-")), why=why, grade=Grade.POSSIBLE)
    if behind:
        edits.append(Edit(*behind.span()))
    if edits:
        yield Change(edits=tuple(edits), why=why)
