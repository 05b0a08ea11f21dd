"""A work is cited with another year than it is listed with.

Severity: info.

## What it finds
A citation of names that the list has with another year alone, in one reference that nothing else in the text cites.

## Why it matters
One of the two years is wrong, and a reader takes them for two works.

## Example
“(Evans, 2018)” in the text, and “Evans, O. (2017)” in the list.

## When it is wrong
Another work of the same people that is missing in the list.
Of 23 in real texts 19 were right: it is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.citing.cited import Cited, shown
from refcheck.checks.evidence import printed
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Finding

RULE = card(__name__, __doc__)


def check_text(cited: Cited) -> Iterator[Finding]:
    """One finding for each such citation, which names the reference."""
    for slip in cited.other_year:
        reference = slip.case.reference
        listed = str(reference.work.issued.year) if reference.work.issued else ""
        yield Finding(
            rule=RULE,
            message=worded("cited-year-differs", citation=shown(slip.citation), listed=listed),
            span=place(reference, "issued"),
            evidence=(printed("issued", str(slip.citation.year), beside=listed),),
            references=(reference.key,),
            citations=cited.places_of(slip.citation),
        )
