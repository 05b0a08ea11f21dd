"""A DOI's punctuation is not its registrant's.

Severity: info.

## What it finds
A DOI whose letters and digits fit a pattern that its registrant uses, and whose punctuation does not.

## Why it matters
A lost or mistaken period or hyphen leaves a DOI that does not resolve.

## Example
``10.1126/science7761829`` may be ``10.1126/science.7761829``.

## When it is wrong
Where the registrant uses another pattern as well. So the form as printed always comes first; this is a
candidate for the registries to decide on.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Grade, Stage, punctuation_edits
from refcheck.identifiers.suffixes import grammars
from refcheck.model import Safety

STAGE = Stage.GUESSING


def propose(text: str) -> Iterator[Change]:
    """Put the punctuation where the registrant's pattern has it."""
    for shape in grammars.shaped(text):
        yield Change(
            edits=punctuation_edits(text, shape),
            why="the registrant puts its punctuation elsewhere",
            grade=Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )
