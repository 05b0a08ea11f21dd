"""A bracket has no partner.

Severity: info.

## What it finds
A bracket that is opened and never closed, or closed and never opened. Brackets within identifiers are not looked at.

## Why it matters
Something was lost, or a closing bracket was typed as an opening one.

## Example
“(doi:10.1163/12345678-bja10099.(”

## When it is wrong
Enumerations of another kind than “1)” and “a)”, which are known, and half-open intervals in titles.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.printing.brackets import unmatched
from refcheck.messages import worded
from refcheck.model import Case, Finding, Span

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The brackets without a partner, in one finding."""
    alone = unmatched(case.reference).alone
    if alone:
        marks = " ".join(case.reference.raw[at] for at in alone)
        yield Finding(
            rule=RULE,
            message=worded("unbalanced-bracket", count=len(alone), marks=marks),
            span=Span(alone[0], alone[0] + 1),
        )
