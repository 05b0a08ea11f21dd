"""A {scheme} has a dash for a hyphen.

Schemes: DOI, URL, ISBN, ISSN.
Severity: warning.
Severity of ISBN, ISSN: info.

## What it finds
Hyphens and dashes other than the plain hyphen-minus inside a {scheme}: the typographic hyphen, the non-breaking hyphen, en
and em dash, the minus sign.

## Why it matters
Word processors and typesetters exchange them by themselves; programs no longer read the {scheme}, and a link leads nowhere.

## Example
``10.1111/j.1365–2729.2011.00426.x`` is ``10.1111/j.1365-2729.2011.00426.x``;
``https://example.org/delta‐reports‐robust‐trade`` is ``https://example.org/delta-reports-robust-trade``;
``978–0–306–40615–7`` is ``978-0-306-40615-7``.

## When it is wrong
A few registrants did register a dash in a DOI; the form as printed is kept as a candidate. Names of pages do hold dashes
(Wikipedia's do): en and em dashes in a URL's path stay in the first reading, and the plain hyphen is a candidate. Never in an
ISBN or ISSN, which are read only where the check digit is right.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Scheme
from refcheck.text.characters import DASHES

STAGE = Stage.CHARACTERS

_DASH = re.compile(f"[{DASHES}]")
"""A hyphen or dash that is no hyphen-minus: ``–``, ``‐``."""

_DASH_OF_DOI = re.compile(f"[{DASHES}](?=.)|[\u2010\u2011]$")
"""The same within a DOI, at whose end a dash is punctuation: ``–``, ``‐``."""

_HYPHENS = "\u2010\u2011\ufe63\uff0d"
"""Dashes that are never meant in the path of a URL."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Write each dash as a hyphen-minus."""
    if text.isascii():
        return
    dash = _DASH_OF_DOI if scheme is Scheme.DOI else _DASH
    edits = tuple(Edit(found.start(), found.end(), "-") for found in dash.finditer(text))
    if edits and scheme is Scheme.URL:
        yield from _in_url(text, edits)
    elif edits and scheme is Scheme.DOI:
        if text[-1] in DASHES and text[-1] in text[:-1]:
            end = Edit(len(text) - 1, len(text), "-")
            yield Change(
                edits=(*edits, end), why="a DOI may have hyphens where dashes are printed", grade=Grade.POSSIBLE
            )
        yield Change(edits=edits, why="the plain hyphen stands where a dash is printed")
    elif edits:
        yield Change(edits=edits, why="the plain hyphen stands where a dash is printed", grade=Grade.SURE)


def _in_url(text: str, dashes: tuple[Edit, ...]) -> Iterator[Change]:
    path = text.find("/", text.find("//") + 2)
    wrong = tuple(edit for edit in dashes if text[edit.start] in _HYPHENS or edit.start < path or path < 0)
    if wrong:
        yield Change(edits=wrong, why="a URL has the plain hyphen where a dash is printed")
    if len(dashes) > len(wrong):
        yield Change(edits=dashes, why="a URL may have the plain hyphen where a dash is printed", grade=Grade.POSSIBLE)
