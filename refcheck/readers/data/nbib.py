"""PubMed's format (``.nbib``, MEDLINE): every record is a reference, whose ``raw`` is its source.

Source: "MEDLINE/PubMed Data Element (Field) Descriptions", U.S. National Library of Medicine.

Signs: ``PMID``.
"""

import re
from collections.abc import Iterator

from refcheck.model import Date, Name, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.stated import Entry, Place, Stated
from refcheck.readers.entries.tagged import Record, Tags, containers, distinct
from refcheck.text.pages import whole_pages

NAME = "nbib"

LINE = re.compile(r"\ufeff?([A-Z]{2,4}) {0,3}- ?(.*)")
"""A line: ``PMID- 25568655``, ``TI  - A title``. An indented line continues the one before."""

FIRST = re.compile(r"(?<![^\r\n])\ufeff?PMID ?- ?\d{1,9}[ \t]*(?![^\r\n])")
_OTHER = re.compile(r"(?<![^\r\n])(?:OWN|STAT|TI|BTI|FAU|AU|DP|JT|TA|LID) {0,3}- ")

_TYPES = {
    "book": "book",
    "book chapter": "chapter",
    "congress": "paper-conference",
    "dataset": "dataset",
    "newspaper article": "article-newspaper",
    "preprint": "article",
    "review of reported cases": "article-journal",
    "technical report": "report",
}
"""Publication types → CSL types; a record without one of them is a journal article, a book or a chapter."""

_STATUSES = {"RIN": "retraction", "PRIN": "partial-retraction", "ECI": "expression-of-concern"}
"""Tags of notices → statuses: retraction in, partial retraction in, expression of concern in."""

_PLAIN = {
    "volume": "VI",
    "issue": "IP",
    "publisher": "PB",
    "publisher_place": "PL",
    "edition": "EN",
    "language": "LA",
    "collection_title": "CTI",
    "original_title": "TT",
    "abstract": "AB",
}
"""Variables and their tags."""

_DATES = {"issued": "DP", "issued_alternative": "DEP"}
_IDENTIFIERS = {"PMID": "pmid", "PMC": "pmcid", "IS": "issn", "ISBN": "isbn"}

_OF_ARTICLE = re.compile(r"(\S.*?)\s*\[(doi|pii)\]")
"""An identifier followed by its scheme: ``10.1000/xyz [doi]``."""

_INITIALS = re.compile(r"[A-Z][A-Z-]{0,3}")
"""The initials after a family name: ``Marchand E``."""

_SUFFIX = re.compile(r"(?:Jr|Sr|2nd|3rd|4th|I{1,3}|IV)\.?")


def _entry(lines: Record, place: int) -> Entry:
    """Return the entry of a record."""
    kind = _type(lines)
    return lines.entry(place, kind, _stated(lines, kind), _places(lines), key="PMID")


def _type(lines: Record) -> str:
    other = next((_TYPES[kind] for line in lines.all("PT") if (kind := line.text.lower()) in _TYPES), None)
    is_in_book = lines.first("BTI") is not None
    return other or ("article-journal" if not is_in_book else "chapter" if lines.first("TI") else "book")


def _stated(lines: Record, kind: str) -> Iterator[Stated]:
    """Yield the values of a record: people by their full names if given, else with initials; then organisations."""
    yield from lines.plain(_PLAIN)
    yield from lines.dates(_DATES, _date)
    for line in (*lines.all("TI")[:1], *lines.all("BTI")):
        is_own = line.tag == "TI" or kind == "book"
        yield Stated("title" if is_own else "container_title", line.text.removesuffix("."), line.span)
    yield from containers(distinct(lines.all("JT", "TA")))
    for role, full, short in (("author", "FAU", "AU"), ("editor", "FED", "ED")):
        for line in lines.all(full) or lines.all(short):
            yield Stated(role, _name(line.text), line.span)
    for line in lines.all("CN"):
        yield Stated("author", Name(literal=line.text), line.span)
    if pages := lines.first("PG"):
        yield Stated("page", whole_pages(_values.page_range(pages.text)), pages.span)
    for line in lines.all("PT", *_STATUSES):
        if done := _STATUSES.get(line.tag) or _values.taken_back(line.text):
            yield Stated("status", done, line.span)
    for line in lines.all("OT", "MH"):
        yield Stated("keyword", line.text.lstrip("*"), line.span)


def _places(lines: Record) -> Iterator[Place]:
    for tag, name in _IDENTIFIERS.items():
        for line in lines.all(tag):
            yield Place(name, line.span)
    dois: dict[str, Span] = {}
    for line in lines.all("LID", "AID"):
        found = _OF_ARTICLE.fullmatch(line.text)
        if found and found[2] == "doi":
            dois.setdefault(found[1].lower(), Span(line.span.start, line.span.start + len(found[1])))
    yield from (Place("doi", span) for span in dois.values())


def _name(text: str) -> Name:
    """Return a name written as ``Family, Given`` or ``Family GJ``."""
    family, comma, given = text.partition(", ")
    if comma:
        given, _, after = given.partition(", ")
        return Name(family=family, given=given, suffix=after or None)
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        return Name(family=" ".join(words[:-1]), given=words[-1], suffix=suffix)
    return Name(literal=text)


def _date(text: str) -> Date | None:
    """Return a date written as ``2016 Jan 3``, ``2016 May-Jun`` or ``20200617``."""
    if len(text) == 8 and text.isascii() and text.isdecimal():
        return _values.exact(int(text[:4]), int(text[4:6]), int(text[6:]))
    date = _values.date(text)
    return date and _values.exact(date.year, date.month, date.day, None if date.year else date.raw)


_TAGGED = Tags(name=NAME, line=LINE, first=FIRST, other=_OTHER, begins="PMID", entry=_entry)
recognises, read = _TAGGED.recognises, _TAGGED.read
