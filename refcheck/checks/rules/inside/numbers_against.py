"""The volume, issue and first page against what the DOI or the address says."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.checks.comparing.printed_text import OF_JOURNAL, contradicts, doi_readings, in_addresses, inner_finding
from refcheck.checks.evidence import note
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
