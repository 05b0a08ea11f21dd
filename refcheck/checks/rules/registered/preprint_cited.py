"""A preprint is cited although the work was published.

Severity: info.

## What it finds
A preprint whose record names the version of record that appeared later.

## Why it matters
The published version was reviewed and may differ; readers expect it to be cited, or both.

## Example
An arXiv or medRxiv posting whose article came out in a journal.

## When it is wrong
The preprint is meant: it is what was read, or what the text is about.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.evidence import says
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_PUBLISHED_AS = "is-preprint-of"


def check(case: Case) -> Iterator[Finding]:
    """The version of record, where the record of the cited preprint names it."""
    if case.match is None:
        return
    for relation in case.match.record.relations:
        if relation.type == _PUBLISHED_AS and relation.id_type == "doi":
            yield Finding(
                rule=RULE,
                message=worded("preprint-cited", url=f"https://doi.org/{relation.id}"),
                evidence=(
                    says(case.match.record, "DOI", cited=case.match.record.work.doi or "", registered=relation.id),
                ),
            )
            return
