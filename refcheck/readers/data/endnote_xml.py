"""EndNote's XML: every record is a reference. Entities are not expanded, and nothing is fetched.

Source: EndNote's document type ``RSXML``, and files written by EndNote and by tools that imitate it.

Marks: ``<``.
"""

import re
from collections.abc import Iterator

from refcheck.gazetteer.item_types import ENDNOTE_NUMBERS, FROM_ENDNOTE, PERIODICALS, WHOLE
from refcheck.gazetteer.variables import in_endnote, is_pubmed
from refcheck.model import Bibliography, Name
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.items import Given, Item, bibliography, given, item_of
from refcheck.readers.sources.xml import (
    Element,
    children,
    descendants,
    first_text,
    line_of,
    local,
    parse,
    root_name,
    text_of,
)

NAME = "endnote-xml"

_PLAIN = (
    *("volume", "publisher_place", "publisher", "genre", "number_of_volumes", "section", "note", "abstract", "annote"),
    *("call_number", "source"),
)
"""Variables whose values are child elements of a record."""

_OLDER = "RECORD"
"""The record element of EndNote before version 8: element names are in capitals, and only lists are nested."""

_OLDER_PATHS = {
    ("rec-number",): ("REFNUM",),
    ("contributors", "authors", "author"): ("AUTHORS", "AUTHOR"),
    ("contributors", "secondary-authors", "author"): ("SECONDARY_AUTHORS", "SECONDARY_AUTHOR"),
    ("contributors", "tertiary-authors", "author"): ("TERTIARY_AUTHORS", "TERTIARY_AUTHOR"),
    ("contributors", "translated-authors", "author"): ("SUBSIDIARY_AUTHORS", "SUBSIDIARY_AUTHOR"),
    ("titles", "alt-title"): ("ALTERNATE_TITLE",),
    ("keywords", "keyword"): ("KEYWORDS", "KEYWORD"),
    ("pub-location",): ("PLACE_PUBLISHED",),
    ("work-type",): ("TYPE_OF_WORK",),
    ("num-vols",): ("NUMBER_OF_VOLUMES",),
    ("urls", "related-urls", "url"): ("URL",),
    ("urls", "web-urls", "url"): ("",),
}
"""Paths in records of EndNote 8 and later, with the corresponding paths in older ones, where the names differ."""

_APART = re.compile(r"[;,]+|\s(?=\d{4}-)")
"""A separator of two ISSNs: ``0951-5666 (Print) 1435-5655``, ``0951-5666; 1435-5655``."""

_PMC = re.compile(r"PMC\d+")
"""A PubMed Central ID: ``PMC7654321``."""

