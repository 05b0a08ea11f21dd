"""These authors have another work in the same place.

Severity: warning.

## What it finds
A reference without a record of its own: its authors, its journal or book and its pages, or its year, are those of a registered work
of another title.

## Why it matters
The work at that place is another one, or has another title than the cited one.

## Example
A title that nobody registered, with the authors, journal, volume and pages of an article that is registered under its own.

## When it is wrong
The title is cited in translation, or authors have several pieces in one place of which some are registered nowhere.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The work at that place."""
    yield from closest_finding(case, RULE, Likeness.TITLE, "work-under-another-title")
