"""The authors stand in another order.

Severity: warning.

## What it finds
The registered authors, in another order than the record's.

## Why it matters
The first author is the one by whom the work is cited and sorted.

## Example
“Claes, B. and Verhoeven, F.” for a book by Verhoeven and Claes.

## When it is wrong
Few registries got the order wrong, but some did, where all authors contributed equally.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences
from refcheck.checks.evidence import says, sourced
from refcheck.checks.mending.author_list import author_list
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The order of the authors, where it is another one."""
    for match, difference in differences(case, "author", Change.ORDER):
        yield Finding(
            rule=RULE,
            message=sourced(
                match.record,
                worded("author-order-differs", cited=difference.cited, registered=difference.registered),
            ),
            span=place(case.reference, "author", ""),
            evidence=(says(match.record, "author", cited=difference.cited, registered=difference.registered),),
            fix=author_list(case.reference, match.record.work.author),
        )
