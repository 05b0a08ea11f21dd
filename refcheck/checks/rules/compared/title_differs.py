"""The title is not worded as registered.

Severity: warning.

## What it finds
A title in which words are dropped, added, changed or misspelt. Capitals, marks, a subtitle left out as a whole and a
title in translation count as the same.

## Why it matters
A title is what people search for; a changed word can hide the work, or be the sign that another edition or another
work is meant.

## Example
“Regional Cooperation in a New Era” for “Global and Regional Cooperation in a New Era”.

## When it is wrong
A title was changed between the first online version and the final one, or the record itself has a slip.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differing, uncertain
from refcheck.checks.comparing.weighing import note
from refcheck.checks.evidence import says, sourced
from refcheck.checks.mending.title_words import title_words
from refcheck.checks.places import place, replacing
from refcheck.messages import Message, joined, phrase, worded
from refcheck.model import Case, Change, Difference, Finding, Fix

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The title, where its words are others."""
    sure = [(RULE, *found, "") for found in differing(case, "title")]
    for own, match, agreement, why in sure or [(note(RULE), *found) for found in uncertain(case, "title")]:
        differences = agreement.differences
        parts = [*map(_in_words, differences)] or [worded("registered-as", registered=agreement.registered)]
        yield Finding(
            rule=own,
            message=sourced(match.record, worded("title-differs", parts=joined("and-then", parts), why=phrase(why))),
            span=place(case.reference, "title", differences[0].cited if len(differences) == 1 else ""),
            evidence=(says(match.record, "title", cited=agreement.cited, registered=agreement.registered),),
            fix=title_words(case.reference, agreement) or _fix(case, differences),
        )


def _in_words(difference: Difference) -> Message:
    match difference.change:
        case Change.MISSING:
            return worded("left-out", words=difference.registered)
        case Change.EXTRA:
            return worded("added", words=difference.cited)
        case _:
            return worded("stands-for", cited=difference.cited, registered=difference.registered)


def _fix(case: Case, differences: tuple[Difference, ...]) -> Fix | None:
    """Return the registered word for the cited one, where that is all."""
    if len(differences) != 1 or not differences[0].cited:
        return None
    return replacing(case.reference, "title", differences[0].cited, differences[0].registered)
