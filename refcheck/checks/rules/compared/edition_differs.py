"""The edition is not the registered one.

Severity: warning.

## What it finds
An edition with another number than the record's.

## Why it matters
Editions have other pages and often another text.

## Example
“2nd ed.” beside a record of the third edition.

## When it is wrong
The DOI of a book often leads to its latest edition, while the reference means the older one that was read.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The edition, where it differs from the record's."""
    return value_finding(case, RULE, "edition", "edition")
