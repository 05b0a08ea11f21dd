"""The volume is not that of the address.

Severity: info.

## What it finds
A volume other than the one that the address names.

## Why it matters
One of the two is wrong.

## Example
“Vol. 15 …, https://example.org/journal-of-defence-studies-vol-16-no-2/”

## When it is wrong
An address of the volume in which the article is reviewed or reprinted, or was planned: of 246 registered works with a volume in
their address one is in another.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import OF_JOURNAL, contradicts, in_addresses, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_VOLUME = re.compile(
    rf"(?<![a-z])vol(?:ume)?[-_/.=]?(\d{{1,4}})(?!\d)|{OF_JOURNAL}(\d{{1,4}})/\d{{1,4}}/[A-Z]?\d", re.IGNORECASE
)
"""A volume in an address: ``vol-16``, ``volume/16/``, ``/content/16/2/141``."""


def check(case: Case) -> Iterator[Finding]:
    """The volume, where the address has another."""
    cited = case.reference.work.volume or ""
    for identifier, inner in in_addresses(case, "volume", _VOLUME):
        if contradicts(case.reference, inner, cited):
            yield inner_finding(RULE, "volume", "volume", identifier, inner, cited)
