"""The ISSN's check digit is wrong.

## What it finds
An ISSN whose last figure does not fit the others.

## Why it matters
One of its figures is wrong, so it names another journal or none.

## Example
ISSN 0263-4938, whose last figure should be 7.

## When it is wrong
Some publishers printed a wrong number in the journal itself.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.identifiers import issn
from refcheck.model import Case, Finding, Severity, Span

RULE = card(__name__, __doc__, Severity.WARNING)

_LABELLED = re.compile(r"\b(?:[ep]-?)?ISSN(?:-L)?\b[\s:#.]{0,4}(\d{4}[-–‐]?\d{3}[\dXx])(?![\w-])", re.IGNORECASE)
"""An ISSN behind its label: ``ISSN 0263-4938``, ``eISSN: 14653354``."""


def check(case: Case) -> Iterator[Finding]:
    """Each ISSN whose check digit is wrong."""
    for found in _LABELLED.finditer(case.reference.raw):
        number = issn.compact(found[1])
        if not issn.is_valid(number):
            yield Finding(rule=RULE, message=f"The check digit of ISSN {found[1]} is wrong.", span=Span(*found.span(1)))
