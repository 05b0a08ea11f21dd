"""A work that was taken back is cited as such.

Severity: info.

## What it finds
A work that was retracted, withdrawn, removed or put under an expression of concern, in a reference that says so itself.

## Why it matters
That is how such a work should be cited. Whoever looks for retractions sees that this one is known.

## Example
“Marchand, É. (2016). Talking of rivers [Retracted]. Annals of Rivers, 7, 14–23.”

## When it is wrong
The word stands in the reference for another reason.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import told_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one and the reference tells of it."""
    return told_findings(case, RULE)
