"""A DOI has two slashes in a row.

Severity: info.

## What it finds
Slashes in a row in a DOI.

## Why it matters
Mostly one of them is a slip, and the DOI as printed does not resolve.

## Example
``10.1016//j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
Some registrants did register them (``10.1037//0022-3514.54.6.1063``). So the form as printed comes first and
the other is a candidate, unless only the other fits the registrant's pattern; where the registrant is known to
have both, never.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Stage, collapsed

STAGE = Stage.SHAPING

_REGISTERED = ("10.1037/",)


def propose(text: str) -> Iterator[Change]:
    """Leave one of them."""
    yield from collapsed(text, "/", "two slashes are likely a slip for one", _REGISTERED)
