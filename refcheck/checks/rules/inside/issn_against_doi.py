"""The ISSN is not that of the DOI.

Severity: info.

## What it finds
A printed ISSN other than the one that the DOI holds.

## Why it matters
They may name two journals.

## Example
“ISSN 2049-3630 …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
A journal has one ISSN for print and one for the web, and a new pair when it is renamed. That is why it is only worth
knowing.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import doi_readings, inner_finding
from refcheck.identifiers.schemes import issn
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The ISSNs, where none of them is the DOI's."""
    cited = {issn.compact(number) for number in case.reference.work.issn}
    for identifier, reading in doi_readings(case, "ISSN"):
        if reading.issn and cited and reading.issn not in cited:
            yield inner_finding(
                RULE, "ISSN", "ISSN", identifier, issn.format(reading.issn), ", ".join(case.reference.work.issn)
            )
