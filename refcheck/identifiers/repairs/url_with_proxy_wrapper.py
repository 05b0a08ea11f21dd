"""An address goes through a library's proxy.

Severity: info.

## What it finds
The address of a library's proxy or of a link checker before another URL, and hosts rewritten by a proxy
(``www-jstor-org.proxy.lib.edu``).

## Why it matters
It works for members of the library only.

## Example
``https://login.proxy.lib.edu/login?url=https://www.jstor.org/stable/1990888`` holds
``https://www.jstor.org/stable/1990888``.

## When it is wrong
Where the host is no proxy. So the form as printed comes first, and the original is a candidate.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.GUESSING

_LOGIN = re.compile(
    r"https?://[\w.-]{1,120}(?::\d{2,5})?/(?:[\w/.-]{0,60}\?(?:q?url|qurl|u|q|target|dest)=)(?=https?(?::|%3A))",
    re.IGNORECASE,
)
"""A proxy's or redirector's address before the original: ``https://login.proxy.lib.edu/login?url=``."""

_REWRITTEN = re.compile(
    r"https?://(?P<host>\w{1,30}(?:-\w{1,30}){1,5}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}?)"
    r"(?P<proxy>\.(?:e?z?proxy|eproxy|libproxy|idm\.oclc|remotexs)[\w-]{0,20}(?:\.[\w-]{1,63}){1,4}(?::\d{2,5})?)(?=/|$)",
    re.IGNORECASE,
)
"""A host with a proxy's behind it: ``www-jstor-org.proxy.lib.edu``, ``www.jstor.org.ezproxy.lib.edu``."""


def propose(text: str) -> Iterator[Change]:
    """Leave the original alone."""
    login = _LOGIN.match(text)
    if login:
        edits = [Edit(*login.span())]
        if "://" not in text[login.end() :]:
            edits.append(Edit(login.end(), len(text), unquote(text[login.end() :])))
        yield Change(edits=tuple(edits), why="the original stands within another address", grade=Grade.POSSIBLE)
    rewritten = _REWRITTEN.match(text)
    if rewritten:
        yield Change(
            edits=(*_periods(rewritten), Edit(*rewritten.span("proxy"))),
            why="the host is written for a library's proxy",
            grade=Grade.POSSIBLE,
        )


def _periods(rewritten: re.Match[str]) -> Iterator[Edit]:
    """Yield a host of one label with hyphens for its periods."""
    host = rewritten["host"]
    if "." not in host:
        start = rewritten.start("host")
        yield from (Edit(start + at, start + at + 1, ".") for at, mark in enumerate(host) if mark == "-")
