"""A DOI has another identifier or address glued to it.

Severity: warning.

## What it finds
A PMID, another DOI or a web address that follows a DOI without a gap.

## Why it matters
Whoever follows the DOI as printed gets nowhere.

## Example
``10.1371/journal.pone.0035968.pmid:22567121`` is ``10.1371/journal.pone.0035968`` and a PMID.

## When it is wrong
Hardly ever. Where the other identifier can be read by itself the two are read apart, and nothing needs repair.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import doubled_at, other_identifier_at

STAGE = Stage.CUTTING


def propose(text: str) -> Iterator[Change]:
    """Cut where the other one begins."""
    end = other_identifier_at(text)
    if end is not None and doubled_at(text) is None:
        yield Change(edits=(Edit(end, len(text)),), why="another identifier begins there", grade=Grade.SURE)
