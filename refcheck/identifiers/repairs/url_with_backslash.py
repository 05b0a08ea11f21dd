r"""An address has backslashes for slashes.

Severity: warning.

## What it finds
Backslashes inside a URL, in its scheme or in its path, or at its end.

## Why it matters
Servers do not take them for slashes; the address as printed leads nowhere.

## Example
``http:\\www.rferl.org\a\31051495.htm`` is ``http://www.rferl.org/a/31051495.htm``.

## When it is wrong
Hardly ever: addresses hold no backslashes. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.HEAD
NEEDS = "\\"

_BACKSLASH = re.compile(r"\\")
"""One backslash."""


def propose(text: str) -> Iterator[Change]:
    """Write slashes for them; drop those at the end."""
    end = len(text.rstrip("\\"))
    edits = [Edit(*found.span(), "/") for found in _BACKSLASH.finditer(text, 0, end)]
    if end < len(text):
        edits.append(Edit(end, len(text)))
    yield Change(edits=tuple(edits), why="an address has slashes")
