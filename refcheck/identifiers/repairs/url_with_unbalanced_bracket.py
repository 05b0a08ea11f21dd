"""An address has a bracket without a partner.

Severity: info.

## What it finds
A bracket at or near the end of a URL that closes nothing or that was never closed, and the text in it.

## Why it matters
Right-to-left text and hasty editing leave such brackets; the address as printed leads nowhere.

## Example
``https://www.rferl.org/a/31051495.htm(`` is ``https://www.rferl.org/a/31051495.htm``.

## When it is wrong
A page's name may hold a lonely bracket; the form as printed is kept as a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import unmatched
from refcheck.model import Safety

STAGE = Stage.BALANCING
NEEDS = "()[]{}"


def propose(text: str) -> Iterator[Change]:
    """Cut from the first lonely bracket on."""
    lonely = next(iter(unmatched(text)), None)
    if lonely:
        holds_text = any(map(str.isalnum, text[lonely:]))
        yield Change(
            edits=(Edit(lonely, len(text)),),
            why="the bracket has no partner within the address",
            safety=Safety.UNSAFE if holds_text else Safety.SAFE,
        )
