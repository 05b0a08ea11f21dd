"""The title is that of a work by others.

Severity: warning.

## What it finds
A reference without a record of its own, whose title is registered for a work by other authors.

## Why it matters
Whoever wrote the work is not credited, and whoever is named did not write it, or wrote another work that cannot be found.

## Example
The title of an article by Lindqvist and Okafor, cited under two other names.

## When it is wrong
Two works have one title, and the cited one is registered nowhere.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The work of that title, where its authors are others."""
    yield from closest_finding(case, RULE, Likeness.AUTHORS, "title-of-other-authors")
