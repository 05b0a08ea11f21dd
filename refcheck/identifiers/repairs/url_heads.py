"""Repairs of the start of URLs: the scheme, and the tilde after the host."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, replaced
from refcheck.model import Safety

_SCHEME = re.compile(
    r"(h{0,2}[tx]{1,4}[ptx]{1,3}s{0,2}|h[tp]{2,3}s?|ftp)[:;]{0,2}(?:[/⁄∕]{1,4}:?|(?<=:)(?=www\.))", re.IGNORECASE
)
"""A scheme with its punctuation, right or wrong: ``https://``, ``htp:/``, ``http//``."""

_WWW = re.compile(r"(?:[a-z]{3,5}://)?www(,\.?|\.{2,3})(?=\w)", re.IGNORECASE)
"""``www`` with wrong punctuation after it: ``www,``, ``www..``."""


@partial(Step, Stage.HEAD)
def url_with_broken_scheme(text: str) -> Iterator[Change]:
    """A URL begins with a broken scheme.

    Severity: warning.

    ## What it finds
    Misspelt or mangled starts of a URL: ``htp://``, ``hpt://``, ``htpps://``, ``hxxp://``, ``http:/``, ``http//``,
    ``http;//``, ``https:///``, a comma in ``www,``; also of the resolver's URL before a DOI or another identifier.

    ## Why it matters
    Programs do not recognise it as a URL.

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
            yield Change(edits=(Edit(*found.span(), right),), why="the scheme does not exist", grade=Grade.SURE)
    www = _WWW.match(text)
    if www:
        yield Change(edits=(Edit(*www.span(1), "."),), why="“www” is followed by a period", grade=Grade.SURE)


_DOUBLED = re.compile(r"\A(?:https?:?//?)+(?=https?:?/{1,2}\w)", re.IGNORECASE)
"""Schemes before a scheme: ``http://`` in ``http://https://``."""

URL_WITH_DOUBLED_SCHEME = Step(
    Stage.HEAD, partial(replaced, _DOUBLED, after="", why="the scheme is printed twice", grade=Grade.SURE)
)
"""A URL has its scheme twice.

Severity: warning.

## What it finds
A scheme that is immediately repeated at the start of a URL.

## Why it matters
No program can follow the URL.

## Example
``http://https://www.example.org/a/31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

## When it is wrong
Hardly ever.
"""


_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[a-z]{2,18}(?=[/?#:]|$)", re.IGNORECASE)
"""A host at the start: ``www.example.org``."""


@partial(Step, Stage.HEAD)
def url_without_scheme(text: str) -> Iterator[Change]:
    """A URL has no scheme.

    Severity: info.

    ## What it finds
    A URL that begins with ``www.``, or with a host after a label such as "Available at:" or before a path
    (``example.org/show/7``), without ``https://`` or ``http://``.

    ## Why it matters
    Without a scheme a program cannot follow the URL.

    ## Example
    ``www.example.org/a/31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

    ## When it is wrong
    A few old hosts answer under ``http://`` only; that URL is a candidate.
    """
    if _HOST.match(text):
        for scheme, grade in (("http://", Grade.POSSIBLE), ("https://", Grade.SURE)):
            yield Change(edits=(Edit(0, 0, scheme),), why="a URL starts with its scheme", grade=grade)


_LOOK_ALIKE = re.compile(r"(?<=/)[ \u00a0]?[\u02dc\u223c\u0303\u2053\uff5e][ \u00a0]?")
"""A character that looks like a tilde at the start of a path segment, possibly with a space beside it: ``˜``, ``∼``."""

_LOST = re.compile(r"(?<=\w/)[ \u00a0](?=[a-z][a-z0-9._-]{1,30}/\S*\w)")
"""A space after a slash, before a name and the rest of a path: `` smith/paper.pdf``."""

_WHOLE_HOST = re.compile(r"https?://[^/\s]{1,200}/")
"""Scheme and host: ``http://www.cs.example.edu/``."""

_ACADEMIC = re.compile(r"\.edu(?:\.[a-z]{2})?/|\.ac\.[a-z]{2}/|[/.](?:uni-|univ|cs\.|math)", re.IGNORECASE)
"""A host where persons have home pages: ``www.cs.example.edu/``, ``www.uni-example.de/``."""


@partial(Step, Stage.CHARACTERS)
def url_with_lost_tilde(text: str) -> Iterator[Change]:
    """A URL lost its tilde.

    Severity: warning.

    ## What it finds
    A character that looks like the tilde (the small tilde, the tilde operator, a combining tilde) in a URL; or a space after the
    host's slash, before a name and the rest of a path.

    ## Why it matters
    The tilde marks the pages of a person on many university servers. Typesetting draws it as an accent or an operator, copying
    turns that into another character or a space, and without the tilde the URL leads nowhere.

    ## Example
    ``http://www.cs.example.edu/ smith/paper.pdf`` is ``http://www.cs.example.edu/~smith/paper.pdf``.

    ## When it is wrong
    Where the space is only a space: the URL without space and tilde is a candidate, and the first reading where the host is not
    a university's.
    """
    edits = () if text.isascii() else tuple(Edit(*found.span(), "~") for found in _LOOK_ALIKE.finditer(text))
    if edits:
        yield Change(edits=edits, why="the character replaces a tilde")
        return
    host = _WHOLE_HOST.match(text) if " " in text or "\u00a0" in text else None
    lost = _LOST.match(text, host.end()) if host else None
    if host and lost:
        why = "a tilde lost in copying leaves a space before a person's name"
        grade = Grade.LIKELY if _ACADEMIC.search(host[0]) else Grade.POSSIBLE
        yield Change(edits=(Edit(*lost.span(), "~"),), why=why, grade=grade, safety=Safety.UNSAFE)
