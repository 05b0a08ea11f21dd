"""A {scheme} runs on into the date of access.

Schemes: DOI, URL.
Severity: warning.

## What it finds
``accessed``, ``retrieved`` or ``viewed``, with or without a date, behind a {scheme} without a gap.

## Why it matters
Two fields of the reference ran together; the {scheme} as printed leads nowhere.

## Example
``10.1089/cyber.2013.0477>accessed30`` is ``10.1089/cyber.2013.0477``;
``https://www.rferl.org/a/31051495.htm,(Accessed`` is ``https://www.rferl.org/a/31051495.htm``.

## When it is wrong
Hardly ever in a DOI; the path of a URL may hold such a word with a capital letter behind an extension. The form as printed
is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Scheme

STAGE = Stage.CUTTING

_IN_DOI = re.compile(
    r"[>.,;:(\[]*(?<![a-wyz])(?:last)?(?:accessed|retrieved|visited|viewed|available)(?:on|at|from|:)?(?=$|[\d\W]|on|at|from|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""The word before a date of access, with the punctuation before it: ``>accessed``, ``(AccessedOn:``."""

_IN_URL = re.compile(
    r"(?:[.,;:)\]>]{0,3}[(\[]|[.,;:)\]>]{1,3}|(?<=\.pdf)|(?<=\.htm)|(?<=\.html))(?:[Ll]ast)?(?:[Aa]ccessed|[Rr]etrieved|[Vv]iewed|[Vv]isited)(?:$|[^a-z-]|on|at)"
)
"""The same where words are common, so behind a mark or an extension only: ``,(Accessed``, ``.Retrieved``."""

_WORDS = ("ccessed", "etrieved", "iewed", "isited")
"""One of them is in every URL that ``_IN_URL`` finds anything in."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Cut from the word on."""
    found = _IN_DOI.search(text, text.find("/") + 2) if scheme is Scheme.DOI else _search_url(text)
    if found:
        why = f"the date of access is no part of a {scheme.name}"
        yield Change(edits=(Edit(found.start(), len(text)),), why=why)


def _search_url(text: str) -> re.Match[str] | None:
    return _IN_URL.search(text) if any(word in text for word in _WORDS) else None
