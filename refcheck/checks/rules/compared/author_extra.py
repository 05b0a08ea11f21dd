"""An author is cited whom the record does not have.

Severity: warning.

## What it finds
A cited author who is none of those registered.

## Why it matters
A stranger among the authors often means that two references were mixed, or that the DOI is another work's.

## Example
“Bellini, F., Porter, B. and Smith, J.” for an article by the first two.

## When it is wrong
Records of older works may hold the first authors alone. Where the record has one author and several are cited, it is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.certainty import confirmed
from refcheck.checks.comparing.differences import differences, name_finding
from refcheck.checks.comparing.weighing import note
from refcheck.checks.evidence import says, sourced
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each cited author who is not registered."""
    for match, difference in differences(case, "author", Change.EXTRA):
        statement = worded("author-extra", cited=difference.cited)
        yield name_finding(case, RULE, match, difference, statement)
    yield from _beside_one(case)


def _beside_one(case: Case) -> Iterator[Finding]:
    """A note where the record has one author and more are cited: it may hold the first one alone."""
    cited = case.reference.work.author
    if case.match is None or len(case.match.record.work.author) != 1 or len(cited) < 2 or not confirmed(case, "author"):
        return
    record, names = case.match.record, "; ".join(map(str, cited))
    yield Finding(
        rule=note(RULE),
        message=sourced(
            record, worded("author-extra-beside-one", count=len(cited), registered=str(record.work.author[0]))
        ),
        span=place(case.reference, "author"),
        evidence=(says(record, "author", cited=names, registered=str(record.work.author[0])),),
    )
