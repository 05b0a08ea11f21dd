"""Labelled DOI, but not a DOI.

Severity: warning.

## What it finds
Something that is called a DOI and cannot be read as one, in a reference that has no other.

## Why it matters
The link is lost: no registry can be asked.

## Example
“doi: 10.1016”, with nothing behind the prefix.

## When it is wrong
A number of the journal's own that is printed behind the label.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.stated import labelled_doi
from refcheck.identifiers import find, why_none
from refcheck.messages import phrase, worded
from refcheck.model import Case, Finding, Scheme

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The first thing that is labelled as a DOI, where the reference has none."""
    span = labelled_doi(case.reference)
    if span is None or case.reference.of_scheme(Scheme.DOI):
        return
    printed = span.of(case.reference.raw)
    if not find(printed):  # an entry that was not understood has identifiers that were not read
        why = why_none(printed).removeprefix(f"{printed} is no DOI: ")
        yield Finding(rule=RULE, message=worded("doi-unusable", printed=printed, why=phrase(why)), span=span)
