"""The year is not that of the DOI.

Severity: warning.

## What it finds
A year before the one that the DOI was made in, or more than three years after it. It is a note unless the
registrant's pattern is known and no works are known to have such years: for a year before, those of the prefix or, where
they are few, of any; for a year after, those of the prefix.

## Why it matters
A DOI is made when a work is accepted or published; a year long before or after that is likely a slip in one of the
two.

## Example
“(2023) …, doi: 10.22034/rivj.2024.123456.1016”

## When it is wrong
A work that waited long for its print issue, journals whose volumes bear the year before, and old works with the year of their
digitisation. It is silent where a
year that fits the DOI is printed as well: the title of a review has the year of the book.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import doi_readings, inner_finding
from refcheck.checks.comparing.weighing import note
from refcheck.gazetteer.registrants import DATED
from refcheck.identifiers.suffixes.doi_meaning import DoiReading
from refcheck.model import Case, Finding, Reference

RULE = card(__name__, __doc__)

_PATIENCE = 3
"""Years from the making of a DOI to the printed issue: 98.7 % of 7,400 registered works with a year in their DOI fit."""

_DELAY = 1
"""Years that a volume is dated back: of 5,000 registered works with a year in a DOI of a known pattern, none is by more."""

_CENTURY = 100

_ASSIGNED = re.compile(r"/s?\d{4}-\d{3}[\dx]\(\d\d\)", re.IGNORECASE)
"""A publisher item identifier, ``S0022-5193(05)80742-8``: its year is that of its assignment, decades later for old volumes."""


def check(case: Case) -> Iterator[Finding]:
    """The year, where it does not fit that of the DOI. Two figures of a year leave the century open."""
    issued = case.reference.work.issued
    if issued is None or issued.year is None:
        return
    for identifier, reading in doi_readings(case, "issued"):
        if reading.year is None or _ASSIGNED.search(identifier.value) or (reading.year - issued.year) % _CENTURY == 0:
            continue
        fitting = range(reading.year, reading.year + _PATIENCE + 1)
        if issued.year not in fitting and not any(_is_printed(year, case.reference) for year in fitting):
            rule = RULE if _is_likely(reading, reading.year - issued.year) else note(RULE)
            yield inner_finding(rule, "issued", "year", identifier, str(reading.year), str(issued.year))


def _is_likely(reading: DoiReading, before: int) -> bool:
    """Whether a year that lies so many before the DOI's is likely wrong: right works are not known to have such."""
    fits = DATED.get(reading.prefix, _DELAY)
    return reading.is_known and (before > fits or (before < 0 and reading.prefix in DATED))


def _is_printed(year: int, reference: Reference) -> bool:
    """Whether a year stands in a reference outside its identifiers, and not as that of the access."""
    accessed = reference.work.accessed
    if accessed is not None and accessed.year == year:
        return False
    places = re.finditer(rf"(?<!\d){year}(?!\d)", reference.raw)
    return any(
        all(not each.span.start <= place.start() < each.span.end for each in reference.identifiers) for place in places
    )
