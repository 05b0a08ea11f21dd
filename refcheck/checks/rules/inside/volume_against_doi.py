"""The volume is not that of the DOI.

Severity: warning.

## What it finds
A volume other than the one that the DOI holds. It is a note where the registrant is not known to build its DOIs so, and
where the DOI is a SICI.

## Why it matters
One of the two is wrong, and a reader looks in the wrong volume.

## Example
“Vol. 21 …, doi: 10.1103/PhysRevA.22.241”

## When it is wrong
A DOI that was made from a plan which then changed: of 33 registered works with a SICI five are of another volume.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import contradicts, doi_readings, inner_finding
from refcheck.checks.comparing.weighing import note
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The volume, where the DOI holds another."""
    cited = case.reference.work.volume
    for identifier, reading in doi_readings(case, "volume"):
        if reading.volume and cited and contradicts(case.reference, reading.volume, cited):
            rule = RULE if reading.is_known else note(RULE)
            yield inner_finding(rule, "volume", "volume", identifier, reading.volume, cited)
