"""Zotero's RDF: every item that is no attachment or note is a reference. Entities are not expanded, and nothing is fetched.

Source: the vocabularies that Zotero's export uses: BIBO's forerunner ``bib``, Dublin Core, PRISM, FOAF and its own ``z``.

Marks: ``<``.
"""

import re
from collections.abc import Iterator, Mapping

from refcheck.gazetteer.item_types import FROM_ZOTERO, WHOLE
from refcheck.model import Bibliography, Name
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.items import Given, Item, bibliography, given, item_of
from refcheck.readers.sources.xml import (
    Element,
    attribute,
    children,
    descendants,
    first_text,
    line_of,
    local,
    parse,
    root_name,
    text_of,
)

NAME = "zotero-rdf"

_NO_ITEMS = frozenset({"attachment", "note", "annotation"})

_PLAIN = {
    "title": "title",
    "shortTitle": "title_short",
    "volume": "volume",
    "numberOfVolumes": "number_of_volumes",
    "numPages": "number_of_pages",
    "edition": "edition",
    "type": "genre",
    "abstract": "abstract",
    "libraryCatalog": "source",
    "description": "note",
}
"""Variables by the elements of an item."""

_PEOPLE = {"authors": "author", "editors": "editor", "translators": "translator", "seriesEditors": "collection_editor"}
_OF_WHOLES = {"alternative": "container_title_alternative", "volume": "volume", "number": "issue"}
_SERIES = "Series"

_IDENTIFIER = re.compile(r"(DOI|ISBN|ISSN)\s+(\S.*)")
"""An identifier with its scheme: ``ISSN 1879-3665``."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is RDF with Zotero's own vocabulary."""
    return root_name(data) == "RDF" and b"http://www.zotero.org/namespaces/export#" in data


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return one reference for each item, in order.

    Raises:
        SourceError: the file is not XML that can be read.
    """
    root, notes = parse(data, name)
    abouts = {attribute(each, "about"): each for each in root if isinstance(each.tag, str) and attribute(each, "about")}
    items = [each for each in children(root) if _type_name(each) and _type_name(each) not in _NO_ITEMS]
    return bibliography((_item(each, place, abouts) for place, each in enumerate(items, 1)), name, NAME, notes)


def _type_name(element: Element) -> str:
    return first_text(children(element, "itemType"))


def _item(element: Element, place: int, abouts: Mapping[str, Element]) -> Item:
    """Return an item; ``abouts`` maps names to the resources of the file, as journals and series may be outside the item."""
    kind = FROM_ZOTERO.get(_type_name(element))
    return item_of(_givens(element, kind, abouts), key=str(place), kind=kind, line=line_of(element))


def _wholes(item: Element, abouts: Mapping[str, Element]) -> Iterator[Element]:
    """Yield the works that the item is part of."""
    for part in children(item, "isPartOf"):
        named = abouts.get(attribute(part, "resource"))
        yield from [named] if named is not None else children(part)


def _text(item: Element, name: str) -> str:
    return first_text(children(item, name))


def _givens(item: Element, kind: str | None, abouts: Mapping[str, Element]) -> Iterator[Given]:
    for role in children(item, *_PEOPLE):
        for person in descendants(role, "Person"):
            family = first_text(descendants(person, "surname"))
            first = first_text(descendants(person, "givenName", "givenname"))
            if family or first:
                person_name = Name(family=family, given=first) if family and first else Name(literal=family or first)
                yield Given(name=_PEOPLE[local(role)], value=person_name, text=str(person_name))
    for variable, name in (("issued", "date"), ("accessed", "dateSubmitted")):
        if date := _values.date(_text(item, name)):
            yield Given(name=variable, value=date, text=_text(item, name))
    for element, variable in _PLAIN.items():
        yield from given(variable, _text(item, element))
    for whole in _wholes(item, abouts):
        yield from _whole(whole, kind)
    yield from given("number" if kind in WHOLE else "issue", _text(item, "number"))
    yield from given("page", _values.page_range(_text(item, "pages")))
    yield from given("language", _values.language(_text(item, "language")))
    for subject in children(item, "subject"):
        yield from given("keyword", text_of(subject))
    for organization in descendants(item, "Organization"):
        yield from given("publisher", first_text(descendants(organization, "name")))
        yield from given("publisher_place", first_text(descendants(organization, "locality")))
    yield from _identifiers(item)


def _whole(whole: Element, kind: str | None) -> Iterator[Given]:
    """Yield the values of a journal, book or series that the item is part of."""
    title = first_text(children(whole, "title"))
    in_series = local(whole) == _SERIES or kind in WHOLE
    yield from given("collection_title" if in_series else "container_title", title)
    if local(whole) == _SERIES:
        yield from given("collection_number", first_text(descendants(whole, "number")))
        return
    for element, variable in _OF_WHOLES.items():
        yield from given(variable, first_text(children(whole, element)))
    yield from _identifiers(whole)


def _identifiers(element: Element) -> Iterator[Given]:
    for each in children(element, "identifier"):
        text = text_of(each)
        found = _IDENTIFIER.fullmatch(text)
        yield from given(found[1].lower() if found else "url", found[2] if found else text)
