"""A DOI has two periods in a row.

Severity: info.

## What it finds
Periods in a row within a DOI.

## Why it matters
Mostly one of them is a slip, and the DOI as printed does not resolve.

## Example
``10.1016/j.vph.2015..03.017`` is ``10.1016/j.vph.2015.03.017``.

## When it is wrong
A part that the registrant left empty looks the same. So the form as printed comes first and the other is a
candidate, unless only the other fits the registrant's pattern.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Stage, collapsed

STAGE = Stage.SHAPING


def propose(text: str) -> Iterator[Change]:
    """Leave one of them."""
    yield from collapsed(text, ".", "two periods are likely a slip for one")
