"""The work was not found where it need not be.

Severity: info.

## What it finds
A journal article, chapter or proceedings paper that nobody holds who was asked, where that proves nothing: its journal registers
no DOIs, it is too old, it is in another language, or what was read does not say for sure where it appeared.

## Why it matters
Silence would look like a work that was found. The reason says what is left to look for by hand.

## Example
An article in a journal that joined no registry of DOIs.

## When it is wrong
It states what was asked and why the answer proves nothing; there is nothing to judge.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import closest
from refcheck.checks.holdings import why_not_held
from refcheck.checks.places import place
from refcheck.matching.venue import HELD
from refcheck.messages import worded
from refcheck.model import LOCAL_RECORDS, Case, Evidence, Finding, Hits, Scheme, Unavailable

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The reason why a search in vain says nothing."""
    hits = case.search.answer if case.search else None
    if case.match is not None or not isinstance(hits, Hits) or hits.registry == LOCAL_RECORDS:
        return
    if case.reference.work.type not in HELD or closest(case) is not None or _is_open(case):
        return
    if (why := why_not_held(case)) is not None:
        yield Finding(
            rule=RULE,
            message=worded("work-may-be-unregistered", registry=hits.registry, why=why),
            span=place(case.reference, "title"),
            evidence=(Evidence(registry=hits.registry),),
        )


def _is_open(case: Case) -> bool:
    """Whether somebody who was asked for an identifier could not be reached."""
    return any(isinstance(each.answer, Unavailable) for each in case.answers if each.id.scheme is not Scheme.URL)
