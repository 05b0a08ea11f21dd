"""The work is known by a number.

Severity: info.

## What it finds
A reference without a record that gives the number of an RFC, a standard or a patent, or a DOR: an identifier of Iran's journals,
which begins with `20.1001.1` and is no DOI.

## Why it matters
Registries of DOIs need not hold such works; that none was found says nothing against the reference. The address tells where to
look.

## Example
“ISO 9241-210:2019. Ergonomics of human-system interaction.”

## When it is wrong
The number is one of something else that looks alike.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.identifiers.official_numbers import DOR, PATENT, RFC, STANDARD, known_by
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_WORDS = {
    RFC: "number-of-rfc",
    STANDARD: "number-of-standard",
    PATENT: "number-of-patent",
    DOR: "number-is-dor",
}


def check(case: Case) -> Iterator[Finding]:
    """Each number of a reference that no record is held for."""
    if case.match is not None:
        return
    seen: set[str] = set()
    for number in known_by(case.reference):
        if number.value not in seen:
            seen.add(number.value)
            message = worded(_WORDS[number.kind], number=str(number), url=number.url)
            yield Finding(rule=RULE, message=message, span=number.span)
