"""An editor is not a registered one.

Severity: warning.

## What it finds
A cited editor whom the record does not have, or has under another spelling. Editors that are left out are no finding.

## Why it matters
A chapter is looked for under the editors of its book.

## Example
“In: Petrowa, E. (ed.)” for a book edited by E. Petrova.

## When it is wrong
Registries often have the editors of the series in place of those of the book.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differing, uncertain
from refcheck.checks.comparing.weighing import note
from refcheck.checks.evidence import says, sourced
from refcheck.checks.places import place
from refcheck.messages import phrase, worded
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each cited editor for whom the record has nobody, or somebody else."""
    sure = [(RULE, *found, "") for found in differing(case, "editor")]
    for own, match, agreement, why in sure or [(note(RULE), *found) for found in uncertain(case, "editor")]:
        for difference in agreement.differences:
            if difference.cited and difference.change not in (Change.ORDER, Change.FORM):
                yield Finding(
                    rule=own,
                    message=sourced(
                        match.record,
                        worded(
                            "editor-differs", cited=difference.cited, registered=agreement.registered, why=phrase(why)
                        ),
                    ),
                    span=place(case.reference, "editor", difference.cited.partition(",")[0]),
                    evidence=(says(match.record, "editor", cited=difference.cited, registered=agreement.registered),),
                )
