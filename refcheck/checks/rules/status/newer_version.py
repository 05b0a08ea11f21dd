"""There is a newer version of the work.

Severity: info.

## What it finds
A work of which its publisher registered a new version or a new edition.

## Why it matters
The newer one may say something else, and it is what a reader will find first.

## Example
The first version of an article of a journal that publishes each revision under a DOI of its own.

## When it is wrong
The older version is meant: it is what was read, or what the text is about.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.evidence import says
from refcheck.messages import worded
from refcheck.model import Case, Finding, Id

RULE = card(__name__, __doc__)

_TYPES = ("new-version", "new-edition")
"""Source: the update types of Crossmark."""


def check(case: Case) -> Iterator[Finding]:
    """The first newer version that the record names."""
    if case.match is None:
        return
    record = case.match.record
    for update in record.updates:
        if update.type in _TYPES and update.doi is not None and Id.doi(update.doi) != record.id:
            message = worded(update.type, url=f"https://doi.org/{update.doi}")
            yield Finding(rule=RULE, message=message, evidence=(says(record, "updated-by", registered=update.type),))
            return
