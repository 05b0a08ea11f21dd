"""The volume, issue, first page, ISBN and ISSN compared with those in the DOI or the URL."""

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
"""A volume in a URL: ``vol-16``, ``volume/16/``, ``/content/16/2/141``."""

_ISSUE = re.compile(
    r"(?<![a-z])vol(?:ume)?[-_/.=]?\d{1,4}[-_/.]{1,2}(?:no|issue|iss|number)[-_/.=]?(\d{1,3})(?!\d)"
    rf"|{OF_JOURNAL}\d{{1,4}}/(\d{{1,3}})/[A-Z]?\d",
    re.IGNORECASE,
)
"""An issue after its volume in a URL: ``vol-16-no-2``, ``volume/16/issue/2``, ``/content/16/2/141``."""

_PAGE = re.compile(rf"{OF_JOURNAL}\d{{1,4}}/\d{{1,4}}/(\d{{1,6}})(?=[/.?#]|$)")
"""A first page in a URL: ``/content/138/6/1454``, ``/article/138/6/1454/``."""


def _in_doi(case: Case, rule: Rule, *, variable: str, noun: str) -> Iterator[Finding]:
    """Yield the printed number if the DOI contains another; a note if the registrant is not known to build its DOIs in this way."""
    cited = _cited(case, variable)
    for identifier, reading in doi_readings(case, variable):
        if variable == "issue" and cited == reading.page:  # page or article number: "ApJ, 812, 5"
            continue
        inner = getattr(reading, variable)
        if contradicts(case.reference, inner, cited):
            card = rule if reading.is_known else note(rule)
            yield inner_finding(card, variable, noun, identifier, inner, cited)


