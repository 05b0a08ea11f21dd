"""A page range has lost its dash.

Severity: info.

## What it finds
Two page numbers with a blank between them.

## Why it matters
It can be read as one number, or as a page and something else.

## Example
“pp. 205 228”

## When it is wrong
Two single pages that are both cited.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The pages, where they were read with a dash that is not printed."""
    for field in case.reference.fields:
        if any(repair.code == RULE.code for repair in field.repairs):
            yield Finding(
                rule=RULE,
                message=worded("page-range-without-dash", printed=field.raw, pages=str(field.value)),
                span=field.span,
                fix=Fix(span=field.span, replacement=field.value, safety=Safety.UNSAFE),
            )
