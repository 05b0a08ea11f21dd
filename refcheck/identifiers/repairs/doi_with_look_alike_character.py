"""A DOI may have letters for digits.

Severity: info.

## What it finds
``O`` or ``o`` among digits for ``0``, ``l`` or ``I`` among digits for ``1``, in the suffix of a DOI.

## Why it matters
Optical character recognition confuses them, and the DOI as printed does not resolve.

## Example
``10.1016/j.jhazmat.2OO9.02.016`` may be ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
Suffixes may mix letters and digits. So the form as printed always comes first; this is a candidate for the
registries to decide on.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.GUESSING

_AMONG_DIGITS = re.compile(r"(?<=\d)[OolI]{1,3}(?=\d)|(?<=[.-])[OolI](?=\d{2})|(?<=\d\d)[OlI](?=[.-]|$)")
"""Look-alike letters with digits beside them: ``2OO9``, ``.O35``, ``20l``."""

_DIGITS = str.maketrans("lIOo", "1100")


def propose(text: str) -> Iterator[Change]:
    """Write digits for the letters."""
    start = text.find("/") + 1
    edits = tuple(
        Edit(found.start(), found.end(), found[0].translate(_DIGITS)) for found in _AMONG_DIGITS.finditer(text, start)
    )
    if edits:
        yield Change(
            edits=edits,
            why="a letter among digits may be a misread digit",
            grade=Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )
