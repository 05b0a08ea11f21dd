"""The first page is not that of the DOI.

Severity: info.

## What it finds
A first page other than the one that the DOI holds.

## Why it matters
One of the two is wrong.

## Example
“pp. 251–264 …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
Some registrants put an article's number in the place of the page; of 150 works with such DOIs, five did.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import contradicts, doi_readings, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The first page, where the DOI holds another."""
    cited = (case.reference.work.page or "").partition("-")[0]
    for identifier, reading in doi_readings(case, "page"):
        if reading.page and contradicts(case.reference, reading.page, cited):
            yield inner_finding(RULE, "page", "first-page", identifier, reading.page, cited)
