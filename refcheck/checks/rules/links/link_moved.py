"""The page has moved.

Severity: info.

## What it finds
A web address whose host says that the page has moved for good (301, 308), to another one than the same in https or with
`www.`. Links are looked at only when asked for (`--links`).

## Why it matters
Hosts stop telling after some years; the new address will last longer.

## Example
https://www.example.org/old/report.html, which now leads to https://www.example.org/publications/report.

## When it is wrong
Hosts call moves permanent that are not: to a page in the language of who asks, or to a mirror.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.evidence import says
from refcheck.checks.linking import doubt, instead, pages, plain
from refcheck.messages import worded
from refcheck.model import MOVED_TO, Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each address whose page has moved, with the new one; a doubtful page is left to the rule of doubts."""
    for identifier, page in pages(case):
        target = next((relation.id for relation in page.relations if relation.type == MOVED_TO), None)
        if target is None or doubt(page) or plain(target) == plain(identifier.value):
            continue
        yield Finding(
            rule=RULE,
            message=worded("link-moved", url=identifier.value, target=target),
            span=identifier.span,
            evidence=(says(page, "URL", cited=identifier.value, registered=target),),
            fix=instead(case, identifier, target),
        )
