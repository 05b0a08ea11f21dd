"""There is an expression of concern about the work.

Severity: warning.

## What it finds
A work about which its editors published an expression of concern.

## Why it matters
The editors doubt it, and may yet retract it.

## Example
An article with a registered notice of the type “expression of concern”.

## When it is wrong
The concern was settled later, without a word to the registry.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import status_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_TYPES = frozenset({"expression-of-concern"})


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one."""
    return status_findings(case, RULE, types=_TYPES, word="put under an expression of concern")
