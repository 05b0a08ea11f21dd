"""The work was withdrawn.

Severity: error.

## What it finds
A work that its authors or its publisher withdrew, often before it was in print.

## Why it matters
There is no version left that a reader could be sent to.

## Example
An article in press with the registered title “WITHDRAWN: …”.

## When it is wrong
Publishers withdraw an article in press that was deposited twice; the other deposit stands.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import status_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_TYPES = frozenset({"withdrawal"})


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one."""
    return status_findings(case, RULE, types=_TYPES, word="withdrawn")
