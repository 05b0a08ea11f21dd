"""A SICI DOI lost its angle brackets.

Severity: warning.

## What it finds
A DOI built on a SICI (a serial item's identifier, much used until about 2002) without the ``<`` and ``>``
around place and title code.

## Why it matters
Web pages swallow what stands in angle brackets, or the brackets alone; the DOI as printed does not resolve.

## Example
``10.1002/(sici)1096-9861(19980824)398:2179::aid-cne33.0.co;2-y`` may be
``10.1002/(sici)1096-9861(19980824)398:2<179::aid-cne3>3.0.co;2-y``.

## When it is wrong
Where the issue ends and the page begins has to be guessed. So the form as printed comes first; these are
candidates for the registries to decide on.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.GUESSING
NEEDS = ";"

_BARE = re.compile(
    r"\)(?P<volume>\d{1,4}):?(?P<run>[\d/]{2,9}):{1,2}(?P<code>[a-z0-9-]{2,12}?)(?P<end>[123]\.0\.co;2-.)$",
    re.IGNORECASE,
)
"""What follows the date of a SICI without brackets: ``)398:2179::aid-cne33.0.co;2-y``."""


def propose(text: str) -> Iterator[Change]:
    """Put the brackets back, at every place where the issue may end."""
    found = _BARE.search(text)
    if not found or "<" in text:
        return
    for issue in range(1, min(len(found["run"]), 4)):
        opening, closing = found.start("run") + issue, found.start("end")
        yield Change(
            edits=(Edit(opening, opening, "<"), Edit(closing, closing, ">")),
            why="a SICI has place and title code in angle brackets",
            grade=Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )
