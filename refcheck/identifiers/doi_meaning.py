"""Bibliographic values in a DOI itself.

Many registrants build the suffix from data of the work: the journal's ISSN or code, the book's ISBN, the year,
volume, issue and page. A DOI is not a description, and its values may be those of the date when it was assigned
(especially the year); but where a reference says something quite different, one of the two should be checked.
"""

import re
from collections.abc import Mapping
from types import ModuleType

from attrs import frozen
from stdnum import isbn, issn

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.identifiers import doi_grammars

_CENTURY_TURN = 40
"""Lowest two-digit year that is read as one of the twentieth century."""

_ISSN = re.compile(r"(?<![0-9-])\d{4}-\d{3}[\dxX](?![0-9])")
"""An ISSN in a suffix: ``1810-6374``."""

_ISBN = re.compile(r"(?<!\d)97[89](?:-?\d){10}(?!\d)")
"""An ISBN in a suffix: ``9781118258293``, ``978-3-319-55947-6``."""

_AFTER_ISSN = re.compile(
    r"-(?P<year>(?:19|20)\d\d)-(?P<volume>\d{1,3})-(?P<issue>\d{1,3})-(?P<page>\d{1,5})(?:-\d{1,5})?$"
)
"""Year, volume, issue and pages after an ISSN: ``-2024-22-2-141-154``."""

_CODE_AND_YEAR = re.compile(r"(?P<journal>[a-z]{2,12})\.(?P<year>(?:19[5-9]|20[0-4])\d)\.(?=\d)")
"""A journal's code and the year, with which many registrants' suffixes begin: ``rivj.2021.``."""


@frozen(kw_only=True)
class DoiReading:
    """The values that a DOI states; ``None`` for those that it does not state.

    ``issn`` and ``isbn`` are without hyphens and have a valid check digit; ``journal`` is the registrant's own code of the
    journal, in lower case; ``registrant`` is the name of a well-known registrant. ``is_known`` is true if they were read by
    a pattern that the registrant is known to use, rather than as a SICI or by a form that many suffixes have.
    """

    prefix: str
    is_known: bool = False
    registrant: str | None = None
    issn: str | None = None
    isbn: str | None = None
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None


def read(value: str) -> DoiReading:
    """Return what the DOI ``value`` states about its work."""
    prefix, _, suffix = value.partition("/")
    lowered = suffix.lower()
    known = doi_grammars.parts(prefix, lowered)
    found = known or doi_grammars.read(lowered) or _common_parts(lowered)
    return DoiReading(
        prefix=prefix,
        is_known=known is not None,
        registrant=REGISTRANTS.get(prefix),
        issn=_valid(issn, found.get("issn")),
        isbn=_valid(isbn, found.get("isbn")),
        journal=found.get("journal"),
        year=_year(found),
        volume=_without_zeros(found.get("volume")),
        issue=_without_zeros(found.get("issue")),
        page=_without_zeros(found.get("page")),
    )


def _common_parts(suffix: str) -> dict[str, str]:
    """Return the values in a suffix of no known pattern: an ISSN, an ISBN, a code and a year."""
    parts: dict[str, str] = {}
    serial = _ISSN.search(suffix)
    if serial and issn.is_valid(serial[0]):
        parts["issn"] = serial[0]
        rest = _AFTER_ISSN.match(suffix, serial.end())
        parts |= rest.groupdict() if rest else {}
    book = _ISBN.search(suffix)
    if book:
        parts["isbn"] = book[0]
    code = _CODE_AND_YEAR.match(suffix)
    return parts | (code.groupdict() if code else {})


def _year(parts: Mapping[str, str]) -> int | None:
    if "year" in parts:
        return int(parts["year"])
    if "yyy" in parts:
        return 2000 + int(parts["yyy"])
    if "yy" in parts:
        year = int(parts["yy"])
        return year + (1900 if year >= _CENTURY_TURN else 2000)
    return None


def _valid(kind: ModuleType, number: str | None) -> str | None:
    return str(kind.compact(number)) if number and kind.is_valid(number) else None


def _without_zeros(number: str | None) -> str | None:
    return number.lstrip("0") or None if number else None
