"""The work was removed.

Severity: error.

## What it finds
A work that its publisher removed, for legal reasons or as a danger to health.

## Why it matters
A reader will find an empty page.

## Example
An article whose page says “This article has been removed”.

## When it is wrong
A removal of one copy of several.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import status_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_TYPES = frozenset({"removal"})


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one."""
    return status_findings(case, RULE, types=_TYPES, word="removed")
