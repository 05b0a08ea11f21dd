"""There is no title.

Severity: info.

## What it finds
A reference in which no title was found, of a kind that is cited by its title.

## Why it matters
Without it a reader has to trust the numbers, and a wrong one cannot be noticed.

## Example
“Marchand, É. (2016), Journal of River Studies, pp. 14–23”

## When it is wrong
Styles, mostly in physics and chemistry, that leave titles out; they give volume and page, and then nothing is found.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.kinds import CITED_IN_FULL
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The reference, where no title was read and volume and page do not stand for it."""
    work = case.reference.work
    if work.title is None and work.type in CITED_IN_FULL and not (work.volume and work.page):
        yield Finding(rule=RULE, message=worded("missing-title"))
