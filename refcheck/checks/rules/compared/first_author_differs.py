"""The first author is not the registered one.

Severity: warning.

## What it finds
A first author other than the one that the record has in that place.

## Why it matters
A work is cited, sorted and looked for by its first author.

## Example
“Smith, J. (2016)” for an article by Élodie Marchand.

## When it is wrong
A person who changed names, or a record that has the corresponding author first.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences, name_finding
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The first author, where it is another person."""
    first = str(case.reference.work.author[0]) if case.reference.work.author else None
    for match, difference in differences(case, "author", Change.CHANGED):
        if difference.cited == first:
            statement = f"The first author is cited as “{difference.cited}” and registered as “{difference.registered}”"
            yield name_finding(case, RULE, match, difference, statement)
