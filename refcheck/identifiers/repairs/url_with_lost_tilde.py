"""A URL lost its tilde.

Severity: warning.

## What it finds
Another sign that looks like the tilde (the small tilde, the tilde operator, a combining tilde) in a URL; or a blank behind the
host's slash, before a name and a further path.

## Why it matters
The tilde marks the pages of a person on many servers of universities. Typesetting draws it as an accent or an operator, copying
turns that into another character or a blank, and without it the URL leads nowhere.

## Example
``http://www.cs.example.edu/ smith/paper.pdf`` is ``http://www.cs.example.edu/~smith/paper.pdf``.

## When it is wrong
Where the blank is only a blank: the URL without blank and tilde is a candidate, and the first reading where the host is no
university's.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.CHARACTERS

_LOOK_ALIKE = re.compile(r"(?<=/)[ \u00a0]?[\u02dc\u223c\u0303\u2053\uff5e][ \u00a0]?")
"""Another tilde at the beginning of a part, with a blank beside it: ``˜``, ``∼``."""

_LOST = re.compile(r"(?<=\w/)[ \u00a0](?=[a-z][a-z0-9._-]{1,30}/\S*\w)")
"""A blank behind a slash, before a name and more of a path: `` smith/paper.pdf``."""

_HOST = re.compile(r"https?://[^/\s]{1,200}/")
"""Scheme and host: ``http://www.cs.example.edu/``."""

_ACADEMIC = re.compile(r"\.edu(?:\.[a-z]{2})?/|\.ac\.[a-z]{2}/|[/.](?:uni-|univ|cs\.|math)", re.IGNORECASE)
"""A host where people have pages: ``www.cs.example.edu/``, ``www.uni-example.de/``."""


def propose(text: str) -> Iterator[Change]:
    """Write the tilde."""
    edits = () if text.isascii() else tuple(Edit(*found.span(), "~") for found in _LOOK_ALIKE.finditer(text))
    if edits:
        yield Change(edits=edits, why="the sign stands for a tilde")
        return
    host = _HOST.match(text) if " " in text or "\u00a0" in text else None
    lost = _LOST.match(text, host.end()) if host else None
    if host and lost:
        why = "a tilde that was lost in copying leaves a blank before a person's name"
        grade = Grade.LIKELY if _ACADEMIC.search(host[0]) else Grade.POSSIBLE
        yield Change(edits=(Edit(*lost.span(), "~"),), why=why, grade=grade, safety=Safety.UNSAFE)
