"""A {scheme} has a bracket without a partner.

Schemes: DOI, URL.
Severity: info.

## What it finds
A bracket that closes nothing, that opens nothing, or that is mirrored (``)doi: 10.1080/….(``), in or behind a {scheme}; and the
text in a bracket that was never closed.

## Why it matters
Right-to-left text and hasty editing leave such brackets; the {scheme} as printed leads nowhere.

## Example
``10.1080/01234567.2024.7654321.(`` is ``10.1080/01234567.2024.7654321``; ``https://www.example.org/a/31051495.htm(`` is
``https://www.example.org/a/31051495.htm``.

## When it is wrong
A few DOIs truly hold a lonely bracket, and names of pages may; the form as printed is kept as a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.characters import unmatched
from refcheck.model import Safety, Scheme

STAGE = Stage.BALANCING
NEEDS = "()[]{}"


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Cut from the first lonely bracket on."""
    lonely = next((at for at in unmatched(text) if at >= _least(text, scheme)), None)
    if lonely:
        holds_text = any(map(str.isalnum, text[lonely:]))
        yield Change(
            edits=(Edit(lonely, len(text)),),
            why=f"the bracket has no partner within the {scheme.name}",
            safety=Safety.UNSAFE if holds_text else Safety.SAFE,
        )


def _least(text: str, scheme: Scheme) -> int:
    """Return the first offset that may be cut at: something of a DOI's suffix stays."""
    return text.find("/") + 2 if scheme is Scheme.DOI else 0
