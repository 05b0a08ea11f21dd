"""An address goes on with the date of access.

Severity: warning.

## What it finds
``accessed``, ``retrieved`` or ``viewed`` that follows a URL without a gap.

## Why it matters
Two fields of the reference ran together; the address as printed leads nowhere.

## Example
``https://www.rferl.org/a/31051495.htm,(Accessed`` is ``https://www.rferl.org/a/31051495.htm``.

## When it is wrong
A path may hold such a word with a capital letter behind an extension; the form as printed is kept as a
candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.CUTTING

_ACCESSED = re.compile(
    r"(?:[.,;:)\]>]{0,3}[(\[]|[.,;:)\]>]{1,3}|(?<=\.pdf)|(?<=\.htm)|(?<=\.html))(?:[Ll]ast)?(?:[Aa]ccessed|[Rr]etrieved|[Vv]iewed|[Vv]isited)(?:$|[^a-z-]|on|at)"
)
"""The word before a date of access, with the punctuation before it: ``,(Accessed``, ``.Retrieved``."""

_WORDS = ("ccessed", "etrieved", "iewed", "isited")


def propose(text: str) -> Iterator[Change]:
    """Cut from the word on."""
    if not any(word in text for word in _WORDS):
        return
    found = _ACCESSED.search(text)
    if found:
        yield Change(edits=(Edit(found.start(), len(text)),), why="the date of access is no part of an address")
