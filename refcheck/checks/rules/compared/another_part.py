"""Another part of the work is registered.

Severity: warning.

## What it finds
A reference without a record of its own, whose title is registered with the number of another part.

## Why it matters
Part one and part two are two works, with pages of their own.

## Example
“… Part II”, with the pages of part I.

## When it is wrong
The cited part exists and is registered nowhere. Where pages or volume are others than the registered part's, it is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The registered part."""
    yield from closest_finding(case, RULE, Likeness.PART, "another-part")