def _in_address(case: Case, rule: Rule, *, variable: str, noun: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Yield the printed number if the URL has another one in a group of the pattern."""
    cited = _cited(case, variable)
    for identifier, inner in in_addresses(case, variable, pattern):
        if contradicts(case.reference, inner, cited):
            yield inner_finding(rule, variable, noun, identifier, inner, cited)


def _cited(case: Case, variable: str) -> str:
    """Return the printed number; of a page range, the first page."""
    printed = getattr(case.reference.work, variable) or ""
    return printed.partition("-")[0] if variable == "page" else printed


VOLUME_AGAINST_DOI = partial(_in_doi, variable="volume", noun="volume")
"""The volume contradicts the DOI.

Severity: warning.

## What it finds
A volume other than the one in the DOI. It is a note if the registrant is not known to build its DOIs in this way, and if the DOI
is a SICI.

## Why it matters
One of the two is wrong, and a reader looks in the wrong volume.

## Example
“Vol. 21 …, doi: 10.1103/PhysRevA.22.241”

## When it is wrong
A DOI that was created from a plan that later changed: of 33 registered works with a SICI, five are in another volume.
"""

ISSUE_AGAINST_DOI = partial(_in_doi, variable="issue", noun="issue")
"""The issue contradicts the DOI.

Severity: info.

## What it finds
An issue other than the one in the DOI.

## Why it matters
One of the two is wrong, and a reader looks in the wrong issue.

## Example
“22(3) …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
A DOI that was created from a plan that later changed.
The only finding in real lists was wrong: the issue was misread. It is a note.
"""

PAGE_AGAINST_DOI = partial(_in_doi, variable="page", noun="first-page")
"""The first page contradicts the DOI.

Severity: info.

## What it finds
A first page other than the one in the DOI.

## Why it matters
One of the two is wrong.

## Example
“pp. 251–264 …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
Some registrants put an article number in place of the page: of 150 works with such DOIs, five have one.
"""

VOLUME_AGAINST_URL = partial(_in_address, variable="volume", noun="volume", pattern=_VOLUME)
"""The volume contradicts the URL.

Severity: info.

## What it finds
A volume other than the one in the address.

## Why it matters
One of the two is wrong.

## Example
“Vol. 15 …, https://example.org/journal-of-defence-studies-vol-16-no-2/”

## When it is wrong
The address is that of the volume in which the article is reviewed or reprinted, or was planned to appear: of 246 registered works
with a volume in their address, one is in another volume.
"""

ISSUE_AGAINST_URL = partial(_in_address, variable="issue", noun="issue", pattern=_ISSUE)
"""The issue contradicts the URL.

Severity: info.

## What it finds
An issue other than the one that follows a volume in the address.

## Why it matters
One of the two is wrong.

## Example
“Vol. 16, No. 3 …, https://example.org/journal-of-defence-studies-vol-16-no-2/”

## When it is wrong
The address is that of the issue in which the article is reviewed or reprinted.
"""

PAGE_AGAINST_URL = partial(_in_address, variable="page", noun="first-page", pattern=_PAGE)
"""The first page contradicts the URL.

Severity: info.

## What it finds
A first page other than the one that follows volume and issue in the address of an article.

## Why it matters
One of the two is wrong.

## Example
“pp. 1445–1459 …, https://academic.oup.com/brain/article/138/6/1454/”

## When it is wrong
Sites that number articles where others have the page.
"""


_ISSN = re.compile(r"(?:\bissn[=/:-]?|\bpid=S|\bjournal/)(\d{4}-?\d{3}[\dX])(?![\dA-Z]{1,3}\b)", re.IGNORECASE)
"""An ISSN in a URL: ``issn=2049-3630``, ``pid=S0102-311X2006000300001``, ``/journal/12345679``."""


def _standard_in_doi(
    case: Case, rule: Rule, *, variable: str, plain: Callable[[str], str], shown: Callable[[str], str]
) -> Iterator[Finding]:
    """Yield the printed numbers if none of them is that in the DOI, compared in their ``plain`` forms."""
    printed = getattr(case.reference.work, attribute(variable))
    for identifier, reading in doi_readings(case, variable):
        inner = getattr(reading, attribute(variable))
        if inner and printed and plain(inner) not in map(plain, printed):
            yield inner_finding(rule, variable, variable, identifier, shown(inner), ", ".join(printed))


def _isbn(number: str) -> str:
    return isbn.to_isbn13(isbn.compact(number))


ISBN_AGAINST_DOI = partial(_standard_in_doi, variable="ISBN", plain=_isbn, shown=isbn.format)
"""The ISBN contradicts the DOI.

Severity: info.

## What it finds
A printed ISBN other than the one in the DOI.

## Why it matters
They may be those of two books.

## Example
“ISBN 978-0-306-40615-7 …, doi: 10.1007/978-3-16-148410-0”

## When it is wrong
A book has an ISBN for each binding and format, and the DOI contains one of them. That is why it is only a note.
"""

ISSN_AGAINST_DOI = partial(_standard_in_doi, variable="ISSN", plain=issn.compact, shown=issn.format)
"""The ISSN contradicts the DOI.

Severity: info.

## What it finds
A printed ISSN other than the one in the DOI.

## Why it matters
They may be those of two journals.

## Example
“ISSN 2049-3630 …, doi: 10.5555/1234-5679-2024-22-2-241-254”

## When it is wrong
A journal has one ISSN for print and one for the web, and a new pair when it is renamed. That is why it is only a note.
"""


def issn_against_url(case: Case, rule: Rule) -> Iterator[Finding]:
    """The ISSN contradicts the URL.

    Severity: info.

    Yield the ISSNs if none of them is that in the URL.

    ## What it finds
    A printed ISSN other than the one in the address.

    ## Why it matters
    They may be those of two journals.

    ## Example
    “ISSN 1234-5678 …, http://journal.example.org/article?pid=S1234-56792006000300001”

    ## When it is wrong
    A journal has one ISSN for print and one for the web, and a new pair when it is renamed. That is why it is only a note.
    """
    cited = {issn.compact(number) for number in case.reference.work.issn}
    for identifier, inner in in_addresses(case, "ISSN", _ISSN):
        if cited and issn.is_valid(inner) and issn.compact(inner.upper()) not in cited:
            printed = ", ".join(case.reference.work.issn)
            yield inner_finding(rule, "ISSN", "ISSN", identifier, issn.format(inner.upper()), printed)
