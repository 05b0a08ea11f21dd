"""ISBN (International Standard Book Number).

Thirteen digits, before 2007 ten, the last of which checks the others, given to each edition and form of a book
by the national ISBN agencies; one book mostly has several. Hyphens or spaces may stand between its parts.

Source: ISO 2108; https://www.isbn-international.org.

>>> validate("978-0-306-40615-7")
'9780306406157'
>>> is_valid("9780306406158")
False
>>> format("9780306406157")
'978-0-306-40615-7'
>>> [identifier.value for identifier in find("Delta Press, ISBN: 9780306406157,9783161484100,9781861972712.")]
['9780306406157', '9783161484100', '9781861972712']
"""

import re

from stdnum.isbn import compact, format, is_valid, to_isbn10, to_isbn13, validate  # noqa: A004  python-stdnum's verbs

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.scanning.labelled import numbers, numbers_behind
from refcheck.model import Identifier, Scheme

HINTS = ("isbn", "978", "979")
"""A text that holds one has one of these in it, in small letters."""

__all__ = ["compact", "find", "format", "is_valid", "to_isbn10", "to_isbn13", "validate"]

_LABEL = re.compile(r"\b[ep]?-?ISBN(?:[- ]?1[03])?\b", re.IGNORECASE)
"""What says that a number is one: ``ISBN``, ``ISBN-13``, ``eISBN``."""

_NUMBER = re.compile(
    r"(?:97[89](?:[- ‐‑–]?\d){10}|\d(?:[- ‐‑–]?\d){8}[- ‐‑–]?[\dXx])(?!\w)|97[89]\d{10}(?=(?:97[89]\d{10})+(?!\d))"
)
"""Ten or thirteen digits, with marks between or not: ``978-0-306-40615-7``, ``0306406152``; thirteen before thirteen more."""

_UNMISTAKABLE = re.compile(r"(?<![\w.,/=-])97[89](?:-?\d){10}(?![\w-])")
"""Thirteen digits that only an ISBN begins with: ``9780306406157``, ``978-0-306-40615-7``."""


def _is_sound(number: str) -> bool:
    return number.isascii() and is_valid(number)


_KIND = Kind(scheme=Scheme.ISBN, is_valid=is_valid, is_sound=_is_sound)


def find(text: str) -> tuple[Identifier, ...]:
    """The ISBNs in a text whose check digit is right: behind a label, or of an unmistakable form."""
    labelled = identify(text, numbers_behind(text, _LABEL, _NUMBER), _KIND)
    taken = {identifier.span for identifier in labelled}
    others = identify(text, (span for span in numbers(text, _UNMISTAKABLE) if span not in taken), _KIND)
    return tuple(sorted((*labelled, *others), key=lambda identifier: identifier.span.start))
