"""The parts are those of two works.

Severity: warning.

## What it finds
A reference without a record of its own: its title is that of one registered work, its authors and journal are those of another.

## Why it matters
Nobody can tell which of the two is meant. Both are shown.

## Example
The title of one article, with the authors, the journal, the volume and the pages of the next in the list.

## When it is wrong
The same authors published under that title in that journal, and that work is registered nowhere.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Both works."""
    yield from closest_finding(case, RULE, Likeness.MIXTURE, "mixture-of-two-works")
