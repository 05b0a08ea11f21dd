"""A DOI goes on with a supplement's address.

Severity: info.

## What it finds
Ends such as ``/-/dcsupplemental``, ``/-/DC1``, ``/suppl_file/…`` or ``/asset/supinfo/…`` behind a DOI.

## Why it matters
They belong to the address of the supplement on the publisher's site; the DOI as printed does not resolve.

## Example
``10.1073/pnas.1201513109/-/dcsupplemental`` is ``10.1073/pnas.1201513109``.

## When it is wrong
Supplements can have DOIs of their own; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Safety

STAGE = Stage.CUTTING

_SUPPLEMENT = re.compile(
    r"(?:/-/dc\w*|/dc\d+|/suppl_?file\b|/suppl/|/supplement(?:al|ary)\b|/asset/supinfo\b|/supp-?info\b|\.figures-only\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""A supplement's path at the end: ``/-/DC1``, ``/suppl_file/ja508149e_si_001.pdf``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the supplement."""
    found = _SUPPLEMENT.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(*found.span()),), why="the end is the address of a supplement", safety=Safety.UNSAFE)
