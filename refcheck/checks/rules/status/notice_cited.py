"""A notice is cited in place of the work.

Severity: warning.

## What it finds
A DOI that leads to a correction, a retraction notice or its like, under a title that is not the notice's.

## Why it matters
The reader wants the work and gets half a page about it.

## Example
The DOI of an erratum printed behind the title of the article that it corrects.

## When it is wrong
The notice itself is meant, and its title is cited without the word that tells so.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.describing import describe
from refcheck.checks.evidence import says
from refcheck.checks.notices import is_notice, is_notice_title, told_of
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the reference does not say that it means one."""
    match, cited = case.match, case.reference.work.title
    if match is None or cited is None or is_notice_title(cited) or not is_notice(match.record):
        return
    dois = ", ".join(f"https://doi.org/{update.doi}" for update in told_of(match.record) if update.doi)
    about = dois or worded("another-work")
    yield Finding(
        rule=RULE,
        message=worded("notice-cited", about=about, work=describe(match.record.work)),
        span=place(case.reference, "doi"),
        evidence=(says(match.record, "title", cited=cited, registered=match.record.work.title or ""),),
    )
