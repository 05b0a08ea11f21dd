"""The volume is not that of the DOI.

Severity: warning.

## What it finds
A volume other than the one that the DOI holds.

## Why it matters
One of the two is wrong, and a reader looks in the wrong volume.

## Example
“Vol. 21 …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
A DOI that was made from a plan which then changed.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import contradicts, doi_readings, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The volume, where the DOI holds another."""
    cited = case.reference.work.volume
    for identifier, reading in doi_readings(case, "volume"):
        if reading.volume and cited and contradicts(case.reference, reading.volume, cited):
            yield inner_finding(RULE, "volume", "volume", identifier, reading.volume, cited)
