"""A DOI may have letters for digits.

Severity: info.

## What it finds
``O`` or ``o`` for ``0``, ``l`` or ``I`` for ``1`` beside digits, or in the place of one, in the suffix of a DOI.

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

_AMONG_DIGITS = re.compile(r"(?<=\d)[OolIL]{1,3}(?=\d)|(?<=[.-])[OolI](?=\d{2})|(?<=\d\d)[OlI](?=[.-]|$)")
"""Look-alike letters with digits beside them: ``2OO9``, ``.O35``, ``20l``."""

_BESIDE_DIGIT = re.compile(r"[OolI](?=\d)|(?<=\d)[OolIL](?![A-Za-z])")
"""One that may be a digit though a letter stands on its other side: ``sO165``, ``_l4``, ``novdecO7``, ``ml5``, ``2bl``."""

_MOST = 3
"""So many of them are tried, each alone."""

_DIGITS = str.maketrans("lILOo", "11100")


def propose(text: str) -> Iterator[Change]:
    """Write digits for all letters among digits; and for each one beside a digit alone."""
    start = text.find("/") + 1
    among = tuple(_AMONG_DIGITS.finditer(text, start))
    if among:
        yield _change(among)
    alone = [
        found for found in _BESIDE_DIGIT.finditer(text, start) if [found.span()] != [each.span() for each in among]
    ]
    for found in alone[:_MOST]:
        yield _change((found,))


def _change(letters: tuple[re.Match[str], ...]) -> Change:
    return Change(
        edits=tuple(Edit(*found.span(), found[0].translate(_DIGITS)) for found in letters),
        why="a letter among digits may be a misread digit",
        grade=Grade.POSSIBLE,
        safety=Safety.UNSAFE,
    )
