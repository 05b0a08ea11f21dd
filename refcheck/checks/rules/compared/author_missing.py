"""An author is missing.

Severity: warning.

## What it finds
A registered author whom the reference leaves out without saying so (“et al.” says so).

## Why it matters
Whoever is left out is not credited, and the reference is taken for another work.

## Example
“Verhoeven, F. (2021)” for a book by Verhoeven and Claes.

## When it is wrong
A style that prints the first authors alone, without any word for the rest.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences, excused_differences
from refcheck.checks.comparing.weighing import note
from refcheck.checks.evidence import says, sourced
from refcheck.checks.mending.author_list import author_list
from refcheck.checks.places import place
from refcheck.messages import phrase, worded
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The registered authors who are not cited, in one finding."""
    sure = [(*found, "") for found in differences(case, "author", Change.MISSING)]
    missing = sure or list(excused_differences(case, "author", Change.MISSING))
    if not missing:
        return
    match, _, why = missing[0]
    names = "; ".join(difference.registered for _, difference, _ in missing)
    yield Finding(
        rule=RULE if sure else note(RULE),
        message=sourced(match.record, worded("author-missing", count=len(missing), names=names, why=phrase(why))),
        span=place(case.reference, "author", ""),
        evidence=(says(match.record, "author", registered=names),),
        fix=author_list(case.reference, match.record.work.author),
    )
