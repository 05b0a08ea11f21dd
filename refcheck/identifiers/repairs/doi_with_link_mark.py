"""A DOI goes on with the name of a link.

Severity: info.

## What it finds
``[doi]``, ``[PubMed]``, ``CrossRef``, ``Google Scholar`` and the like, glued to a DOI.

## Why it matters
They are marks of a database or links beside the reference; the DOI as printed does not resolve.

## Example
``10.1038/nature11095[doi]`` is ``10.1038/nature11095``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING

_BRACKETED = re.compile(
    r"[.,;]?[\[(](?:doi|pii|pubmed|medline|crossref|cross ?ref|google ?scholar|scopus|isi|links?|web of science|free)[\])]?",
    re.IGNORECASE,
)
"""A link's name in brackets: ``[doi]``, ``(PubMed``."""

_GLUED = re.compile(r"(?<=[0-9A-Za-z)])[.,;]?(?:PubMed|CrossRef|Crossref|MEDLINE|GoogleScholar)")
"""A link's name behind a digit or a letter: ``PubMed``, ``CrossRef``."""


def propose(text: str) -> Iterator[Change]:
    """Cut from the name on."""
    start = text.find("/") + 2
    found = _BRACKETED.search(text, start) or _GLUED.search(text, start)
    if found:
        yield Change(edits=(Edit(found.start(), len(text)),), why="the name of a link is no part of a DOI")
