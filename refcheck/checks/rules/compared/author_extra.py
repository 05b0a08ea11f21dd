"""An author is cited whom the record does not have.

Severity: warning.

## What it finds
A cited author who is none of those registered.

## Why it matters
A stranger among the authors often means that two references were mixed, or that the DOI is another work's.

## Example
“Maracchione, F., Jardine, B. and Smith, J.” for an article by the first two.

## When it is wrong
Records of older works may hold the first authors alone.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences, name_finding
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each cited author who is not registered."""
    for match, difference in differences(case, "author", Change.EXTRA):
        statement = f"“{difference.cited}” is cited as an author and not registered as one"
        yield name_finding(case, RULE, match, difference, statement)
