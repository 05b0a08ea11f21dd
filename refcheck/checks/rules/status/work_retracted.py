"""The work was retracted.

Severity: error.

## What it finds
A work that its publisher retracted, as the registry, Retraction Watch or the registered title says.

## Why it matters
A retracted work is no longer vouched for by those who published it. Most citations of retracted papers do not know.

## Example
An article with the registered title “RETRACTED ARTICLE: …”.

## When it is wrong
A reference that discusses the retraction itself. If it says so (“(Retracted)”), nothing is found.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.notices import status_findings
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_TYPES = frozenset({"retraction"})


def check(case: Case) -> Iterator[Finding]:
    """The notice, where the record has one."""
    return status_findings(case, RULE, types=_TYPES, word="retracted")
