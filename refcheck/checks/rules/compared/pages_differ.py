"""The pages are not the registered ones.

Severity: warning.

## What it finds
A page range that begins or ends elsewhere than the record's.

## Why it matters
Pages tell two papers of one issue apart, and databases use the first page to join a reference to its work.

## Example
“pp. 45–67”, where the registry has 54–67.

## When it is wrong
The pages of an online first version, or of a reprint, are not those of the record.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The page range, or the one page or article number, where it differs from the record's."""
    is_range = "-" in (case.reference.work.page or "")
    return value_finding(case, RULE, "page", "page-range" if is_range else "page")
