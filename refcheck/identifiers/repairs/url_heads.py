"""Beginnings of addresses."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step
from refcheck.identifiers.proposing import replaced

_SCHEME = re.compile(
    r"(h{0,2}[tx]{1,4}[ptx]{1,3}s{0,2}|h[tp]{2,3}s?|ftp)[:;]{0,2}(?:[/⁄∕]{1,4}:?|(?<=:)(?=www\.))", re.IGNORECASE
)
"""A scheme with its marks, right or wrong: ``https://``, ``htp:/``, ``http//``."""

_WWW = re.compile(r"(?:[a-z]{3,5}://)?www(,\.?|\.{2,3})(?=\w)", re.IGNORECASE)
"""``www`` with a wrong mark behind it: ``www,``, ``www..``."""


@partial(Step, Stage.HEAD)
def url_with_broken_scheme(text: str) -> Iterator[Change]:
    """An address begins with a broken scheme.

    Severity: warning.

    ## What it finds
    Misspelt or mangled beginnings of a URL: ``htp://``, ``hpt://``, ``htpps://``, ``hxxp://``, ``http:/``, ``http//``,
    ``http;//``, ``https:///``, a comma in ``www,``; also of the resolver's address before a DOI or another identifier.

    ## Why it matters
    No program takes it for an address.

    ## Example
    ``htp://www.example.org/a/31051495.htm`` is ``http://www.example.org/a/31051495.htm``.

    ## When it is wrong
    Hardly ever.
    """
    found = _SCHEME.match(text)
    if found:
        name = found[1].lower()
        right = "ftp://" if name == "ftp" else "https://" if "s" in name else "http://"
        if found[0].lower() != right:
            yield Change(edits=(Edit(*found.span(), right),), why="no program knows this scheme", grade=Grade.SURE)
    www = _WWW.match(text)
    if www:
        yield Change(edits=(Edit(*www.span(1), "."),), why="a period stands behind www", grade=Grade.SURE)


_DOUBLED = re.compile(r"\A(?:https?:?//?)+(?=https?:?/{1,2}\w)", re.IGNORECASE)
"""Schemes before a scheme: ``http://`` in ``http://https://``."""

URL_WITH_DOUBLED_SCHEME = Step(
    Stage.HEAD, partial(replaced, _DOUBLED, after="", why="the scheme is printed twice", grade=Grade.SURE)
)
"""An address has its scheme twice.

Severity: warning.

## What it finds
A scheme that is repeated at once at the beginning of a URL.

## Why it matters
No program can follow the address.

## Example
``http://https://www.example.org/a/31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

## When it is wrong
Hardly ever.
"""


_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[a-z]{2,18}(?=[/?#:]|$)", re.IGNORECASE)
"""A host at the beginning: ``www.example.org``."""


@partial(Step, Stage.HEAD)
def url_without_scheme(text: str) -> Iterator[Change]:
    """An address has no scheme.

    Severity: info.

    ## What it finds
    A URL that begins with ``www.``, or with a host behind a label such as "Available at:" or before a path
    (``example.org/show/7``), without ``https://`` or ``http://``.

    ## Why it matters
    Without it a program cannot follow the address.

    ## Example
    ``www.example.org/a/31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

    ## When it is wrong
    A few old hosts answer under ``http://`` alone; that is a candidate.
    """
    if _HOST.match(text):
        for scheme, grade in (("http://", Grade.POSSIBLE), ("https://", Grade.SURE)):
            yield Change(edits=(Edit(0, 0, scheme),), why="an address begins with its scheme", grade=grade)
