"""A DOI has a bracket without a partner.

Severity: info.

## What it finds
A bracket that closes nothing, that opens nothing, or that is mirrored (``)doi: 10.1080/….(``), in or behind a
DOI; and the text in a bracket that was never closed.

## Why it matters
Right-to-left text and hasty editing leave such brackets; the DOI as printed does not resolve.

## Example
``10.1080/02634937.2024.2314083.(`` is ``10.1080/02634937.2024.2314083``.

## When it is wrong
A few DOIs truly hold a lonely bracket; the form as printed is kept as a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import unmatched
from refcheck.model import Safety

STAGE = Stage.BALANCING
NEEDS = "()[]{}"


def propose(text: str) -> Iterator[Change]:
    """Cut from the first lonely bracket on."""
    start = text.find("/") + 2
    lonely = next((at for at in unmatched(text) if at >= start), None)
    if lonely is not None:
        holds_text = any(map(str.isalnum, text[lonely:]))
        yield Change(
            edits=(Edit(lonely, len(text)),),
            why="the bracket has no partner within the DOI",
            safety=Safety.UNSAFE if holds_text else Safety.SAFE,
        )
