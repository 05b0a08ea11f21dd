"""The page may not be the one that was cited.

Severity: info.

## What it finds
A web address that answers well, with what seems to be another page: one that says that something was not found, a front page
in place of a page deep within, an empty page, a domain for sale, or what the host answers whatever it is asked for (it is asked
once for an address that nobody has written). Links are looked at only when asked for (`--links`).

## Why it matters
Many hosts send readers of lost pages to their front page and call that a success.

## Example
https://www.example.org/journal/vol3/article7, which leads to https://www.example.org/.

## When it is wrong
It is a suspicion. Pages that a program builds in the reader's browser look all alike to one that only fetches them.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.evidence import says
from refcheck.checks.linking import doubt, has_cited_title, pages
from refcheck.messages import phrase, worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each page that is in doubt, unless it has the cited title."""
    for identifier, page in pages(case):
        why = doubt(page)
        if why is None or (page.work.title and case.reference.work.title and has_cited_title(case, page)):
            continue
        yield Finding(
            rule=RULE,
            message=worded("link-may-be-dead", url=identifier.value, why=phrase(why)),
            span=identifier.span,
            evidence=(says(page, "title", cited=case.reference.work.title or "", registered=page.work.title or ""),),
        )
