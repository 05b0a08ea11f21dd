"""The ISBN's check digit is wrong.

Severity: warning.

## What it finds
An ISBN whose last figure does not fit the others.

## Why it matters
One of its figures is wrong, so it names another book or none.

## Example
ISBN 978-0-367-90068-8, whose last figure should be 7.

## When it is wrong
Some publishers printed a wrong number in the book itself.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.stated import unread_values
from refcheck.identifiers.schemes import isbn
from refcheck.messages import worded
from refcheck.model import Case, Finding, Reference, Span

RULE = card(__name__, __doc__)

_LABELLED = re.compile(r"\b[ep]?-?ISBN(?:[- ]?1[03])?\b[\s:#.]{0,4}((?:\d[-–‐ ]?){9,12}[\dXx])(?![\w-])", re.IGNORECASE)
"""An ISBN behind its label: ``ISBN: 978-0-367-90068-8``, ``ISBN-10 0306406152``."""


_NUMBER = re.compile(r"(?:\d[-–‐ ]?){9,12}[\dXx]")
"""An ISBN, right or wrong: ``978-0-367-90068-8``."""


def check(case: Case) -> Iterator[Finding]:
    """Each ISBN whose check digit is wrong."""
    for span in _printed(case.reference):
        number = span.of(case.reference.raw)
        if len(isbn.compact(number)) in (10, 13) and not isbn.is_valid(number):
            yield Finding(rule=RULE, message=worded("isbn-check-digit", number=number), span=span)


def _printed(reference: Reference) -> Iterator[Span]:
    """What is called an ISBN, by its label in print or by its field."""
    if reference.structured:
        values = unread_values(reference, "isbn", "sn")
        yield from (span for span in values if _NUMBER.fullmatch(span.of(reference.raw)))
    else:
        yield from (Span(*found.span(1)) for found in _LABELLED.finditer(reference.raw))
