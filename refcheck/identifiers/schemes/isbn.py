"""ISBN (International Standard Book Number).

Thirteen digits (ten before 2007), the last of which is a check digit, assigned to each edition and form of a book
by the national ISBN agencies; most books have several. Hyphens or spaces may separate its parts.

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

from attrs import frozen
from stdnum import numdb
from stdnum.isbn import compact, format, is_valid, to_isbn10, to_isbn13, validate  # noqa: A004  python-stdnum's verbs

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.schemes import numbers, numbers_after_label
from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Identifier, Scheme

HINTS = ("isbn", "978", "979", *words(Term.ISBN))
"""A text with an ISBN contains one of these, in lower case."""

__all__ = ["Registrant", "compact", "find", "format", "is_valid", "registrant", "to_isbn10", "to_isbn13", "validate"]

LABEL = re.compile(rf"\b[ep]?-?ISBN(?:[- ]?1[03])?\b|{alternatives(words(Term.ISBN))}", re.IGNORECASE)
"""Labels of a number: ``ISBN``, ``ISBN-13``, ``eISBN``, ``شابک``."""

LABELLED = re.compile(rf"(?:{LABEL.pattern})[\s:：#.]{{0,4}}((?:[0-9][-–‐ ]?){{9,12}}[0-9Xx])(?![\w-])", re.IGNORECASE)
"""An ISBN after its label, valid or not: ``ISBN: 978-0-367-90068-8``, ``ISBN-10 0306406152``."""

_NUMBER = re.compile(
    r"(?:97[89](?:[- ‐‑–]?\d){10}|\d(?:[- ‐‑–]?\d){8}[- ‐‑–]?[\dXx])(?!\w)|97[89]\d{10}(?=(?:97[89]\d{10})+(?!\d))"
)
"""Ten or thirteen digits, with or without separators: ``978-0-306-40615-7``, ``0306406152``; thirteen before thirteen more."""

_UNMISTAKABLE = re.compile(r"(?<![\w.,/=-])97[89](?:-?\d){10}(?![\w-])")
"""Thirteen digits that begin as only an ISBN does: ``9780306406157``, ``978-0-306-40615-7``."""


@frozen(kw_only=True)
class Registrant:
    """The publisher to which an ISBN was assigned: the prefix of its numbers, and the country or language of its group."""

    prefix: str
    group: str


def registrant(number: str) -> Registrant | None:
    """Return the publisher of an ISBN, as far as the number shows it; ``None`` for a number in a range that is not assigned.

    Source: RangeMessage.xml of the International ISBN Agency, as python-stdnum has it.

    >>> registrant("9780306406157")
    Registrant(prefix='978-0-306', group='English language')
    >>> registrant("964-05-1234-6").group
    'Iran'
    >>> registrant("9789999999991")
    """
    parts = numdb.get("isbn").info(to_isbn13(compact(number))[:-1])
    agency = next((str(facts["agency"]) for _, facts in parts if "agency" in facts), None)
    found = [part for part, _ in parts[:3]]
    return Registrant(prefix="-".join(found), group=agency) if agency and len(parts) > 3 else None


_KIND = Kind(scheme=Scheme.ISBN, is_valid=is_valid, is_sound=lambda number: number.isascii() and is_valid(number))


def find(text: str) -> tuple[Identifier, ...]:
    """Return the ISBNs in a text that have a valid check digit, and follow a label or have an unmistakable form."""
    labelled = identify(text, numbers_after_label(text, LABEL, _NUMBER), _KIND)
    taken = {identifier.span for identifier in labelled}
    others = identify(text, (span for span in numbers(text, _UNMISTAKABLE) if span not in taken), _KIND)
    return tuple(sorted((*labelled, *others), key=lambda identifier: identifier.span.start))
