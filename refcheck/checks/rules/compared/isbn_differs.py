"""The ISBN is not a registered one.

Severity: info.

## What it finds
An ISBN that is none of those in the record.

## Why it matters
An ISBN names one edition in one binding; another one may be another book.

## Example
The ISBN of the first edition beside the record of the second.

## When it is wrong
A book has an ISBN for each binding and format, and registries seldom list all of them. That is why it is only worth
knowing.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The ISBN, where it differs from the record's."""
    return value_finding(case, RULE, "ISBN", "ISBN")
