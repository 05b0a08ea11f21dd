"""The number at arXiv, PubMed or PubMed Central is that of another work.

Severity: error.

## What it finds
An arXiv identifier, a PMID or a PMCID whose record has another title and other authors than are cited. With the same authors
it is a note.

## Why it matters
The link leads the reader to something else. References that a program made up often carry the number of a real work.

## Example
“arXiv:2105.01234” behind a work, where arXiv has another preprint under this number.

## When it is wrong
The reference gives the title in another language than the record, and its authors in another script.
"""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.answers import ARCHIVES, labelled, printed_for
from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.checks.comparing.misreading import is_misread
from refcheck.checks.describing import describe
from refcheck.checks.evidence import says, sourced
from refcheck.messages import worded
from refcheck.model import Case, Comparison, Finding, Severity

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each number of an archive whose record is not that of the reference."""
    if not surely_read(case.reference, "title", "author"):
        return
    for other in case.others:
        scheme = next((each for each in ARCHIVES if each.value == other.method.value), None)
        title = other.agreement("title")
        identifier = printed_for(case, other.record, scheme) if scheme else None
        if identifier is None or title is None or not title.differs or is_misread(case, other, title):
            continue
        work, author = other.record.work, other.agreement("author")
        is_other = author is not None and author.comparison is Comparison.DIFFERENT
        yield Finding(
            rule=RULE if is_other else evolve(RULE, severity=Severity.INFO),
            message=sourced(
                other.record, worded("identifier-of-another-work", identifier=labelled(identifier), work=describe(work))
            ),
            span=identifier.span,
            evidence=(says(other.record, "title", cited=title.cited, registered=title.registered),),
        )
