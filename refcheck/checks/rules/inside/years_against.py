"""The year compared with that in the DOI or the URL."""

import re
from collections.abc import Iterator

from refcheck.checks.comparing.printed_text import doi_readings, in_addresses, inner_finding
from refcheck.checks.evidence import note
from refcheck.gazetteer.registrants import DATED
from refcheck.identifiers.doi_meaning import DoiReading
from refcheck.model import Case, Finding, Reference, Rule

_PATIENCE = 3
"""The most years from the creation of a DOI to the printed issue: 98.7 % of 7,400 registered works with a year in their DOI fit."""

_DELAY = 1
"""The most years by which a volume is dated back: of 5,000 registered works with a year in a DOI of a known pattern, none is by
more."""

_CENTURY = 100

_ASSIGNED = re.compile(r"/s?\d{4}-\d{3}[\dx]\(\d\d\)", re.IGNORECASE)
"""A publisher item identifier, ``S0022-5193(05)80742-8``: its year is that of its assignment, decades later for old volumes."""

_YEAR = re.compile(r"(?<!uploads)/((?:19|20)\d\d)[/-](?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])(?=[/_.]|-(?!\d)|$)")
"""A date in a path: ``/2021/03/15/``, ``/2021-06/29/``; with a time after it, it is a menu's timestamp: ``/2013-02-07-03-02-35/``.
"""


def year_against_doi(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year contradicts the DOI.

    Severity: warning.

    Yield the year, if it does not fit that of the DOI. The two digits of a short year leave the century open.

    ## What it finds
    A year before the one in which the DOI was created, or more than three years after it. It is a note unless the registrant's
    pattern is known and no works are known to have such years: for an earlier year, works with the same prefix or, if these are
    few, any works; for a later year, works with the same prefix.

    ## Why it matters
    A DOI is created when a work is accepted or published; a year long before or after that is likely an error in one of the
    two.

    ## Example
    “(2023) …, doi: 10.22034/rivj.2024.123456.1016”

    ## When it is wrong
    A work that waited long for its print issue, journals whose volumes are dated a year earlier, and old works with the year of
    their digitisation. Nothing is reported if a year that fits the DOI is printed as well: the title of a review, for example,
    contains the year of the book.
    """
    cited = case.reference.work.year
    if cited is None:
        return
    for identifier, reading in doi_readings(case, "issued"):
        if reading.year is None or _ASSIGNED.search(identifier.value) or (reading.year - cited) % _CENTURY == 0:
            continue
        fitting = range(reading.year, reading.year + _PATIENCE + 1)
        if cited not in fitting and not any(_is_printed(year, case.reference) for year in fitting):
            card = rule if _is_likely(reading, reading.year - cited) else note(rule)
            yield inner_finding(card, "issued", "year", identifier, str(reading.year), str(cited))


def _is_likely(reading: DoiReading, before: int) -> bool:
    """Return whether a year ``before`` years earlier than the DOI's is likely wrong: no correct works are known to have it."""
    fits = DATED.get(reading.prefix, _DELAY)
    return reading.is_known and (before > fits or (before < 0 and reading.prefix in DATED))


def _is_printed(year: int, reference: Reference) -> bool:
    """Return whether a year is printed in a reference outside its identifiers, and is not that of the access date."""
    accessed = reference.work.accessed
    if accessed is not None and accessed.year == year:
        return False
    places = re.finditer(rf"(?<!\d){year}(?!\d)", reference.raw)
    return any(
        all(not each.span.start <= place.start() < each.span.end for each in reference.identifiers) for place in places
    )


def year_against_url(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year contradicts the URL.

    Severity: warning.

    Yield the year, if the URL has another.

    ## What it finds
    A year other than that of the date in the address. Only full dates are read; lone years and months may be those of an upload.

    ## Why it matters
    News sites put the date of publication in the address; another year is likely an error.

    ## Example
    “Example, A. (2020), …, https://www.example.com/sites/annexample/2021/03/15/…”

    ## When it is wrong
    Sites that put the date of a revision in the address.
    """
    cited = str(case.reference.work.year or "")
    for identifier, inner in in_addresses(case, "issued", _YEAR):
        if cited and inner != cited:
            yield inner_finding(rule, "issued", "year", identifier, inner, cited)
