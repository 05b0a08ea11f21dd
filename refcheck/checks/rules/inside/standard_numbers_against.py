"""The ISBN and ISSN against what the DOI or the address says."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.printed_text import doi_readings, in_addresses, inner_finding
from refcheck.identifiers.schemes import isbn, issn
from refcheck.model import Case, Finding, Rule

_ISSN = re.compile(r"(?:\bissn[=/:-]?|\bpid=S|\bjournal/)(\d{4}-?\d{3}[\dX])(?![\dA-Z]{1,3}\b)", re.IGNORECASE)
"""An ISSN in an address: ``issn=2049-3630``, ``pid=S0102-311X2006000300001``, ``/journal/12345679``."""


def _in_doi(
    case: Case, rule: Rule, *, variable: str, plain: Callable[[str], str], shown: Callable[[str], str]
) -> Iterator[Finding]:
    """Yield the printed numbers, where none of them is the DOI's in its ``plain`` form."""
    printed = getattr(case.reference.work, attribute(variable))
    for identifier, reading in doi_readings(case, variable):
        inner = getattr(reading, attribute(variable))
        if inner and printed and plain(inner) not in map(plain, printed):
            yield inner_finding(rule, variable, variable, identifier, shown(inner), ", ".join(printed))


def _isbn(number: str) -> str:
    return isbn.to_isbn13(isbn.compact(number))


ISBN_AGAINST_DOI = partial(_in_doi, variable="ISBN", plain=_isbn, shown=isbn.format)
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

ISSN_AGAINST_DOI = partial(_in_doi, variable="ISSN", plain=issn.compact, shown=issn.format)
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


def issn_against_url(case: Case, rule: Rule) -> Iterator[Finding]:
    """The ISSN is not that of the address.

    Severity: info.

    Yield the ISSNs, where none of them is the address's.

    ## What it finds
    A printed ISSN other than the one that the address holds.

    ## Why it matters
    They may name two journals.

    ## Example
    “ISSN 1234-5678 …, http://journal.example.org/article?pid=S1234-56792006000300001”

    ## When it is wrong
    A journal has one ISSN for print and one for the web, and a new pair when it is renamed. That is why it is only worth
    knowing.
    """
    cited = {issn.compact(number) for number in case.reference.work.issn}
    for identifier, inner in in_addresses(case, "ISSN", _ISSN):
        if cited and issn.is_valid(inner) and issn.compact(inner.upper()) not in cited:
            printed = ", ".join(case.reference.work.issn)
            yield inner_finding(rule, "ISSN", "ISSN", identifier, issn.format(inner.upper()), printed)
