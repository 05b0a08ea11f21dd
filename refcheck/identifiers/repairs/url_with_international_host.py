"""An address has an internationalised host.

Severity: info.

## What it finds
A host with letters other than ASCII in a URL.

## Why it matters
Older programs know only its ASCII form (``xn--…``).

## Example
``https://россия.рф/`` is also ``https://xn--h1alffa9f.xn--p1ai/``.

## When it is wrong
Never quite: both name the same host. The form as printed comes first, and the other is a candidate.
"""

import re
from collections.abc import Iterator

from yarl import URL

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.GUESSING

_HOST = re.compile(r"[a-z]{3,5}://([\w.-]+)(?=[/?#]|$)", re.IGNORECASE)
"""A scheme and a host: ``https://россия.рф``."""


def propose(text: str) -> Iterator[Change]:
    """Write the host in ASCII."""
    found = None if text.isascii() else _HOST.match(text)
    if not found or found[1].isascii():
        return
    try:
        host = URL(found[0]).raw_host
    except ValueError:
        return
    if host and host.isascii():
        yield Change(edits=(Edit(*found.span(1), host),), why="the host has a form in ASCII", grade=Grade.POSSIBLE)
