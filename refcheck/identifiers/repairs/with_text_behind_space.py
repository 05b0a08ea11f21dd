"""A {scheme} is followed by text, behind white space.

Schemes: DOI, URL.
Severity: info.

## What it finds
The rest of a text that was read together with a {scheme}, as the other reading of one with white space inside.

## Why it matters
Where the {scheme} ends before the space, what follows is no part of it.

## Example
``10.1007/s12345- 020-00678-9`` may be ``10.1007/s12345-`` and a range of numbers;
``https://www.example.org/content/76fdac7c- 2021`` may be ``https://www.example.org/content/76fdac7c-`` and a year.

## When it is wrong
Where the {scheme} goes on behind the space; that reading is the first, or a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety, Scheme

STAGE = Stage.CUTTING


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Cut at the first white space."""
    words = text.split(maxsplit=1)
    if words and words[0] != text:
        yield Change(
            edits=(Edit(len(words[0]), len(text)),),
            why=f"a {scheme.name} ends before white space",
            grade=Grade.SURE,
            safety=Safety.UNSAFE,
        )
