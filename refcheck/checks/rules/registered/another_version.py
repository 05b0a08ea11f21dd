"""Another version of the work is registered.

Severity: info.

## What it finds
A reference to one version of a work, where the record found is that of another: a preprint beside its article, a paper of a meeting
beside the article that it became, a thesis or report beside its article; a book cited with the DOI of its preface, and a chapter
with that of its book.

## Why it matters
Versions differ in text, pages and year. Both are offered, and where they differ is no fault.

## Example
An article in a journal, cited with the DOI of its preprint.

## When it is wrong
The places differ because one of them was cited wrongly.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness, other_version
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.checks.comparing.extent import book_around, chapter_alone, chapter_of, is_rubric
from refcheck.checks.describing import linked
from refcheck.checks.evidence import says, sourced
from refcheck.checks.places import place
from refcheck.identifiers.schemes import arxiv, doi
from refcheck.messages import worded
from refcheck.model import Case, Finding, Match, Scheme

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The other version, held for the reference or found by a search."""
    yield from closest_finding(case, RULE, Likeness.VERSION, "another-version-registered")
    held = other_version(case)
    if held is not None:
        cited = next((worded("the-one-cited", url=each) for each in _cited(case)), "")
        yield _finding(case, held, "another-version", "container-title", cited=cited)
    elif (chapter := chapter_of(case)) is not None and is_rubric(chapter):
        yield _finding(case, chapter, "doi-of-chapter", "title")
    elif (alone := chapter_alone(case)) is not None:
        yield _finding(case, alone, "chapter-alone", "title", book=str(alone.record.work.container_title))
    elif (whole := book_around(case)) is not None:
        yield _finding(case, whole, "doi-of-book", "title")


def _finding(case: Case, match: Match, key: str, variable: str, **values: str) -> Finding:
    """The finding of a record that is another version's, named with its DOI; ``values`` are further ones of the message."""
    agreement = match.agreement(variable)
    return Finding(
        rule=RULE,
        message=sourced(match.record, worded(key, work=linked(match.record.work), **values)),
        span=place(case.reference, "container_title" if variable == "container-title" else "title"),
        evidence=(
            says(
                match.record,
                variable,
                cited=agreement.cited if agreement else "",
                registered=agreement.registered if agreement else "",
            ),
        ),
    )


def _cited(case: Case) -> Iterator[str]:
    """The addresses of the version that the reference names itself: those of a preprint."""
    for identifier in case.reference.of_scheme(Scheme.ARXIV):
        yield f"{doi.RESOLVER}{arxiv.to_doi(identifier.value)}"
