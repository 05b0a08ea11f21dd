"""Several links lead to one page.

Severity: info.

## What it finds
References with different web addresses that all end at one page. Links are looked at only when asked for (`--links`).

## Why it matters
It is how hosts treat pages that they no longer have: every old address is sent to the same place.

## Example
https://www.example.org/a/1 and https://www.example.org/b/2, which both lead to https://www.example.org/archive.

## When it is wrong
One page under two addresses, both of which the host still knows.
"""

from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.checks.linking import pages, plain
from refcheck.messages import worded
from refcheck.model import Case, Evidence, Finding

RULE = card(__name__, __doc__)


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """Yield a finding for each page to which addresses lead that are not its own."""
    led: dict[str, dict[tuple[str, str, str], tuple[str, str]]] = {}
    for case in cases:
        for identifier, page in pages(case):
            if page.work.url:
                led.setdefault(page.work.url, {}).setdefault(
                    plain(identifier.value), (identifier.value, case.reference.key)
                )
    for url, by_address in led.items():
        addresses = [address for address in by_address if address != plain(url)]
        if len(addresses) > 1:
            links = [by_address[address] for address in addresses]
            yield Finding(
                rule=RULE,
                message=worded("links-to-one-page", count=len(links), url=url),
                evidence=tuple(Evidence(url=url, field="URL", cited=link, registered=url) for link, _ in links),
                references=tuple(dict.fromkeys(key for _, key in links)),
            )
