"""Escapes of the source that an identifier was copied from."""

import html
import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Edit, Stage, Step, replaced
from refcheck.model import Scheme

_AFTER_PREFIX = re.compile(r"(10\.\d{4,9}(?:\.\d+)*)(\\+/?)")
"""A DOI's prefix and the backslash in place of its slash: ``10.1016\\``, ``10.1016\\/``."""

_BACKSLASHES = re.compile(r"\\+")
"""A run of backslashes: ``\\``, ``\\\\``."""

_BACKSLASH = re.compile(r"\\")
"""One backslash: ``\\``."""


@partial(Step, Stage.HEAD, needs="\\")
def with_backslash(text: str, scheme: Scheme) -> Iterator[Change]:
    r"""A {scheme} contains a backslash.

    Schemes: DOI, URL.
    Severity: warning.

    ## What it finds
    Backslashes in or after a {scheme}: instead of slashes, before a character, or at the end.

    ## Why it matters
    They come from an escape or a typing error; the {scheme} as printed leads nowhere.

    ## Example
    ``10.1016\j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``;
    ``http:\\www.example.org\a\31051495.htm`` is ``http://www.example.org/a/31051495.htm``.

    ## When it is wrong
    Hardly ever: no registrant is known to register backslashes, and URLs have none. The form as printed is kept as a
    candidate where it is valid.
    """
    yield _in_doi(text) if scheme is Scheme.DOI else _in_url(text)


def _in_doi(text: str) -> Change:
    prefix = _AFTER_PREFIX.match(text)
    if prefix:
        return Change(edits=(Edit(*prefix.span(2), "/"),), why="a slash separates prefix and suffix")
    edits = tuple(Edit(*found.span()) for found in _BACKSLASHES.finditer(text))
    return Change(edits=edits, why="a backslash is not part of the DOI")


def _in_url(text: str) -> Change:
    end = len(text.rstrip("\\"))
    edits = [Edit(*found.span(), "/") for found in _BACKSLASH.finditer(text, 0, end)]
    if end < len(text):
        edits.append(Edit(end, len(text)))
    return Change(edits=tuple(edits), why="a URL has slashes, not backslashes")


_ENTITY = {
    Scheme.DOI: re.compile(
        r"&(?:lt|gt|amp|quot|apos|nbsp|ndash|mdash|minus|shy|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});|(?<![a-zA-Z&;])[lg]t;"
    ),
    Scheme.URL: re.compile(r"&(?:amp|quot|apos|ndash|mdash|shy|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});"),
}
"""An entity of one character: ``&amp;``, ``&#x2F;``; in a DOI also that of an angle bracket that lost its ``&``: ``lt;``.
Entities of angle brackets and spaces are left out for URLs, as these characters enclose a URL."""


@partial(Step, Stage.DECODING, needs=";")
def with_html_entity(text: str, scheme: Scheme) -> Iterator[Change]:
    """A {scheme} contains HTML entities.

    Schemes: DOI, URL.
    Severity: warning.

    ## What it finds
    Characters written as entities (``&lt;``, ``&amp;``, ``&#60;``) inside a {scheme}, also escaped twice (``&amp;lt;``); in a DOI
    also those that lost their ``&`` (``lt;``).

    ## Why it matters
    The entity belongs to the source of the page that the {scheme} was copied from; the {scheme} as printed leads nowhere, or
    to the wrong page.

    ## Example
    ``10.1175/1520-0493(1934)62&lt;202:TTDOJ&gt;2.0.CO;2`` is ``10.1175/1520-0493(1934)62<202:TTDOJ>2.0.CO;2``;
    ``https://www.example.org/view?language=en&amp;body=full`` is ``https://www.example.org/view?language=en&body=full``.

    ## When it is wrong
    Hardly ever: no registrant is known to register entities. The form as printed is kept as a candidate.
    """
    why = "the entity belongs to the page it was copied from"
    return replaced(_ENTITY[scheme], text, after=lambda entity: html.unescape(f"&{entity[0].lstrip('&')}"), why=why)


_IN_DOI = re.compile(
    r"\{?(?:\\(?P<sign>[_&%#$])|\\(?P<nothing>-)|\$(?P<angle>[<>])\$"
    r"|\\text(?P<name>less|greater|underscore)(?:\{\}|\s)?|\\(?P<lost> ))\}?"
)
"""An escape, with the braces around it: ``\\_``, ``{\\&}``, ``$<$``, ``\\textless{}``."""

_IN_URL = re.compile(
    r"\{?\\(?:(?P<sign>[_&%#$])|(?P<tilde>~\{\}|textasciitilde(?:\{\})?)|(?P<nothing>-|allowbreak|slash))\}?"
    r"|(?P<sim>\$\\sim\$)"
)
"""An escape, with the braces around it: ``\\_``, ``{\\textasciitilde}``, ``$\\sim$``."""

_NAMED = {"less": "<", "greater": ">", "underscore": "_"}
"""The characters of ``\\textless``, ``\\textgreater`` and ``\\textunderscore``."""


def _unescaped(text: str, scheme: Scheme) -> Iterator[Change]:
    """Yield the change that replaces each escape by its character."""
    escape = _IN_DOI if scheme is Scheme.DOI else _IN_URL
    return replaced(escape, text, after=_character, why=f"the escape belongs to LaTeX, not to the {scheme.name}")


def _character(escape: re.Match[str]) -> str:
    found = escape.groupdict()
    if found.get("lost"):
        return "_"
    if found.get("tilde") or found.get("sim"):
        return "~"
    return found["sign"] or found.get("angle") or _NAMED.get(found.get("name") or "", "")


WITH_LATEX_ESCAPE = Step(Stage.DECODING, _unescaped, needs="\\$")
r"""A {scheme} is escaped for LaTeX.

Schemes: DOI, URL.
Severity: info.

## What it finds
Escapes (``\_``, ``\&``, ``\%``, ``\#``, ``\-``, ``{\_}``) of LaTeX inside a {scheme}; in a DOI also ``\ ``, ``$<$``, ``\textless``
and braces, in a URL also ``\~{}``, ``{\textasciitilde}`` and ``$\sim$``.

## Why it matters
The escape belongs to the LaTeX source of a text; the {scheme} as printed leads nowhere.

## Example
``10.1007/978-3-030-01446-9{\_}12`` is ``10.1007/978-3-030-01446-9_12``;
``https://centre.example.edu/River\_Trade\_Map.pdf`` is
``https://centre.example.edu/River_Trade_Map.pdf``.

## When it is wrong
Hardly ever: no registrant is known to register backslashes, and URLs have none. The form as printed is kept as a
candidate where it is valid.
"""
