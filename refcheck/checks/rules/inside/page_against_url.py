"""The first page is not that of the address.

Severity: info.

## What it finds
A first page other than the one that the address of an article has behind its volume and issue.

## Why it matters
One of the two is wrong.

## Example
“pp. 1445–1459 …, https://academic.oup.com/brain/article/138/6/1454/”

## When it is wrong
Sites that count articles where others have the page.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import OF_JOURNAL, contradicts, in_addresses, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_PAGE = re.compile(rf"{OF_JOURNAL}\d{{1,4}}/\d{{1,4}}/(\d{{1,6}})(?=[/.?#]|$)")
"""A first page in an address: ``/content/138/6/1454``, ``/article/138/6/1454/``."""


def check(case: Case) -> Iterator[Finding]:
    """The first page, where the address has another."""
    cited = (case.reference.work.page or "").partition("-")[0]
    for identifier, inner in in_addresses(case, "page", _PAGE):
        if contradicts(case.reference, inner, cited):
            yield inner_finding(RULE, "page", "first-page", identifier, inner, cited)
