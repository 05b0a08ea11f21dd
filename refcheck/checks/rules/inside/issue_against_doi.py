"""The issue is not that of the DOI.

Severity: info.

## What it finds
An issue other than the one that the DOI holds.

## Why it matters
One of the two is wrong, and a reader looks in the wrong issue.

## Example
“22(3) …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
A DOI that was made from a plan which then changed.
The one that was found in real lists was wrong: the issue was misread. It is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import contradicts, doi_readings, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The issue, where the DOI holds another."""
    cited = case.reference.work.issue
    for identifier, reading in doi_readings(case, "issue"):
        if cited and cited == reading.page:  # a page or an article's number that was read as the issue: "ApJ, 812, 5"
            continue
        if reading.issue and cited and contradicts(case.reference, reading.issue, cited):
            yield inner_finding(RULE, "issue", "issue", identifier, reading.issue, cited)
