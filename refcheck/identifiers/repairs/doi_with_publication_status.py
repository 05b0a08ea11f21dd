"""A DOI goes on with the state of publication.

Severity: warning.

## What it finds
``[Epub ahead of print]``, ``article published online before print``, ``in press`` and the like, glued to a DOI.

## Why it matters
Two fields of the reference ran together; the DOI as printed does not resolve.

## Example
``10.1111/dme.13431(epubaheadofprint)`` is ``10.1111/dme.13431``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING

_STATUS = re.compile(
    r"(?:(?<=[0-9xX])[.,;:]?|(?<=[\w)])[.,;:]?[(\[])(?:e-?pub(?:lished|lication)?(?:ahead|online|\d|[)\]]|$)|ahead-?of-?(?:print|time)|"
    r"articlepublished|published(?:online|ahead|on)|(?:published)?online(?:first|ahead|publication)|advance(?:access|online|publication)|"
    r"in-?press|forthcoming|firstpublished|firstonline|earlyview|correctedproof)",
    re.IGNORECASE,
)
"""The state of publication behind a digit: ``(epubaheadofprint``, ``.articlepublished``."""


def propose(text: str) -> Iterator[Change]:
    """Cut from the state on."""
    found = _STATUS.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(found.start(), len(text)),), why="the state of publication is no part of a DOI")
