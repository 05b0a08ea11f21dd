"""A work is cited under another name than it is listed under.

Severity: info.

## What it finds
A citation whose year the list has, with nearly the name or with other people beside the first, in one reference that
nothing else in the text cites.

## Why it matters
One of the two is wrong, and a reader does not find the work.

## Example
“Brwon and Clark (2020)” in the text, and “Brown, K., & Clark, L. (2020)” in the list.

## When it is wrong
Two people of nearly one name who published in one year, of whom one is missing in the list.
Of 30 in real texts 24 were right: it is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.citing.cited import Cited, shown
from refcheck.checks.citing.cited_names import joined
from refcheck.checks.evidence import printed
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Finding

RULE = card(__name__, __doc__)


def check_text(cited: Cited) -> Iterator[Finding]:
    """One finding for each such citation, which names the reference."""
    for slip in cited.other_names:
        reference = slip.case.reference
        work = reference.work
        listed = joined(work.author or work.editor or work.translator)
        yield Finding(
            rule=RULE,
            message=worded("cited-name-differs", citation=shown(slip.citation), listed=listed),
            span=place(reference, "author"),
            evidence=(printed("author", joined(slip.citation.names), beside=listed),),
            references=(reference.key,),
            citations=cited.places_of(slip.citation),
        )
