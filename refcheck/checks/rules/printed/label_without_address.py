"""Nothing stands behind “Available at”.

Severity: warning.

## What it finds
Words that announce an address, with nothing behind them.

## Why it matters
The address was lost, and the reader with it.

## Example
“Available at: , (Accessed on: 5/5/2024)”

## When it is wrong
The address stands elsewhere in the reference.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.printing.announcements import announcements
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each announcement that nothing follows."""
    for announcement in announcements(case.reference):
        if announcement.identifier is None and not announcement.text:
            label = announcement.span.of(case.reference.raw).strip()
            yield Finding(rule=RULE, message=worded("label-without-address", label=label), span=announcement.span)
