"""The volume is not the registered one.

Severity: warning.

## What it finds
A volume that is another number than the record's.

## Why it matters
Volume and page are how a library finds an article, and how databases join a reference to its work.

## Example
*Place Branding and Public Diplomacy* 14(3), where the registry has 21(3).

## When it is wrong
Some journals count twice, by volume and by year; the registry then holds one count and the reference the other.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The volume, where it differs from the record's."""
    return value_finding(case, RULE, "volume", "volume")
