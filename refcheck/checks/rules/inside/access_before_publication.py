"""The date of access lies before the publication.

Severity: info.

## What it finds
A page that was looked at in a year before that of its publication.

## Why it matters
One of the two years is wrong.

## Example
“(2024) …, (Accessed on: 3/5/2021)”

## When it is wrong
An article that was read online before its issue came out; one year between the two is therefore allowed where the
work has a DOI, a volume or pages.
The one that was found in real lists was wrong: a day of an interview was read as that of access. It is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.certainty import confirmed, surely_read
from refcheck.checks.evidence import printed
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Finding, Work

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The date of access, where its year is before that of the publication."""
    work = case.reference.work
    issued = work.year
    accessed = work.accessed.year if work.accessed else None
    if issued is None or accessed is None or accessed >= issued - _allowance(work):
        return
    if surely_read(case.reference, "issued", "accessed") and not confirmed(case, "issued"):
        yield Finding(
            rule=RULE,
            message=worded("access-before-publication", issued=issued, accessed=accessed),
            span=place(case.reference, "accessed"),
            evidence=(printed("accessed", str(accessed), beside=str(issued)),),
        )


def _allowance(work: Work) -> int:
    return 1 if work.doi or work.volume or work.page else 0
