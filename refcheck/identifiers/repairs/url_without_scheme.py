"""An address has no scheme.

Severity: info.

## What it finds
A URL that begins with ``www.``, or with a host behind a label such as "Available at:", without ``https://`` or
``http://``.

## Why it matters
Without it a program cannot follow the address.

## Example
``www.example.org/a/31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

## When it is wrong
A few old hosts answer under ``http://`` alone; that is a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.HEAD

_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[a-z]{2,18}(?=[/?#:]|$)", re.IGNORECASE)
"""A host at the beginning: ``www.example.org``."""


def propose(text: str) -> Iterator[Change]:
    """Put a scheme in front."""
    if _HOST.match(text):
        for scheme, grade in (("http://", Grade.POSSIBLE), ("https://", Grade.SURE)):
            yield Change(edits=(Edit(0, 0, scheme),), why="an address begins with its scheme", grade=grade)
