"""Printed ISBNs and ISSNs."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from refcheck.checks.places import unread_values
from refcheck.identifiers.schemes import isbn, issn, unidentified_after_label
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Reference, Rule, Safety, Scheme, Span

_ISBN = re.compile(r"(?:\d[-–‐ ]?){9,12}[\dXx]")
"""An ISBN, valid or not: ``978-0-367-90068-8``."""

_ISSN = re.compile(r"\d{4}[-–‐]?\d{3}[\dXx]")
"""An ISSN, valid or not: ``0263-4938``."""

_MARKS = frozenset({"", ",", ";", "/", "|"})
"""Punctuation between two ISBNs that run together."""


def isbn_check_digit(case: Case, rule: Rule) -> Iterator[Finding]:
    """The ISBN's check digit is wrong.

    Severity: warning.

    Yield each ISBN whose check digit is wrong.

    ## What it finds
    An ISBN whose last digit does not fit the others.

    ## Why it matters
    One of its digits is wrong, so it identifies another book or none.

    ## Example
    ISBN 978-0-367-90068-8, whose last digit should be 7.

    ## When it is wrong
    Some publishers printed a wrong number in the book itself.
    """
    for span, number in _called(case.reference, "isbn", _ISBN, isbn.LABELLED):
        if len(isbn.compact(number)) in (10, 13) and not isbn.is_valid(number):
            yield Finding(rule=rule, message=worded("isbn-check-digit", number=number), span=span)


def _called(
    reference: Reference, field: str, number: re.Pattern[str], labelled: re.Pattern[str]
) -> Iterator[tuple[Span, str]]:
    """Yield the span and the text of each number that a field or a printed label calls an ISBN or ISSN."""
    spans: Iterable[Span] = unidentified_after_label(reference.raw, labelled, reference.identifiers)
    if reference.structured:
        values = unread_values(reference, field, "sn")
        spans = (span for span in values if number.fullmatch(span.of(reference.raw)))
    return ((span, span.of(reference.raw)) for span in spans)


def issn_check_digit(case: Case, rule: Rule) -> Iterator[Finding]:
    """The ISSN's check digit is wrong.

    Severity: info.

    Yield each ISSN whose check digit is wrong, unless it is registered so.

    ## What it finds
    An ISSN whose last digit does not fit the others.

    ## Why it matters
    One of its digits is wrong, so it identifies another journal or none. Readers do not find a work by its ISSN, so it is only a
    note.

    ## Example
    ISSN 0263-4938, whose last digit should be 7.

    ## When it is wrong
    Some publishers printed a wrong number in the journal itself, or registered it with their works. A number that the
    record has as well is not reported.
    """
    registered = {issn.compact(number) for number in case.match.record.work.issn} if case.match else set()
    for span, number in _called(case.reference, "issn", _ISSN, issn.LABELLED):
        if not issn.is_valid(number) and issn.compact(number) not in registered:
            yield Finding(rule=rule, message=worded("issn-check-digit", number=number), span=span)


def isbns_run_together(case: Case, rule: Rule) -> Iterator[Finding]:
    """Several ISBNs run together.

    Severity: info.

    Yield the ISBNs that run together, in one finding, separated in the fix. A structured source separates them in its own way.

    ## What it finds
    ISBNs with no space between them.

    ## Why it matters
    They are read as a single number that is not an ISBN.

    ## Example
    “ISBN: 9780306406157,9781032121819,9781003022336”

    ## When it is wrong
    Never: it only states what is printed.
    """
    raw = case.reference.raw
    numbers = case.reference.of_scheme(Scheme.ISBN)
    gaps = [raw[one.span.end : other.span.start] for one, other in pairwise(numbers)]
    if case.reference.structured or not gaps or not _MARKS.issuperset(gaps):
        return
    span = Span(numbers[0].span.start, numbers[-1].span.end)
    parted = ", ".join(number.raw for number in numbers)
    message = worded("isbns-run-together", count=len(numbers), printed=span.of(raw))
    yield Finding(rule=rule, message=message, span=span, fix=Fix(span=span, replacement=parted, safety=Safety.SAFE))
