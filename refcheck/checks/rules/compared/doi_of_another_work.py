"""The DOI is that of another work.

Severity: error.

## What it finds
A DOI that is registered, for a work whose title and authors are not those cited. That of a chapter beside its book is a warning.

## Why it matters
The link leads the reader to something else, and the citation is counted for it.

## Example
The DOI of the neighbouring article in the same issue.

## When it is wrong
The reference gives the title in translation only, and the record has it in the original only.
"""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.answers import printed_for
from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.checks.comparing.differences import is_unlike
from refcheck.checks.comparing.extent import chapter_of, is_rubric
from refcheck.checks.comparing.misreading import is_misread
from refcheck.checks.describing import describe, linked
from refcheck.checks.evidence import says, sourced
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Match, Method, Safety, Scheme, Severity

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The printed DOI, where its record is not the one held for the reference. A work found by search is offered."""
    if (chapter := chapter_of(case)) is not None and not is_rubric(chapter):
        yield _of_chapter(case, chapter)
        return
    found = case.match if case.match is not None and not is_unlike(case.match) else None
    if found is None and not surely_read(case.reference, "title", "author"):
        return
    offered = found.record.work.doi if found else None
    for other in (*case.others, *([case.match] if case.match is not None and found is None else [])):
        work = other.record.work
        title = other.agreement("title")
        if other.method is not Method.DOI or (title is not None and is_misread(case, other, title)):
            continue
        printed = printed_for(case, other.record, Scheme.DOI)
        span = printed.span if printed else None
        said = sourced(other.record, worded("doi-of-another-work", doi=other.record.id.value, work=describe(work)))
        yield Finding(
            rule=RULE,
            message=worded("with-work-cited", said=said, url=f"https://doi.org/{offered}") if offered else said,
            span=span,
            evidence=(says(other.record, "title", cited=case.reference.work.title or "", registered=work.title or ""),),
            fix=Fix(span=span, replacement=offered, safety=Safety.UNSAFE) if span and offered else None,
        )


def _of_chapter(case: Case, chapter: Match) -> Finding:
    """The finding of a book with the DOI of one of its chapters, where that is no preface or the like."""
    title = chapter.record.work.title or ""
    printed = printed_for(case, chapter.record, Scheme.DOI)
    return Finding(
        rule=evolve(RULE, severity=Severity.WARNING),
        message=sourced(chapter.record, worded("doi-of-chapter", work=linked(chapter.record.work))),
        span=printed.span if printed else None,
        evidence=(says(chapter.record, "title", cited=case.reference.work.title or "", registered=title),),
    )
