"""The publisher is not the registered one.

Severity: warning.

## What it finds
A publisher with another name than the record's. It is a note, save in an entry of BibTeX, RIS and the like that gives an article or
a meeting's paper since 2000 to one large house where another registered it for itself. Printed articles in journals and
newspapers are left alone: what is printed there beside the journal is whoever edits it.

## Why it matters
For books the publisher is part of the address. Where two houses never publish for each other, the entry is not as its publisher
gave it.

## Example
“Polity” for a book that is registered by Oxford University Press.

## When it is wrong
Imprints, societies and houses that were sold: the reference is right, and the record has the owner's name.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.checks.comparing.houses import is_house_of_another
from refcheck.checks.comparing.weighing import note
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The publisher, where it differs from the record's."""
    if not case.reference.structured and (case.reference.work.type or "").startswith("article"):
        return
    sure = case.match is not None and is_house_of_another(case, case.match)
    yield from value_finding(case, RULE if sure else note(RULE), "publisher", "publisher")
