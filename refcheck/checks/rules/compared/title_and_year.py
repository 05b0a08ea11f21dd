"""The title and the year compared with those of the record."""

from collections.abc import Iterator

from refcheck.checks.comparing.differences import judged
from refcheck.checks.comparing.printed_text import printed_numbers
from refcheck.checks.evidence import beside_record, note
from refcheck.checks.mending.title_words import in_case, title_words
from refcheck.checks.places import replacing
from refcheck.messages import Message, joined, phrase, worded
from refcheck.model import Agreement, Case, Change, Difference, Finding, Fix, Reference, Rule, Work

_OTHERS = ("volume", "issue", "page", "title", "container_title", "collection_title", "publisher")
"""Fields in which a registered year has another meaning: it is the volume, or a part of a title."""


def title_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The title differs from the registered one.

    Severity: warning.

    ## What it finds
    A title in which words are missing, added, changed or misspelt. Differences in capitals and punctuation, a missing subtitle and
    a translated title do not count. If everything else agrees, words before or after the whole title are a note, and so is a
    subtitle that the record lacks.

    ## Why it matters
    People search for a work by its title; a changed word can hide the work, or show that another edition or another
    work is meant.

    ## Example
    “Sediment Transport in a Dry Decade” for “Sediment Transport and Harvests in a Dry Decade”.

    ## When it is wrong
    The title was changed between the first online version and the final one, or the record itself has an error.
    """
    for match, agreement, why in judged(case, "title"):
        own = note(rule) if why else rule
        differences, cited, registered = agreement.differences, agreement.cited, agreement.registered
        parts = [*map(_in_words, differences)] or [worded("registered-as", registered=registered)]
        said = worded("title-differs", parts=joined("and-then", parts), why=phrase(why))
        text = differences[0].cited if len(differences) == 1 else ""
        fix = title_words(case.reference, agreement) or _fix(case, agreement, differences)
        yield beside_record(case, own, match, "title", said, cited=cited, registered=registered, text=text, fix=fix)


def _in_words(difference: Difference) -> Message:
    match difference.change:
        case Change.MISSING:
            return worded("left-out", words=difference.registered)
        case Change.EXTRA:
            return worded("added", words=difference.cited)
        case _:
            return worded("stands-for", cited=difference.cited, registered=difference.registered)


def _fix(case: Case, agreement: Agreement, differences: tuple[Difference, ...]) -> Fix | None:
    """Return the fix that replaces the cited words by the registered ones, if there is only one difference."""
    if len(differences) != 1 or not differences[0].cited:
        return None
    words = in_case(differences[0].cited, differences[0].registered, agreement)
    return replacing(case.reference, "title", differences[0].cited, words) if words else None


def year_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year is not a registered one.

    Severity: warning.

    ## What it finds
    A year for which the record states no publication, whether online, in print or as a preprint.

    ## Why it matters
    The year is part of the citation itself; a wrong year leads the reader to another work of the same author.

    ## Example
    “(2013)” for an article that appeared in 2023.

    ## When it is wrong
    The record may lack the print date: the printed issue then appeared in a year that it does not state. These years are notes: the
    year after that of a record without a print date, or of a book; up to two years after that of a record without a volume; the
    year before or after that of a meeting; a year before the date on which an old volume or a thesis was put online; and the year
    in the DOI, if volume and issue agree and the print year is another.
    """
    for match, _, why in judged(case, "issued"):
        own = note(rule) if why else rule
        years = _years(match.record.work)
        if any(_is_printed(case.reference, year, match.record.work.volume) for year in years):
            continue  # two years are printed: one was read, and the other is registered
        cited, registered = str(case.reference.work.year), joined("and", map(str, years))
        said = worded("year-differs", cited=cited, registered=registered, why=phrase(why))
        fix = replacing(case.reference, "issued", cited, registered) if len(years) == 1 and not why else None
        yield beside_record(case, own, match, "issued", said, cited=cited, registered=registered, text=cited, fix=fix)


def _is_printed(reference: Reference, year: int, volume: str | None) -> bool:
    """Return whether a registered year is printed as a year, or is in a note: “Reprinted in 2016”.

    If the volumes are numbered by year, it must be printed twice, as it is the volume as well.
    """
    if str(year) in (reference.work.note or ""):
        return True
    if str(year) == volume:
        return printed_numbers(reference)[volume] > 1
    return str(year) in printed_numbers(reference, but=_OTHERS)


def _years(work: Work) -> tuple[int, ...]:
    """Return the years of publication that the record states, earliest first."""
    dates = (work.issued, *work.issued_alternative)
    return tuple(sorted({date.year for date in dates if date is not None and date.year is not None}))
