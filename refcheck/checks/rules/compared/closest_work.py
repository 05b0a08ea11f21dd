"""The closest registered work differs in where it appeared.

Severity: warning.

## What it finds
A reference without a record of its own, and beside it the registered work that comes closest: one of this title by these
authors, in another journal, book or year. Where the title alone is alike, it is a note.

## Why it matters
What was meant can be seen at once, with all that agrees and all that does not.

## Example
An article of 2021 in *Proceedings of the Northern Symposium on Tidal Engineering*, cited with another meeting and 2019.

## When it is wrong
The work came out a second time in a place that registers nothing, or two works have one title.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The closest work, where title and authors agree and the place does not; as a note, where the title alone is alike."""
    yield from closest_finding(case, RULE, Likeness.PLACE, "same-work-elsewhere")
    yield from closest_finding(case, RULE, Likeness.NEAR, "closest-work")
