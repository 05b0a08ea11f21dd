"""The issue is not the registered one.

Severity: warning.

## What it finds
An issue that is another number than the record's, or one number of a registered range.

## Why it matters
A reader looks for the article in an issue where it is not.

## Example
“No. 2” for an article that is registered in the joint issue 1–4.

## When it is wrong
A publisher may print one number of a joint issue on the article and register the whole range.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The issue, where it differs from the record's."""
    return value_finding(case, RULE, "issue", "issue")
