"""A part of the work was retracted.

Severity: warning.

## What it finds
A work of which the publisher retracted a part.

## Why it matters
The part that is cited may be the part that was taken back.

## Example
A chapter's figure that was retracted while the text stands.

## When it is wrong
The reference is to the part that stands.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import status_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_TYPES = frozenset({"partial-retraction"})


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one."""
    return status_findings(case, RULE, types=_TYPES, word="retracted in part")
