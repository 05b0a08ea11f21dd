"""A {scheme} contains invisible characters.

Schemes: DOI, URL.
Severity: warning.

## What it finds
Soft hyphens, zero-width and bidirectional marks, and control characters inside a {scheme}; in a DOI also combining accents on
a digit or a punctuation mark.

## Why it matters
The {scheme} looks right and leads nowhere: to a resolver or a server the mark is one more character.

## Example
``10.1097/01.psy.0000127689.38525.7d`` with a zero-width space (U+200B) after the slash is read without it, and so is
``https://www.example.org/a/31051495.htm``.

## When it is wrong
A soft hyphen in a DOI may replace a real hyphen at the end of a line; that reading is kept as a candidate, and comes
first where only it fits the registrant's pattern. Persian and other scripts write the zero-width non-joiner within words,
so it stays in a URL where it is beside letters of such a script.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.scanning.characters import INVISIBLE, is_stray_mark
from refcheck.model import Scheme

STAGE = Stage.CHARACTERS

_MARK = {Scheme.DOI: re.compile(rf"[{INVISIBLE}\u0300-\u036f]"), Scheme.URL: re.compile(rf"[{INVISIBLE}]")}
"""A mark that does not print on its own: a zero-width space; in a DOI also a combining acute."""

_SOFT_HYPHEN = "\u00ad"

_JOINERS = "\u200c\u200d"
"""The zero-width non-joiner and joiner."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Yield the changes that remove the marks; a soft hyphen in a DOI may also become a hyphen."""
    if text.isascii() and text.isprintable():
        return
    is_meant = _is_accent if scheme is Scheme.DOI else _joins
    places = [found.start() for found in _MARK[scheme].finditer(text) if not is_meant(text, found.start())]
    if not places:
        return
    if scheme is Scheme.DOI and _SOFT_HYPHEN in text:
        yield _hyphened(text, places)
    yield Change(
        edits=tuple(Edit(at, at + 1) for at in places),
        why=f"an invisible character is not part of the {scheme.name}",
        grade=Grade.SURE,
    )


def _hyphened(text: str, places: list[int]) -> Change:
    fits = doi_grammars.fits(_MARK[Scheme.DOI].sub("", text.replace(_SOFT_HYPHEN, "-")))
    return Change(
        edits=tuple(Edit(at, at + 1, "-" if text[at] == _SOFT_HYPHEN else "") for at in places),
        why="a soft hyphen replaces a hyphen",
        grade=Grade.SURE if fits else Grade.POSSIBLE,
    )


def _is_accent(text: str, at: int) -> bool:
    return "\u0300" <= text[at] <= "\u036f" and text[at] != "\u034f" and not is_stray_mark(text, at)


def _joins(text: str, at: int) -> bool:
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _JOINERS and not beside.isascii()
