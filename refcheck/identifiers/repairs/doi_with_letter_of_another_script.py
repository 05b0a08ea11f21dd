"""A DOI has a letter of another script.

Severity: warning.

## What it finds
Cyrillic or Greek letters in a DOI of Latin ones, each of which looks like a Latin letter.

## Why it matters
Nobody sees the difference, and the DOI leads nowhere.

## Example
``10.1016/j.ememаr.2023.100999``, with a Cyrillic ``а``, is ``10.1016/j.ememar.2023.100999``.

## When it is wrong
A registrant may have registered such a letter by mistake; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.text.characters import LATIN

STAGE = Stage.CHARACTERS

_LETTER = re.compile(r"[^\W\d_]")
"""A letter."""


def propose(text: str) -> Iterator[Change]:
    """Write each as the Latin letter, where all that are not Latin have one."""
    if text.isascii():
        return
    found = [letter for letter in _LETTER.finditer(text) if not letter[0].isascii()]
    if found and all(letter[0] in LATIN for letter in found):
        yield Change(
            edits=tuple(Edit(letter.start(), letter.end(), LATIN[letter[0]]) for letter in found),
            why="a letter of another script looks like this one, and a DOI has Latin letters",
        )
