"""A bracket points the wrong way.

Severity: warning.

## What it finds
A closing bracket where one should open, with an opening one behind it that should close.

## Why it matters
It comes from text that was turned from right-to-left into left-to-right, and programs that look for brackets read it
wrong.

## Example
“)doi: 10.1080/01234567.2024.7654321.(”

## When it is wrong
Two brackets that are lost and not turned.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.printing.brackets import mirrored, unmatched
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each pair of brackets that is turned round."""
    for span in unmatched(case.reference).turned:
        printed = span.of(case.reference.raw)
        yield Finding(
            rule=RULE,
            message=worded("mirrored-bracket", printed=printed),
            span=span,
            fix=Fix(
                span=span, replacement=mirrored(printed[0]) + printed[1:-1] + mirrored(printed[-1]), safety=Safety.SAFE
            ),
        )
