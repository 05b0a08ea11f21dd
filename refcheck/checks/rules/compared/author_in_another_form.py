"""An author's given name stands in another form.

Severity: info.

## What it finds
An author whose given name is a short form of the registered one, or nearly spelt like it, or fits a further initial of it alone, or
whose second initial may stand for the same letter of another script.

## Why it matters
It is the same person, most likely, or somebody else of one family name. Indexes may take the two for two people.

## Example
“Bob Lindqvist” for Robert Lindqvist, “A. G. Orlov” for A. H. Orlov, “Marcel Lund” for Anne M. Lund.

## When it is wrong
People publish under several forms of their names; it is a note, and never changes the verdict.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import forms, name_finding
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each author who stands in another form."""
    for match, difference in forms(case, "author"):
        statement = worded("author-in-another-form", cited=difference.cited, registered=difference.registered)
        yield name_finding(case, RULE, match, difference, statement)
