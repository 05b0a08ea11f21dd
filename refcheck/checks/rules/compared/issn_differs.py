"""The ISSN is not a registered one.

Severity: info.

## What it finds
An ISSN that is none of those in the record.

## Why it matters
An ISSN names a journal; another one names another journal.

## Example
The ISSN of *Physical Review A* beside a record of *Physical Review B*.

## When it is wrong
Journals have an ISSN for print and one for the web, and a new pair when they are renamed; registries may hold one of
them.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The ISSN, where it differs from the record's."""
    return value_finding(case, RULE, "ISSN", "ISSN")
