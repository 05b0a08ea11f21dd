"""Another version of the work is registered.

Severity: info.

## What it finds
A reference to one version of a work, where the record found is that of another: a preprint beside its article, a paper of a meeting
beside the article that it became, a thesis or report beside its article.

## Why it matters
Versions differ in text, pages and year. Both are offered, and where they differ is no fault.

## Example
An article in a journal, cited with the DOI of its preprint.

## When it is wrong
The places differ because one of them was cited wrongly.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness, other_version
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.checks.describing import describe
from refcheck.checks.evidence import says, sourced
from refcheck.checks.places import place
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The other version, held for the reference or found by a search."""
    yield from closest_finding(
        case, RULE, Likeness.VERSION, "Another version of this work is registered: {work}; {differing}"
    )
    held = other_version(case)
    if held is not None:
        work = held.record.work
        container = held.agreement("container-title")
        yield Finding(
            rule=RULE,
            message=sourced(held.record, f"The record is that of another version of this work: {describe(work)}"),
            span=place(case.reference, "container_title"),
            evidence=(
                says(
                    held.record,
                    "container-title",
                    cited=container.cited if container else "",
                    registered=container.registered if container else "",
                ),
            ),
        )
