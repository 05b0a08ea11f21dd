"""A work is cited and not listed.

Severity: warning.

## What it finds
A citation by number, key, or name and year for which the list has no reference. Of a text most of whose citations are not
understood, nothing is said.

## Why it matters
A reader cannot find the work.

## Example
“(Zimmer, 2022)” in the text, and no Zimmer in the list.

## When it is wrong
A citation of a work that is described in a note, of a law or a letter, and years in brackets that are no citations.
Of 60 citations by name or by number in real texts 33 were right: what stands before a year in brackets may be a publisher, a
film or half a name. So only a citation by a key of the document's own source (LaTeX, JATS) is a warning; any other is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.citing.cited import Cited, shown
from refcheck.checks.comparing.weighing import note
from refcheck.messages import worded
from refcheck.model import Finding

RULE = card(__name__, __doc__)


def check_text(cited: Cited) -> Iterator[Finding]:
    """One finding for each such work, however often it is cited."""
    for citation in cited.unlisted:
        is_sure = bool(citation.keys) and not any(key.isdigit() for key in citation.keys)
        yield Finding(
            rule=RULE if is_sure else note(RULE),
            message=worded("cited-but-not-listed", citation=shown(citation)),
            citations=cited.places_of(citation),
        )
