"""Single values compared with the record's: each rule names the CSL variable, and its noun, a message's key without ``the-``."""

from collections.abc import Iterator
from functools import partial

from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding, Rule

_NOUNS = {"article-journal": "journal", "chapter": "book", "paper-conference": "proceedings"}
"""The kind of container of a work, by its CSL type."""

VOLUME_DIFFERS = partial(value_finding, variable="volume", noun="volume")
"""The volume is not the registered one.

Severity: warning.

## What it finds
A volume number that differs from the record's.

## Why it matters
Libraries find an article by volume and page, and databases use them to link a reference to its work.

## Example
*Place Branding and Public Diplomacy* 14(3), where the registry has 21(3).

## When it is wrong
Some journals count both by volume and by year; the record then has one count and the reference the other.
"""

ISSUE_DIFFERS = partial(value_finding, variable="issue", noun="issue")
"""The issue is not the registered one.

Severity: warning.

## What it finds
An issue number that differs from the record's, or that is one number of a registered range.

## Why it matters
A reader looks for the article in an issue where it is not.

## Example
“No. 2” for an article that is registered in the joint issue 1–4.

## When it is wrong
A publisher may print one number of a joint issue on the article and register the whole range.
"""

EDITION_DIFFERS = partial(value_finding, variable="edition", noun="edition")
"""The edition is not the registered one.

Severity: warning.

## What it finds
An edition number that differs from the record's.

## Why it matters
Editions have different pages and often different text.

## Example
“2nd ed.” for a work whose record is that of the third edition.

## When it is wrong
The DOI of a book often leads to its latest edition, while the reference means the older edition that was read.
"""

ISBN_DIFFERS = partial(value_finding, variable="ISBN", noun="ISBN")
"""The ISBN is not a registered one.

Severity: info.

## What it finds
An ISBN that is not one of those in the record.

## Why it matters
An ISBN identifies one edition in one binding; another ISBN may be that of another book.

## Example
The ISBN of the first edition for a work whose record is that of the second.

## When it is wrong
A book has an ISBN for each binding and format, and registries seldom list all of them. That is why it is only a note.
"""

ISSN_DIFFERS = partial(value_finding, variable="ISSN", noun="ISSN")
"""The ISSN is not a registered one.

Severity: info.

## What it finds
An ISSN that is not one of those in the record.

## Why it matters
An ISSN identifies a journal; another ISSN identifies another journal.

## Example
The ISSN of *Physical Review A* for an article whose record is in *Physical Review B*.

## When it is wrong
Journals have an ISSN for print and one for the web, and a new pair when they are renamed; registries may have only one of
them.
"""


def container_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The journal or book is not the registered one.

    Severity: warning.

    Yield the journal or book, if it differs from the record's.

    ## What it finds
    A journal, book or proceedings with another name than in the record. Abbreviations and translations count as the same name.

    ## Why it matters
    Readers look for the work where it did not appear; often the name of a website or a preprint server has replaced that of the
    journal.

    ## Example
    “SSRN, Vol. 36” for an article in *AI & Society*.

    ## When it is wrong
    A journal was renamed, or the record has the series where the reference has the book.
    """
    kind = case.match.record.work.type if case.match else None
    return value_finding(case, rule, "container-title", _NOUNS.get(kind or "", "container"))


def pages_differ(case: Case, rule: Rule) -> Iterator[Finding]:
    """The pages are not the registered ones.

    Severity: warning.

    Yield the page range, or the single page or article number, if it differs from the record's.

    ## What it finds
    A page range that begins or ends elsewhere than in the record.

    ## Why it matters
    Pages distinguish two papers in one issue, and databases use the first page to link a reference to its work.

    ## Example
    “pp. 45–67”, where the registry has 54–67.

    ## When it is wrong
    The pages of an online-first version, or of a reprint, are not those of the record. A single page within the registered range
    may be that of a quotation, and is a note; in a footnote, such pages are not reported. A supplement's “S” before the pages
    that only one side has is a note, too.
    """
    is_range = "-" in (case.reference.work.page or "")
    return value_finding(case, rule, "page", "page-range" if is_range else "page")
