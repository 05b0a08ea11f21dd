"""The year is not a registered one.

Severity: warning.

## What it finds
A year in which the record knows of no publication: not online, not in print, not posted.

## Why it matters
The year stands in the citation itself; a wrong one sends the reader to another work of the same author.

## Example
“(2013)” for an article that appeared in 2023.

## When it is wrong
Registries may lack the print date: the printed issue then came out in a year that they do not know. A year later than that of a
record without a date of print, without a volume, or of a book, and a year beside that of a meeting, are notes.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differing, uncertain
from refcheck.checks.comparing.printed_text import printed_numbers
from refcheck.checks.comparing.weighing import note
from refcheck.checks.evidence import says, sourced
from refcheck.checks.places import place, replacing
from refcheck.identifiers.doi_meaning import read
from refcheck.messages import joined, phrase, worded
from refcheck.model import Case, Finding, Reference, Work

RULE = card(__name__, __doc__)


_OTHERS = ("volume", "issue", "page", "title", "container_title", "collection_title", "publisher")
"""Fields in which a registered year stands for something else: it is the volume, or a part of a title."""


def check(case: Case) -> Iterator[Finding]:
    """The year, where the record knows of no publication in it, and its DOI was not made in it."""
    issued = case.reference.work.issued
    sure = [(RULE, match, "") for match, _ in differing(case, "issued")]
    doubtful = [(note(RULE), match, why) for match, _, why in uncertain(case, "issued")]
    for own, match, why in sure or doubtful:
        years = _years(match.record.work)
        if issued is None or issued.year is None or issued.year == read(match.record.work.doi or "").year:
            continue
        if any(_is_printed(case.reference, year, match.record.work.volume) for year in years):
            continue  # one of two years was read, and the other is registered
        cited, registered = str(issued.year), joined("and", map(str, years))
        yield Finding(
            rule=own,
            message=sourced(match.record, worded("year-differs", cited=cited, registered=registered, why=phrase(why))),
            span=place(case.reference, "issued", cited),
            evidence=(says(match.record, "issued", cited=cited, registered=registered),),
            fix=replacing(case.reference, "issued", cited, registered) if len(years) == 1 and not why else None,
        )


def _is_printed(reference: Reference, year: int, volume: str | None) -> bool:
    """Return whether a registered year is printed as such; it may stand for the volume, too, where volumes are named for years."""
    if str(year) == volume:
        return printed_numbers(reference)[volume] > 1
    return str(year) in printed_numbers(reference, but=_OTHERS)


def _years(work: Work) -> tuple[int, ...]:
    """Return the years in which the record knows of a publication, earliest first."""
    dates = (work.issued, *work.issued_alternative)
    return tuple(sorted({date.year for date in dates if date is not None and date.year is not None}))
