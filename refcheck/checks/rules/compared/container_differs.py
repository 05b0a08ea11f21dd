"""The journal or book is not the registered one.

Severity: warning.

## What it finds
A journal, book or proceedings with another name than the record's. Abbreviations and translations count as the same.

## Why it matters
The work is looked for where it did not appear; often the name of a website or a preprint server has taken the
journal's place.

## Example
“SSRN, Vol. 36” for an article in *AI & Society*.

## When it is wrong
A journal was renamed, or the registry keeps a series where the reference has the book.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import value_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_NOUNS = {"article-journal": "journal", "chapter": "book", "paper-conference": "proceedings"}
"""What holds a work, by its CSL type."""


def check(case: Case) -> Iterator[Finding]:
    """The journal or book, where it differs from the record's."""
    kind = case.match.record.work.type if case.match else None
    return value_finding(case, RULE, "container-title", _NOUNS.get(kind or "", "container"))
