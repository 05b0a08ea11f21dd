"""The issue is not that of the address.

Severity: info.

## What it finds
An issue other than the one that the address names beside a volume.

## Why it matters
One of the two is wrong.

## Example
“Vol. 16, No. 3 …, https://example.org/journal-of-defence-studies-vol-16-no-2/”

## When it is wrong
An address of the issue in which the article is reviewed or reprinted.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import OF_JOURNAL, contradicts, in_addresses, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_ISSUE = re.compile(
    r"(?<![a-z])vol(?:ume)?[-_/.=]?\d{1,4}[-_/.]{1,2}(?:no|issue|iss|number)[-_/.=]?(\d{1,3})(?!\d)"
    rf"|{OF_JOURNAL}\d{{1,4}}/(\d{{1,3}})/[A-Z]?\d",
    re.IGNORECASE,
)
"""An issue behind its volume in an address: ``vol-16-no-2``, ``volume/16/issue/2``, ``/content/16/2/141``."""


def check(case: Case) -> Iterator[Finding]:
    """The issue, where the address has another."""
    cited = case.reference.work.issue or ""
    for identifier, inner in in_addresses(case, "issue", _ISSUE):
        if contradicts(case.reference, inner, cited):
            yield inner_finding(RULE, "issue", "issue", identifier, inner, cited)
