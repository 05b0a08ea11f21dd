"""A {scheme} holds full-width forms.

Schemes: DOI, URL.
Severity: warning.

## What it finds
Letters, digits and signs of East Asian typesetting (U+FF01 to U+FF5E) inside a {scheme}.

## Why it matters
They look like the plain characters and are others: the {scheme} leads nowhere, and many programs do not see it at all.

## Example
``10.１０１６／j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``;
``https：／／www.example.org／a／31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

## When it is wrong
A registrant may have registered such a character by mistake, or a page may have it in its name; the form as printed is
kept as a candidate where it can be one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Scheme

STAGE = Stage.CHARACTERS

_WIDE = {
    Scheme.DOI: re.compile(r"[\uff01-\uff0c\uff0e-\uff5e]"),
    Scheme.URL: re.compile(r"[\uff01-\uff5e]"),
}
"""A full-width form: ``１``, ``／``. The full-width dash of a DOI is a dash like others (``doi-with-unicode-dash``)."""

_SHIFT = 0xFF01 - 0x21
"""From a plain character to its full-width form."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Write each full-width form as the plain character."""
    if text.isascii():
        return
    found = _WIDE[scheme].finditer(text)
    edits = tuple(Edit(wide.start(), wide.end(), chr(ord(wide[0]) - _SHIFT)) for wide in found)
    if edits:
        yield Change(edits=edits, why="a full-width form stands for the plain character")
