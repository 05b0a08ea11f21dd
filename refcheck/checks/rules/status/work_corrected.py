"""The work was corrected.

Severity: info.

## What it finds
A work for which a correction was published.

## Why it matters
What is quoted may be what was corrected. It is only worth knowing.

## Example
An article with a registered corrigendum.

## When it is wrong
The correction is of an author's affiliation, and nothing that anybody quotes.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import status_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_TYPES = frozenset({"correction", "corrigendum", "erratum", "addendum", "clarification"})


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one."""
    return status_findings(case, RULE, types=_TYPES, word="corrected")
