"""The ISSN's check digit is wrong.

Severity: info.

## What it finds
An ISSN whose last figure does not fit the others.

## Why it matters
One of its figures is wrong, so it names another journal or none. Nobody finds a work by its ISSN, so it is only worth
knowing.

## Example
ISSN 0263-4938, whose last figure should be 7.

## When it is wrong
Some publishers printed a wrong number in the journal itself, or registered it with their works. A number that the
record has as well is not told.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.stated import unread_values
from refcheck.identifiers.schemes import issn
from refcheck.messages import worded
from refcheck.model import Case, Finding, Reference, Span

RULE = card(__name__, __doc__)

_LABELLED = re.compile(r"\b(?:[ep]-?)?ISSN(?:-L)?\b[\s:#.]{0,4}(\d{4}[-–‐]?\d{3}[\dXx])(?![\w-])", re.IGNORECASE)
"""An ISSN behind its label: ``ISSN 0263-4938``, ``eISSN: 12345679``."""


_NUMBER = re.compile(r"\d{4}[-–‐]?\d{3}[\dXx]")
"""An ISSN, right or wrong: ``0263-4938``."""


def check(case: Case) -> Iterator[Finding]:
    """Each ISSN whose check digit is wrong, unless it is registered so."""
    registered = {issn.compact(number) for number in case.match.record.work.issn} if case.match else set()
    for span in _printed(case.reference):
        number = span.of(case.reference.raw)
        if not issn.is_valid(number) and issn.compact(number) not in registered:
            yield Finding(rule=RULE, message=worded("issn-check-digit", number=number), span=span)


def _printed(reference: Reference) -> Iterator[Span]:
    """What is called an ISSN, by its label in print or by its field."""
    if reference.structured:
        values = unread_values(reference, "issn", "sn")
        yield from (span for span in values if _NUMBER.fullmatch(span.of(reference.raw)))
    else:
        yield from (Span(*found.span(1)) for found in _LABELLED.finditer(reference.raw))
