"""A DOI goes on with a page of the publisher's site.

Severity: info.

## What it finds
Ends such as ``/abstract``, ``/full``, ``/pdf``, ``/epdf``, ``/meta``, ``/summary``, ``/tables/4``, ``.pdf``,
``.full.pdf`` behind a DOI.

## Why it matters
They belong to the address that the DOI was taken from, and name a view of the work; the DOI as printed does not
resolve.

## Example
``10.1111/eva.12078/full`` is ``10.1111/eva.12078``.

## When it is wrong
A few registrants did register such ends; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Safety

STAGE = Stage.CUTTING

_PAGES = (
    "abstract|abs|full|fulltext|full-text|full-xml|pdf|epdf|pdfdirect|reader|epub|html|htm|xml|summary|references|reference|meta|"
    "metrics|citations?|citedby|cited-by|figures?|tables?|download|standard|comments|related|suppinfo|supporting-info|"
    "read-cube|print|pdf-vor"
)

_PAGE = re.compile(
    rf"(?:/(?:{_PAGES})(?:/(?:html|pdf|\d{{1,3}}))?|(?:\.(?:full|abstract|short|long|extract|full-text|pdf|html?|xml|epub|aspx)){{1,3}})/?$",
    re.IGNORECASE,
)
"""A page of a site at the end: ``/abstract``, ``/full/html``, ``/tables/4``, ``.full.pdf``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the page."""
    found = _PAGE.search(text, text.find("/") + 2)
    if found:
        yield Change(
            edits=(Edit(*found.span()),), why="the end names a page of the publisher's site", safety=Safety.UNSAFE
        )
