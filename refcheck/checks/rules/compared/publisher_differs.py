"""The publisher is not the registered one.

Severity: info.

## What it finds
A publisher with another name than the record's. Printed articles in journals and newspapers are left
alone: what is printed there beside the journal is whoever edits it.

## Why it matters
For books the publisher is part of the address. It is only worth knowing: registries name the house that holds the DOI
today.

## Example
“Polity” for a book that is registered by Oxford University Press.

## When it is wrong
Imprints and houses that were sold: the reference is right, and the record has the owner's name.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The publisher, where it differs from the record's."""
    if not case.reference.structured and (case.reference.work.type or "").startswith("article"):
        return
    yield from value_finding(case, RULE, "publisher", "publisher")
