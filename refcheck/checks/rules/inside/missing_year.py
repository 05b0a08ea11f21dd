"""There is no year.

Severity: info.

## What it finds
A reference without a year, and without a word such as “n.d.” or “in press” that says why.

## Why it matters
Author and year are what the text cites it by.

## Example
“Haque, Imran, Bridges and Ferries of the Delta, Delta Institute”

## When it is wrong
Standards, laws and manuscripts that are cited by number.
Of 46 in real lists 20 were right: in the others the year stands in print and was not read. It is a note.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.kinds import CITED_IN_FULL
from refcheck.checks.printing.masking import prose
from refcheck.lexicon import is_undated
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""A number that can be a year in some calendar: ``2024``, ``۱۴۰۲``."""


def check(case: Case) -> Iterator[Finding]:
    """The reference, where no year was read and nothing in it can be one."""
    work = case.reference.work
    if not (work.author or work.editor):  # a fragment, perhaps no reference at all
        return
    if work.issued is not None or work.title is None or work.type not in CITED_IN_FULL:
        return
    text = prose(case.reference, "note")
    if not _YEAR.search(text) and not is_undated(text):
        yield Finding(rule=RULE, message=worded("missing-year"))
