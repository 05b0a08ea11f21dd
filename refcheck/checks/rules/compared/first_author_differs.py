"""The first author is not the registered one.

Severity: warning.

## What it finds
A first author other than the one that the record has in that place. Where several are cited, and none of them is registered,
all are told at once.

## Why it matters
A work is cited, sorted and looked for by its first author.

## Example
“Smith, J. (2016)” for an article by Élodie Marchand.

## When it is wrong
A person who changed names, or a record that has the corresponding author first.
Where the family name and the first letter of the given name are the same (“Lindqvist, Bo” for Britta), it may be a short form:
that is a note.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences, excused_differences, name_finding, strangers
from refcheck.checks.comparing.weighing import note, unless_short
from refcheck.checks.evidence import says, sourced
from refcheck.checks.mending.author_list import author_list
from refcheck.checks.places import place
from refcheck.messages import phrase, worded
from refcheck.model import Case, Change, Finding

RULE = card(__name__, __doc__)

_SHOWN = 3
"""So many names of a list are shown in a sentence."""


def check(case: Case) -> Iterator[Finding]:
    """The first author, where it is another person; or all, where all are others."""
    if (found := strangers(case)) is not None:
        match, agreement = found
        cited, registered = (_few(side) for side in (agreement.cited, agreement.registered))
        yield Finding(
            rule=RULE,
            message=sourced(
                match.record, worded("first-author-differs-all", cited=cited, registered=registered, why="")
            ),
            span=place(case.reference, "author"),
            evidence=(says(match.record, "author", cited=agreement.cited, registered=agreement.registered),),
            fix=author_list(case.reference, match.record.work.author),
        )
        return
    first = str(case.reference.work.author[0]) if case.reference.work.author else None
    told = [(unless_short(RULE, each), match, each, "") for match, each in differences(case, "author", Change.CHANGED)]
    told += [(note(RULE), *each) for each in excused_differences(case, "author", Change.CHANGED)]
    for rule, match, each, why in told:
        if each.cited == first:
            said = worded("first-author-differs", cited=each.cited, registered=each.registered, why=phrase(why))
            yield name_finding(case, rule, match, each, said)


def _few(names: str) -> str:
    """Names in a sentence, the first of them where they are many."""
    shown = names.split("; ")
    if len(shown) <= _SHOWN:
        return names
    return worded("names-and-more", names="; ".join(shown[:_SHOWN]), count=len(shown) - _SHOWN)
