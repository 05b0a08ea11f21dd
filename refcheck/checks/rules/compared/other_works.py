"""Identifiers whose record is that of another work."""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.answers import ARCHIVES, labelled, printed_for
from refcheck.checks.certainty import read_with_certainty
from refcheck.checks.comparing.closest import doi_of_match
from refcheck.checks.comparing.extent import chapter_of, is_rubric
from refcheck.checks.comparing.misreading import is_misread
from refcheck.checks.comparing.tie import Tie
from refcheck.checks.evidence import describe, linked, note, says, sourced
from refcheck.lexicon.patterns import unspaced_forms
from refcheck.matching.appearance import has_place
from refcheck.matching.kind import is_other_kind, is_supplement, is_unlike_reference, kind_of
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Match, Method, Rule, Safety, Scheme, Severity
from refcheck.text.folding import fold


def doi_of_another_work(case: Case, rule: Rule) -> Iterator[Finding]:
    """The DOI belongs to another work.

    Severity: error.

    Yield the printed DOI, if its record is not the one matched to the reference. The DOI of a work found by a search is offered.

    ## What it finds
    A DOI that is registered for a work with another title than the one cited, or with a title in another language, by other people
    and on other pages. A truncated title does not count as another one if authors and year agree. The DOI of a chapter cited for its
    book is a warning. A DOI printed beside the work's own DOI is a note, as it may be that of a data set, an erratum or a review; so
    is the DOI of a notice that the reference calls a notice: “(Erratum published 2020, …)”.
    The supplementary material of an article may have the article's DOI. If a reference does not name a work beside its DOI (by a
    person, by volume and page, or by a long title with an organisation or a journal), it is a note; and with a DataCite record
    nothing is reported: "The data are available at …" is not a title.

    ## Why it matters
    The link leads the reader to something else, and the citation is counted for that work.

    ## Example
    The DOI of the neighbouring article in the same issue.

    ## When it is wrong
    The reference gives the title in translation only, and the record has it in the original only.
    """  # noqa: E501  the lines are those of its page
    if (chapter := chapter_of(case)) is not None and not is_rubric(chapter):
        yield _of_chapter(case, chapter, evolve(rule, severity=Severity.WARNING))
        return
    found = case.match if case.match is not None and not is_unlike_reference(case.match) else None
    if found is None and (is_supplement(case.reference) or not read_with_certainty(case.reference, "title", "author")):
        return
    is_second = found is not None and found.method is Method.DOI
    offered = doi_of_match(case) if found and not is_second else None
    for other in (*case.others, *([case.match] if case.match is not None and found is None else [])):
        work = other.record.work
        title = other.agreement("title")
        if other.method is not Method.DOI or (title is not None and is_misread(case, other, title)):
            continue
        is_named = found is not None or _names_work(case, other)
        if not is_named and other.record.provenance.registry == "DataCite":  # the registry of data archives
            continue
        printed = printed_for(case, other.record, Scheme.DOI)
        span = printed.span if printed else None
        is_notice = span is not None and _calls_notice(case.reference.raw[: span.start], other)
        own = None if is_notice else offered
        said = sourced(other.record, worded("doi-of-another-work", doi=other.record.id.value, work=describe(work)))
        yield Finding(
            rule=note(rule) if is_second or is_notice or not is_named else rule,
            message=worded("with-work-cited", said=said, url=f"https://doi.org/{own}") if own else said,
            span=span,
            evidence=(says(other.record, "title", cited=case.reference.work.title or "", registered=work.title or ""),),
            fix=Fix(span=span, replacement=own, safety=Safety.UNSAFE) if span and own else None,
        )


def _names_work(case: Case, other: Match) -> bool:
    """Return whether a reference names a work beside its DOI: by a person, by volume and page, or by title and more.

    Beside the title, which must be distinctive, there must be an organisation, a container, a volume or a page. A sentence on where
    the data are, or the name of their archive, does not name a work; a structured reference always does.
    """
    work = case.reference.work
    if case.reference.structured or has_place(work):
        return True
    if any(name.family or unspaced_forms(name.literal or "") for name in work.author):
        return True
    is_distinctive = Tie(case=case, match=other).tells or not work.title
    return is_distinctive and bool(work.author or work.container_title or work.volume or work.page)


def _calls_notice(printed: str, other: Match) -> bool:
    """Return whether the text before a DOI says that it is that of a notice about the work: “(Erratum published 2017, …)”."""
    title = other.agreement("title")
    if title is None or not is_other_kind(title) or fold(title.cited) not in fold(title.registered):
        return False
    pieces = printed.replace("[", "(").replace(". ", "(").split("(")
    return kind_of(title.registered) in {*map(kind_of, pieces)} - {kind_of(title.cited)}


def _of_chapter(case: Case, chapter: Match, rule: Rule) -> Finding:
    """Return the finding of a book that is cited with the DOI of one of its chapters."""
    printed = printed_for(case, chapter.record, Scheme.DOI)
    title = chapter.record.work.title or ""
    message = sourced(chapter.record, worded("doi-of-chapter", work=linked(chapter.record.work)))
    evidence = (says(chapter.record, "title", cited=case.reference.work.title or "", registered=title),)
    return Finding(rule=rule, message=message, span=printed.span if printed else None, evidence=evidence)


def identifier_of_another_work(case: Case, rule: Rule) -> Iterator[Finding]:
    """The arXiv, PubMed or PubMed Central number belongs to another work.

    Severity: error.

    Yield each number of an archive whose record is not that of the reference.

    ## What it finds
    An arXiv identifier, a PMID or a PMCID whose record has another title and other authors than those cited. With the same authors
    it is a note.

    ## Why it matters
    The link leads the reader to something else. References that a program made up often carry the number of a real work.

    ## Example
    “arXiv:2105.01234” after a work, where arXiv has another preprint under this number.

    ## When it is wrong
    The reference gives the title in another language than the record does, and the authors in another script.
    """
    if not read_with_certainty(case.reference, "title", "author"):
        return
    for other in case.others:
        scheme = next((each for each in ARCHIVES if each.value == other.method.value), None)
        title = other.agreement("title")
        identifier = printed_for(case, other.record, scheme) if scheme else None
        if identifier is None or title is None or not title.differs or is_misread(case, other, title):
            continue
        said = worded("identifier-of-another-work", identifier=labelled(identifier), work=describe(other.record.work))
        message = sourced(other.record, said)
        evidence = (says(other.record, "title", cited=title.cited, registered=title.registered),)
        own = rule if other.differs("author") else note(rule)
        yield Finding(rule=own, message=message, span=identifier.span, evidence=evidence)
