"""Web of Science's export (``.ciw``, ``savedrecs.txt``), and PubMed-like files of its kin: every record is a reference.

Source: "Web of Science Core Collection Field Tags", Clarivate.

Signs: ``PT``.
"""

import re
from collections.abc import Iterator

from refcheck.gazetteer.item_types import by_name
from refcheck.model import Date, Name, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.notations import family_first
from refcheck.readers.entries.stated import Entry, Place, Stated
from refcheck.readers.entries.tagged import Record, Tagged, Tags, containers

NAME = "web-of-science"

LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?=[ \t]|$)[ \t]?(.*)")
"""A line: ``PT J``, ``TI A title``, ``ER``. An indented line continues the one before."""

FIRST = re.compile(
    r"(?<![^\r\n])\ufeff?(?:FN[ \t][^\r\n]*[\r\n]+(?:VR[ \t][^\r\n]*[\r\n]+)?)?PT[ \t]{1,3}[JBSPCDA][ \t]*(?![^\r\n])"
)
"""The first line of a record: ``PT J`` (journal), ``PT B`` (book), ``PT S`` (series), ``PT P`` (patent); with the file's header."""

_OTHER = re.compile(r"(?<![^\r\n])(?:AU|TI|SO|UT|ER|EF)(?:[ \t]|[\r\n]|\Z)")

_PARTS = {"B": "chapter", "S": "chapter", "P": "patent"}
_KINDS = {
    "book": "book",
    "chapter": "book chapter",
    "paper-conference": "proceedings paper, meeting abstract",
    "article-journal": "article, review, letter, editorial material, data paper",
    "dataset": "dataset, data set",
}
_TYPES = by_name(_KINDS, ", ")
"""Document types (``DT``) → CSL types. A record may have several document types; the first that is known decides."""

_PLAIN = {
    "title": "TI",
    "volume": "VL",
    "issue": "IS",
    "article_number": "AR",
    "publisher": "PU",
    "publisher_place": "PI",
    "language": "LA",
    "collection_title": "SE",
    "event_title": "CT",
    "abstract": "AB",
}
_CONTAINERS = ("SO", "JI", "J9")
_PEOPLE = {"author": ("AF", "AU", "BF", "BA"), "editor": ("BE", "ED")}
"""Tags of people, the fullest form of the names first; each line of a value is one person."""
_PLACES = {"DI": "doi", "D2": "doi", "PM": "pmid", "SN": "issn", "EI": "issn", "BN": "isbn"}


def _entry(lines: Record, place: int) -> Entry:
    """Return the entry of a record."""
    places = (Place(variable, line.span) for tag, variable in _PLACES.items() if (line := lines.first(tag)))
    return lines.entry(place, _type(lines), (*_stated(lines), *_people(lines)), places)


def _type(lines: Record) -> str:
    kinds = [kind.strip() for kind in lines.text("DT").lower().split(";")]
    said = next((_TYPES[kind] for kind in kinds if kind in _TYPES), None)
    return said or _PARTS.get(lines.text("PT"), "article-journal")


def _stated(lines: Record) -> Iterator[Stated]:
    yield from lines.plain(_PLAIN)
    own = [line for tag in _CONTAINERS if (line := lines.first(tag))]
    for each in containers(own):
        is_title = each.name == "container_title" and not lines.first("TI")
        yield each._replace(name="title") if is_title else each
    if (kinds := lines.first("DT")) and (done := _values.taken_back(kinds.text)):
        yield Stated("status", done, kinds.span)
    year, day = lines.first("PY"), lines.first("PD")
    if year and (date := _values.date(year.text)):
        exact = _values.date(f"{day.text} {year.text}") if day else None
        yield Stated("issued", exact if exact and exact.year == date.year and exact.month else date, year.span)
    if (line := lines.first("EA")) and (early := _values.date(line.text)):
        yield Stated("issued_alternative" if year else "issued", Date(year=early.year, month=early.month), line.span)
    if first := lines.first("BP"):
        yield Stated("page", _values.pages_of(first.text, lines.text("EP")), first.span)


def _people(lines: Record) -> Iterator[Stated]:
    for role, tags in _PEOPLE.items():
        for text, span in _each_line(lines.first(*tags), lines.raw):
            yield Stated(role, family_first(text), span)
    for text, span in _each_line(lines.first("CA"), lines.raw):
        yield Stated("author", Name(literal=text), span)


def _each_line(line: Tagged | None, raw: str) -> Iterator[tuple[str, Span]]:
    """Yield the lines of a tag's value, each with its span."""
    if line is None:
        return
    start = line.span.start
    for each in line.span.of(raw).splitlines(keepends=True):
        text = each.strip()
        if text:
            at = start + each.index(text)
            yield text, Span(at, at + len(text))
        start += len(each)


_TAGGED = Tags(name=NAME, line=LINE, first=FIRST, other=_OTHER, begins="PT", ends="ER", entry=_entry)
recognises, read = _TAGGED.recognises, _TAGGED.read
