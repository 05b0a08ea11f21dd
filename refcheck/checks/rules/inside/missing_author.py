"""There is no author.

Severity: info.

## What it finds
A journal article, chapter, proceedings paper, book or thesis without an author or editor.

## Why it matters
The text cites it by its author, and lists are sorted by it.

## Example
“Ferries of the Northern Delta (2023), Delta University Press”

## When it is wrong
Editorials and reports that nobody signed.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.checks.kinds import CITED_IN_FULL
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The reference, where its title was surely read and nobody is named."""
    work = case.reference.work
    named = work.author or work.editor or work.translator
    if work.title and work.type in CITED_IN_FULL and not named and surely_read(case.reference, "title"):
        yield Finding(rule=RULE, message=worded("missing-author"))