_ARTICLE = re.compile(r"e?\d{5,}|[A-Za-z]+\d+")
"""An article number: ``e0123456``, ``104567``."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the root element and the records are those of EndNote."""
    if root_name(data).lower() not in ("xml", "records"):
        return False
    return (b"<record>" in data and b"<ref-type" in data) or (b"<RECORD>" in data and b"<REFERENCE_TYPE" in data)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return one reference for each record, in order.

    Raises:
        SourceError: the file is not XML that can be read.
    """
    root, notes = parse(data, name)
    records = enumerate((*descendants(root, "record"), *descendants(root, _OLDER)), start=1)
    return bibliography((_item(record, place) for place, record in records), name, NAME, notes)


def _item(record: Element, place: int) -> Item:
    kind = _type(record)
    key = _first(record, "label") or _first(record, "rec-number") or str(place)
    return item_of(_givens(record, kind), key=key, kind=kind, line=line_of(record))


def _type(record: Element) -> str | None:
    if local(record) == _OLDER:
        return FROM_ENDNOTE.get(ENDNOTE_NUMBERS.get(_first(record, "reference-type"), ""))
    kind = next(children(record, "ref-type"), None)
    return None if kind is None else FROM_ENDNOTE.get(str(kind.get("name") or "").lower())


def _below(record: Element, *path: str) -> Iterator[Element]:
    """Yield the elements at the end of a path, which is given in the element names of EndNote 8 and later."""
    elements = [record]
    if local(record) == _OLDER:
        path = _OLDER_PATHS.get(path, tuple(name.upper().replace("-", "_") for name in path[-1:]))
    for name in path:
        elements = [child for element in elements for child in children(element, name)]
    yield from elements


def _first(record: Element, *path: str) -> str:
    return first_text(_below(record, *path))


def _givens(record: Element, kind: str | None) -> Iterator[Given]:
    for role in ("author", "editor", "collection_editor", "translator"):
        for person in _below(record, "contributors", *in_endnote(role), "author"):
            if text := text_of(person):
                yield Given(name=role, value=_name(text), text=text)
    yield from _dates(record)
    yield from _titles(record, kind)
    for variable in _PLAIN:
        yield from given(variable, _first(record, in_endnote(variable)[0]))
    yield from given("issue" if kind in PERIODICALS else "number", _first(record, "number"))
    yield from given("page", _values.page_range(_first(record, "pages")))
    yield from given("language", _values.language(_first(record, "language")))
    for keyword in _below(record, "keywords", "keyword"):
        yield from given("keyword", text_of(keyword))
    yield from _numbers(record)


def _name(text: str) -> Name:
    """Return a name: ``Family, Given, Suffix``, or an organisation, with no comma but one at the end."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or not any(parts[1:]) or not parts[0]:
        return Name(literal=text.rstrip(", "))
    return Name(family=parts[0], given=parts[1] or None, suffix=", ".join(parts[2:]) or None)


def _dates(record: Element) -> Iterator[Given]:
    year, day = _first(record, "dates", "year"), _first(record, "dates", "pub-dates", "date")
    issued = _values.date(year)
    exact = _values.date(day if year in day else f"{day} {year}") if issued and day else None
    best = exact if exact and issued and exact.year == issued.year else issued
    if best is not None:
        yield Given(
            name="issued", value=_values.exact(best.year, best.month, best.day, None if best.year else year), text=year
        )
    edition = _first(record, "edition")
    online = _values.date(edition) if _type(record) in PERIODICALS else None
    if online and online.year:  # EndNote keeps the date of online publication there
        yield Given(name="issued_alternative", value=online, text=edition)
    else:
        yield from given("edition", edition)
    if accessed := _values.date(_first(record, "access-date")):
        yield Given(name="accessed", value=accessed, text=_first(record, "access-date"))


def _titles(record: Element, kind: str | None) -> Iterator[Given]:
    for variable in ("title", "title_short", "original_title"):
        yield from given(variable, _first(record, "titles", *in_endnote(variable)))
    second, third = _first(record, "titles", "secondary-title"), _first(record, "titles", "tertiary-title")
    container = second or _first(record, "periodical", "full-title")
    yield from given("collection_title" if kind in WHOLE else "container_title", container)
    yield from given("collection_title", third)
    for path in (
        ("titles", "alt-title"),
        ("periodical", "abbr-1"),
        ("alt-periodical", "full-title"),
        ("alt-periodical", "abbr-1"),
    ):
        if (other := _first(record, *path)) != container:
            yield from given("container_title_alternative", other)


def _numbers(record: Element) -> Iterator[Given]:
    number = _first(record, "isbn")
    for each in _APART.split(number):
        digits = sum(char.isdigit() or char in "xX" for char in each.partition("(")[0])
        yield from given("issn" if digits == 8 else "isbn", each.strip())
    yield from given("doi", _first(record, "electronic-resource-num"))
    for group in ("related-urls", "web-urls"):
        for address in _below(record, "urls", group, "url"):
            yield from given("url", text_of(address))
    number = _first(record, "accession-num")
    is_from_pubmed = is_pubmed(_first(record, "remote-database-name")) and number.isdecimal()
    yield from given("pmid" if is_from_pubmed else "archive_location", number)
    for custom in ("custom1", "custom2"):
        if found := _PMC.search(_first(record, custom)):
            yield from given("pmcid", found[0])
    if _ARTICLE.fullmatch(_first(record, "custom7")):
        yield from given("article_number", _first(record, "custom7"))
