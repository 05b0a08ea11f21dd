"""Ends of a DOI that belong to a URL or to another field: each step removes what its pattern matches after the prefix."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Edit, Stage, Step
from refcheck.model import Safety


def _cut(pattern: re.Pattern[str], text: str, *, why: str, safety: Safety = Safety.SAFE) -> Iterator[Change]:
    found = pattern.search(text, text.find("/") + 2)
    if found:
        yield Change(edits=(Edit(*found.span()),), why=why, safety=safety)


_FRAGMENT = re.compile(r"#(?:[.!/]?[A-Za-z_:][^#]*|\d+)?$")
"""A fragment at the end: ``#page-1``, ``#57467``, ``#.wlw5yueemak.twitter``, ``#``."""

DOI_WITH_FRAGMENT = Step(
    Stage.CUTTING, partial(_cut, _FRAGMENT, why="a fragment belongs to a URL", safety=Safety.UNSAFE), needs="#"
)
"""A DOI is followed by a URL fragment.

Severity: info.

## What it finds
``#`` after a DOI, alone or with a name or number.

## Why it matters
The fragment belongs to the URL that the DOI was taken from, and names a position on the page; the DOI as
printed does not resolve.

## Example
``10.1007/s12129-015-9498-8#page-1`` is ``10.1007/s12129-015-9498-8``.

## When it is wrong
A DOI may include this character; the form as printed is kept as a candidate.
"""


_QUERY = re.compile(r"(?:\?|&(?:amp;)?)[A-Za-z_][\w.\[\]-]{0,40}=(?s:.*)")
"""A query: ``?src=recsys``, ``&utm_source=mail&page=2``."""

DOI_WITH_QUERY_STRING = Step(Stage.CUTTING, partial(_cut, _QUERY, why="a query string belongs to a URL"), needs="?&")
"""A DOI is followed by a URL query.

Severity: info.

## What it finds
``?name=value`` or ``&name=value`` after a DOI.

## Why it matters
The query belongs to the URL that the DOI was taken from, and often says who shared it; the DOI as printed
does not resolve.

## Example
``10.1080/13691066.2014.925305?src=recsys`` is ``10.1080/13691066.2014.925305``.

## When it is wrong
A DOI may include a question mark; the form as printed is kept as a candidate.
"""


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

DOI_WITH_SITE_PAGE = Step(
    Stage.CUTTING, partial(_cut, _PAGE, why="the end names a page of the publisher's site", safety=Safety.UNSAFE)
)
"""A DOI is followed by a page of the publisher's site.

Severity: info.

## What it finds
Ends such as ``/abstract``, ``/full``, ``/pdf``, ``/epdf``, ``/meta``, ``/summary``, ``/tables/4``, ``.pdf``,
``.full.pdf`` after a DOI.

## Why it matters
They belong to the URL that the DOI was taken from, and name a view of the work; the DOI as printed does not
resolve.

## Example
``10.1111/eva.12078/full`` is ``10.1111/eva.12078``.

## When it is wrong
A few registrants did register such ends; the form as printed is kept as a candidate.
"""


_SUPPLEMENT = re.compile(
    r"(?:/-/dc\w*|/dc\d+|/suppl_?file\b|/suppl/|/supplement(?:al|ary)\b|/asset/supinfo\b|/supp-?info\b|\.figures-only\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""A supplement's path at the end: ``/-/DC1``, ``/suppl_file/ja508149e_si_001.pdf``."""

DOI_WITH_SUPPLEMENT = Step(
    Stage.CUTTING, partial(_cut, _SUPPLEMENT, why="the end is part of the URL of a supplement", safety=Safety.UNSAFE)
)
"""A DOI is followed by the URL of a supplement.

Severity: info.

## What it finds
Ends such as ``/-/dcsupplemental``, ``/-/DC1``, ``/suppl_file/…`` or ``/asset/supinfo/…`` after a DOI.

## Why it matters
They belong to the URL of the supplement on the publisher's site; the DOI as printed does not resolve.

## Example
``10.1073/pnas.1201513109/-/dcsupplemental`` is ``10.1073/pnas.1201513109``.

## When it is wrong
Supplements can have DOIs of their own; the form as printed is kept as a candidate.
"""


_STATUS = re.compile(
    r"(?:(?<=[0-9xX])[.,;:]?|(?<=[\w)])[.,;:]?[(\[])(?:e-?pub(?:lished|lication)?(?:ahead|online|\d|[)\]]|$)|ahead-?of-?(?:print|time)|"
    r"articlepublished|published(?:online|ahead|on)|(?:published)?online(?:first|ahead|publication)|advance(?:access|online|publication)|"
    r"in-?press|forthcoming|firstpublished|firstonline|earlyview|correctedproof).*",
    re.IGNORECASE | re.DOTALL,
)
"""The publication status after a digit: ``(epubaheadofprint)``, ``.articlepublished``."""

DOI_WITH_PUBLICATION_STATUS = Step(
    Stage.CUTTING, partial(_cut, _STATUS, why="the publication status is not part of the DOI")
)
"""A DOI is followed by the publication status.

Severity: warning.

## What it finds
``[Epub ahead of print]``, ``article published online before print``, ``in press`` and similar phrases, glued to a DOI.

## Why it matters
Two fields of the reference were run together; the DOI as printed does not resolve.

## Example
``10.1111/dme.13431(epubaheadofprint)`` is ``10.1111/dme.13431``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""


_EMPTY = re.compile(r"(?:[.,;:]{0,2}(?:\([.,;:]{0,2}\)|\[[.,;:]{0,2}\]|\{[.,;:]{0,2}\}))+[.,;:]{0,2}$")
"""Empty brackets at the end, with the punctuation in and around them: ``()``, ``.[]``, ``(.)``."""

DOI_WITH_EMPTY_BRACKETS = Step(
    Stage.BALANCING, partial(_cut, _EMPTY, why="empty brackets are not part of the DOI"), needs="([{"
)
"""A DOI is followed by empty brackets.

Severity: info.

## What it finds
A pair of brackets at the end of a DOI with nothing but punctuation in it: ``()``, ``[]``, ``{}``, ``(.)``.

## Why it matters
Their content was deleted or moved; the DOI as printed does not resolve.

## Example
``10.1080/01234567.2024.7654321()`` is ``10.1080/01234567.2024.7654321``.

## When it is wrong
Hardly ever. The form as printed is kept as a candidate.
"""
