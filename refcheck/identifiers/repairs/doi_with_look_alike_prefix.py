"""A DOI's prefix holds letters for digits.

Severity: warning.

## What it finds
``l``, ``I``, ``O`` or ``o`` for ``1`` and ``0`` in the prefix of a DOI, behind a label such as ``doi:``, where
the digits make a well-known registrant.

## Why it matters
Optical character recognition confuses them; without ``10.`` in front there is nothing to resolve.

## Example
``doi: lO.1016/j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
Where the word behind the label is no DOI; the registries decide.
"""

import re
from collections.abc import Iterator

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.HEAD

_PREFIX = re.compile(r"([1lI][0Oo]\.[\dlIOo]{4,5})/")
"""A prefix, with look-alike letters or not: ``lO.1016/``, ``10.1O16/``."""

_DIGITS = str.maketrans("lIOo", "1100")


def propose(text: str) -> Iterator[Change]:
    """Write digits for the letters."""
    found = _PREFIX.match(text)
    if not found:
        return
    digits = found[1].translate(_DIGITS)
    if digits != found[1] and digits in REGISTRANTS:
        edits = tuple(Edit(at, at + 1, digits[at]) for at in range(len(digits)) if digits[at] != text[at])
        yield Change(edits=edits, why="a prefix has digits only", grade=Grade.SURE, safety=Safety.UNSAFE)
