"""An author is not the registered one.

Severity: warning.

## What it finds
A later author for whom the record has another person, or another given name.

## Why it matters
The citation is counted for the wrong person.

## Example
“Medina, Juan” for Pablo Sebastian Medina.

## When it is wrong
A person who changed names, or goes by a name that the record does not have.
Where the family name and the first letter of the given name are the same (“Lindqvist, Bo” for Britta), it may be a short form:
that is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences, name_finding
from refcheck.checks.comparing.weighing import unless_short
from refcheck.messages import worded
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each author after the first who is another person."""
    first = str(case.reference.work.author[0]) if case.reference.work.author else None
    for match, difference in differences(case, "author", Change.CHANGED):
        if difference.cited != first:
            statement = worded("author-differs", cited=difference.cited, registered=difference.registered)
            yield name_finding(case, unless_short(RULE, difference), match, difference, statement)
