"""The page has another title.

Severity: info.

## What it finds
A web reference that no registry holds, whose page has another title than the cited one. Links are looked at only when asked for
(`--links`).

## Why it matters
The address may lead to another page than the one that was read.

## Example
“World Bank (2021) Doing Business in Small Harbours”, whose address leads to a page titled “Data Catalog of the Institute”.

## When it is wrong
Pages that are titled by their section or site, and titles that are cited in translation.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.checks.evidence import says
from refcheck.checks.linking import doubt, has_cited_title, pages, titles
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Finding, Scheme

RULE = card(__name__, __doc__)

_DOCUMENT = "document"
"""A PDF: what it shows in large letters may be its title, and may be the name of its house."""

_FEWEST_WORDS = 3
"""A title of fewer is the name of a site, which says nothing of the page."""


def check(case: Case) -> Iterator[Finding]:
    """Each page whose titles have nothing of the cited one."""
    cited = case.reference.work.title
    if (
        case.match is not None
        or case.reference.of_scheme(Scheme.DOI)
        or not cited
        or not surely_read(case.reference, "title")
    ):
        return
    for identifier, page in pages(case):
        telling = [title for title in titles(page) if len(title.split()) >= _FEWEST_WORDS]
        if page.work.type == _DOCUMENT or not telling or doubt(page) or has_cited_title(case, page):
            continue
        yield Finding(
            rule=RULE,
            message=worded("page-title-differs", url=identifier.value, title=telling[0]),
            span=place(case.reference, "title") or identifier.span,
            evidence=(says(page, "title", cited=cited, registered=telling[0]),),
        )
