"""The ISBN is not that of the DOI.

Severity: info.

## What it finds
A printed ISBN other than the one that the DOI holds.

## Why it matters
They may name two books.

## Example
“ISBN 978-0-306-40615-7 …, doi: 10.1007/978-3-16-148410-0”

## When it is wrong
A book has an ISBN for each binding and format, and the DOI holds one of them. That is why it is only worth knowing.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import doi_readings, inner_finding
from refcheck.identifiers.schemes import isbn
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The ISBNs, where none of them is the DOI's."""
    cited = {isbn.to_isbn13(isbn.compact(number)) for number in case.reference.work.isbn}
    for identifier, reading in doi_readings(case, "ISBN"):
        if reading.isbn and cited and isbn.to_isbn13(reading.isbn) not in cited:
            yield inner_finding(
                RULE, "ISBN", "ISBN", identifier, isbn.format(reading.isbn), ", ".join(case.reference.work.isbn)
            )
