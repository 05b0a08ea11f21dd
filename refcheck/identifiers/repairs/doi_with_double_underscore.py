"""A DOI has two underscores in a row.

Severity: info.

## What it finds
Underscores in a row in a DOI.

## Why it matters
Mostly one of them is a slip or an escape, and the DOI as printed does not resolve.

## Example
``10.1007/978-3-642-10523-4__4`` is ``10.1007/978-3-642-10523-4_4``.

## When it is wrong
A registrant may have registered them. So the form as printed comes first and the other is a candidate, unless
only the other fits the registrant's pattern.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Stage, collapsed

STAGE = Stage.SHAPING
NEEDS = "_"


def propose(text: str) -> Iterator[Change]:
    """Leave one of them."""
    yield from collapsed(text, "_", "two underscores are likely a slip for one")
