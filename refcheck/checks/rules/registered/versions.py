"""Other registered versions of the work."""

import re
from collections.abc import Iterator

from refcheck.checks.certainty import confirmed
from refcheck.checks.comparing.closest import Likeness, closest_finding, other_version
from refcheck.checks.comparing.extent import book_around, chapter_alone, chapter_of, is_rubric
from refcheck.checks.comparing.printed_text import without
from refcheck.checks.evidence import beside_record, linked, says, sourced
from refcheck.checks.places import prose
from refcheck.identifiers.schemes import arxiv, doi
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.messages import worded
from refcheck.model import Case, Finding, Match, Reference, Rule, Scheme, Span
from refcheck.text.deferred import deferred

_IN_PRESS = deferred(
    rf"(?:^|[^\w\s])\s*({alternatives(wordings(Term.FORTHCOMING))})(?=\s*(?:[^\w\s]|\d{{4}}\b|$))", re.IGNORECASE
)
"""A wording between punctuation marks that a work is yet to appear: ``(in press)``, ``, forthcoming.``, ``. In press 2019``."""

_NAMES = ("author", "editor", "title", "container_title", "collection_title", "publisher", "publisher_place")
"""Fields in which such a wording is a part of a name."""


def another_version(case: Case, rule: Rule) -> Iterator[Finding]:
    """Another version of the work is registered.

    Severity: info.

    Yield the other version: the matched record, or one found by a search.

    ## What it finds
    A reference to one version of a work, if the record found is that of another version: a preprint and its article, a conference paper
    and the article that it became, a thesis or report and its article; also a book cited with the DOI of its preface, and a chapter
    cited with the DOI of its book.

    ## Why it matters
    Versions differ in text, pages and year. Both are shown, and their differences are not reported as errors.

    ## Example
    An article in a journal, cited with the DOI of its preprint.

    ## When it is wrong
    The places differ because one of them was cited wrongly.
    """  # noqa: E501  the lines are those of its page
    yield from closest_finding(case, rule, Likeness.VERSION)
    held = other_version(case)
    if held is not None:
        own = next(iter(case.reference.of_scheme(Scheme.ARXIV)), None)
        cited = worded("the-one-cited", url=f"{doi.RESOLVER}{arxiv.to_doi(own.value)}") if own else ""
        yield _finding(case, rule, held, "another-version", "container-title", cited=cited)
    elif (chapter := chapter_of(case)) is not None and is_rubric(chapter):
        yield _finding(case, rule, chapter, "doi-of-chapter", "title")
    elif (whole := book_around(case)) is not None:
        yield _finding(case, rule, whole, "doi-of-book", "title")


def chapter_cited_as_book(case: Case, rule: Rule) -> Iterator[Finding]:
    """A chapter is cited as a book.

    Severity: warning.

    Yield the chapter, if the reference has its title and a publisher, but neither the book that contains it nor pages.

    ## What it finds
    A reference to a book whose title is registered as that of a chapter: with the DOI of the chapter, or the chapter's authors.

    ## Why it matters
    No library has a book with this title. Readers look for the chapter in the book that contains it, on its pages.

    ## Example
    “Lund, A. (2006). Reeds (3rd ed.). North Press.” for a chapter of a handbook.

    ## When it is wrong
    The chapter was also published on its own, as an offprint or a report. What names the book in any words is not reported.
    """
    if (alone := chapter_alone(case)) is not None:
        yield _finding(case, rule, alone, "chapter-alone", "title", book=str(alone.record.work.container_title))


def _finding(case: Case, rule: Rule, match: Match, key: str, variable: str, **values: str) -> Finding:
    """Return the finding of a record of another version, named with its DOI; ``values`` are further values of the message."""
    agreement = match.agreement(variable)
    cited, registered = (agreement.cited, agreement.registered) if agreement else ("", "")
    said = worded(key, work=linked(match.record.work), **values)
    return beside_record(case, rule, match, variable, said, cited=cited, registered=registered)


def preprint_cited(case: Case, rule: Rule) -> Iterator[Finding]:
    """A preprint, or work in press, is cited although it was published.

    Severity: info.

    Yield the version of record, if the record of the cited preprint names it, or the place at which work in press appeared.

    ## What it finds
    A preprint whose record names the version of record that appeared later. A work cited without pages as “in press”, “accepted” or
    “forthcoming”, whose record has year, volume and pages.

    ## Why it matters
    The published version was reviewed and may differ; readers expect it to be cited, or both.

    ## Example
    An arXiv or medRxiv preprint whose article appeared in a journal.

    ## When it is wrong
    The preprint is meant: it is what was read, or what the text is about.
    """
    record = case.match.record if case.match else None
    if record and record.published_as:
        published = record.published_as[0]
        message = worded("preprint-cited", url=f"https://doi.org/{published}")
        evidence = (says(record, "DOI", cited=record.work.doi or "", registered=published),)
        yield Finding(rule=rule, message=message, evidence=evidence)
    if record is None or not confirmed(case, "title"):
        return
    work = record.work
    if work.year and work.volume and work.page and (span := _in_press(case.reference)):
        cited = span.of(case.reference.raw)
        said = worded("in-press-cited", cited=cited, year=str(work.year), volume=work.volume, page=work.page)
        evidence = (says(record, "page", cited=cited, registered=work.page),)
        yield Finding(rule=rule, message=sourced(record, said), span=span, evidence=evidence)


def _in_press(reference: Reference) -> Span | None:
    """Return where a reference without pages says that the work is yet to appear, or ``None``."""
    if any(map(str.isdigit, reference.work.page or "")):
        return None
    found = _IN_PRESS.search(without(reference, prose(reference, "note", "issued", "volume", "page"), _NAMES))
    return Span(*found.span(1)) if found else None
