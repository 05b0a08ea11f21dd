"""The volume, issue, first page, ISBN and ISSN against what the DOI or the address says."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.printed_text import OF_JOURNAL, contradicts, doi_readings, in_addresses, inner_finding
from refcheck.checks.evidence import note
from refcheck.identifiers.schemes import isbn, issn
from refcheck.model import Case, Finding, Rule

_VOLUME = re.compile(
    rf"(?<![a-z])vol(?:ume)?[-_/.=]?(\d{{1,4}})(?!\d)|{OF_JOURNAL}(\d{{1,4}})/\d{{1,4}}/[A-Z]?\d", re.IGNORECASE
)
"""A volume in an address: ``vol-16``, ``volume/16/``, ``/content/16/2/141``."""

_ISSUE = re.compile(
    r"(?<![a-z])vol(?:ume)?[-_/.=]?\d{1,4}[-_/.]{1,2}(?:no|issue|iss|number)[-_/.=]?(\d{1,3})(?!\d)"
    rf"|{OF_JOURNAL}\d{{1,4}}/(\d{{1,3}})/[A-Z]?\d",
    re.IGNORECASE,
)
"""An issue behind its volume in an address: ``vol-16-no-2``, ``volume/16/issue/2``, ``/content/16/2/141``."""

_PAGE = re.compile(rf"{OF_JOURNAL}\d{{1,4}}/\d{{1,4}}/(\d{{1,6}})(?=[/.?#]|$)")
"""A first page in an address: ``/content/138/6/1454``, ``/article/138/6/1454/``."""


def _in_doi(case: Case, rule: Rule, *, variable: str, noun: str) -> Iterator[Finding]:
    """Yield the number that is printed, where the DOI holds another; a note where its registrant is not known to build DOIs so."""
    cited = _cited(case, variable)
    for identifier, reading in doi_readings(case, variable):
        if variable == "issue" and cited == reading.page:  # it, or an article's number, was read so: "ApJ, 812, 5"
            continue
        inner = getattr(reading, variable)
        if contradicts(case.reference, inner, cited):
            card = rule if reading.is_known else note(rule)
            yield inner_finding(card, variable, noun, identifier, inner, cited)


def _in_address(case: Case, rule: Rule, *, variable: str, noun: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Yield the number that is printed, where the address has another in a group of the pattern."""
    cited = _cited(case, variable)
    for identifier, inner in in_addresses(case, variable, pattern):
        if contradicts(case.reference, inner, cited):
            yield inner_finding(rule, variable, noun, identifier, inner, cited)


def _cited(case: Case, variable: str) -> str:
    """Return the number that is printed; of pages the first."""
    printed = getattr(case.reference.work, variable) or ""
    return printed.partition("-")[0] if variable == "page" else printed


VOLUME_AGAINST_DOI = partial(_in_doi, variable="volume", noun="volume")
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

ISSUE_AGAINST_DOI = partial(_in_doi, variable="issue", noun="issue")
"""The issue is not that of the DOI.

Severity: info.

## What it finds
An issue other than the one that the DOI holds.

## Why it matters
One of the two is wrong, and a reader looks in the wrong issue.

## Example
“22(3) …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
A DOI that was made from a plan which then changed.
The one that was found in real lists was wrong: the issue was misread. It is a note.
"""

PAGE_AGAINST_DOI = partial(_in_doi, variable="page", noun="first-page")
"""The first page is not that of the DOI.

Severity: info.

## What it finds
A first page other than the one that the DOI holds.

## Why it matters
One of the two is wrong.

## Example
“pp. 251–264 …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
Some registrants put an article's number in the place of the page; of 150 works with such DOIs, five did.
"""

VOLUME_AGAINST_URL = partial(_in_address, variable="volume", noun="volume", pattern=_VOLUME)
"""The volume is not that of the address.

Severity: info.

## What it finds
A volume other than the one that the address names.

## Why it matters
One of the two is wrong.

## Example
“Vol. 15 …, https://example.org/journal-of-defence-studies-vol-16-no-2/”

## When it is wrong
An address of the volume in which the article is reviewed or reprinted, or was planned: of 246 registered works with a volume in
their address one is in another.
"""

ISSUE_AGAINST_URL = partial(_in_address, variable="issue", noun="issue", pattern=_ISSUE)
"""The issue is not that of the address.

Severity: info.

## What it finds
An issue other than the one that the address names beside a volume.

## Why it matters
One of the two is wrong.

## Example
“Vol. 16, No. 3 …, https://example.org/journal-of-defence-studies-vol-16-no-2/”

## When it is wrong
An address of the issue in which the article is reviewed or reprinted.
"""

PAGE_AGAINST_URL = partial(_in_address, variable="page", noun="first-page", pattern=_PAGE)
"""The first page is not that of the address.

Severity: info.

## What it finds
A first page other than the one that the address of an article has behind its volume and issue.

## Why it matters
One of the two is wrong.

## Example
“pp. 1445–1459 …, https://academic.oup.com/brain/article/138/6/1454/”

## When it is wrong
Sites that count articles where others have the page.
"""


_ISSN = re.compile(r"(?:\bissn[=/:-]?|\bpid=S|\bjournal/)(\d{4}-?\d{3}[\dX])(?![\dA-Z]{1,3}\b)", re.IGNORECASE)
"""An ISSN in an address: ``issn=2049-3630``, ``pid=S0102-311X2006000300001``, ``/journal/12345679``."""


def _standard_in_doi(
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


ISBN_AGAINST_DOI = partial(_standard_in_doi, variable="ISBN", plain=_isbn, shown=isbn.format)
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

ISSN_AGAINST_DOI = partial(_standard_in_doi, variable="ISSN", plain=issn.compact, shown=issn.format)
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
