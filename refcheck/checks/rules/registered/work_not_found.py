"""The work was not found.

Severity: warning.

## What it finds
A journal article, chapter or proceedings paper that nobody holds who was asked and holds such works.

## Why it matters
Something in the reference may be so far from what was published that a reader will not find it either.

## Example
An article whose title and journal are both cited from memory.

## When it is wrong
Journals that register nothing, older volumes that were never registered, titles cited in translation. That it was not
found says where was looked, and no more. Where a volume does not go with one of a later year, the journal may have begun to count
anew.
"""

from collections.abc import Iterator

from refcheck.checks.answers import searched_in_vain
from refcheck.checks.card import card
from refcheck.checks.comparing.closest import closest
from refcheck.checks.describing import describe
from refcheck.checks.evidence import says
from refcheck.checks.holdings import contradicting
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Evidence, Finding, Match

RULE = card(__name__, __doc__)

_NEAREST = 3
"""So many of the nearest records are shown."""

_NEAR = 0.6
"""A title less similar than this helps nobody: of 1,000 pairs of titles drawn at random, the most alike come to 0.49.
Source: that measure, and a margin."""


def check(case: Case) -> Iterator[Finding]:
    """The reference that was searched for in vain, with the nearest records, as far as any is near, as evidence."""
    search = searched_in_vain(case)
    if search is None or _is_told(case):
        return
    nearest = [match for match in case.others if _is_near(match)][:_NEAREST]
    beside = worded("nearest-record", work=describe(nearest[0].record.work)) if nearest else ""
    yield Finding(
        rule=RULE,
        message=worded("work-not-found", registry=search.registry, against=_against(case), beside=beside),
        span=place(case.reference, "title"),
        evidence=tuple(says(match.record, "title", registered=describe(match.record.work)) for match in nearest)
        or (Evidence(registry=search.registry),),
    )


def _against(case: Case) -> str:
    """What is registered of the journal and cannot stand beside the cited volume and year, in a sentence."""
    work, found = case.reference.work, contradicting(case.reference.work, case.others)
    if found is None or work.issued is None:
        return ""
    volume, year = found
    return worded(
        "volume-against-venue", volume=str(work.volume), year=str(work.issued.year), other=volume, other_year=year
    )


def _is_told(case: Case) -> bool:
    """Whether the closest work is surely the one that is meant: then that is said."""
    found = closest(case)
    return found is not None and found.sure


def _is_near(match: Match) -> bool:
    title = match.agreement("title")
    return title is not None and (title.similarity or 0) >= _NEAR
