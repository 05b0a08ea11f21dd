"""TEI: the ``<listBibl>`` of documents that GROBID or an edition made, and the ``<ref>`` that point to it.

Source: TEI P5 Guidelines, chapter 3.12 (bibliographic citations), and GROBID's use of it.

Marks: ``<``.
"""

import re
from collections.abc import Iterator

from attrs import evolve

from refcheck.gazetteer.item_types import PERIODICALS, by_name
from refcheck.gazetteer.variables import TEI_IDENTIFIERS, TEI_SCOPES
from refcheck.model import Bibliography, Citation, Name
from refcheck.readers.entries.items import Given, Item, given, given_date, item_of, set_beside, write_items
from refcheck.readers.papers.flow import Layout, paragraphs
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.xml import (
    Element,
    attribute,
    children,
    descendants,
    first_text,
    line_of,
    local,
    names,
    parse,
    root_name,
    text_of,
)
from refcheck.registries.services.crossref import csl_type

_IDS = {name.lower(): variable for name, variable in by_name(TEI_IDENTIFIERS).items()}
_SCOPES = by_name(TEI_SCOPES)
_OF_IMPRINT = {"publisher": "publisher", "pubPlace": "publisher_place", "edition": "edition", "meeting": "event_title"}


def cited(citation: Element) -> Item:
    """Return the values of a ``<biblStruct>``, or the text of a ``<bibl>``, which is the printed reference.

    The text of a ``<biblStruct>`` is the printed reference if it is in a note, as GROBID adds it on request; otherwise the text is
    written from the values.
    """
    if local(citation) == "bibl":
        return Item(raw=text_of(citation), line=line_of(citation))
    givens, kind, line = tuple(_givens(citation)), _kind(citation), line_of(citation)
    notes = (note for note in descendants(citation, "note") if attribute(note, "type") == "raw_reference")
    if printed := text_of(next(notes, None)):
        raw, values = set_beside(givens, printed)
        return Item(raw=raw, values=values, kind=kind, line=line, is_printed=True)
    return item_of(givens, kind=kind, line=line)


def _kind(citation: Element) -> str | None:
    if kind := csl_type(attribute(citation, "type")):
        return kind
    levels = {attribute(title, "level") for title in descendants(citation, "title")}
    if next(descendants(citation, "meeting"), None) is not None:
        return "paper-conference"
    if "a" in levels:
        return "article-journal" if "j" in levels else "chapter" if "m" in levels else None
    return {frozenset({"m"}): "book", frozenset({"j"}): "article-journal"}.get(frozenset(levels))


def _givens(citation: Element) -> Iterator[Given]:
    analytic, monograph = next(children(citation, "analytic"), None), next(children(citation, "monogr"), None)
    parts = [part for part in (analytic, monograph) if part is not None]
    for part in parts:
        for element in children(part, "author", "editor"):
            yield from _person(element)
    for date in (each for part in parts for each in descendants(part, "date")):
        when, text = attribute(date, "when"), text_of(date)
        which = "accessed" if attribute(date, "type") == "accessed" else "issued"
        yield from given_date(which, when or text, text or when)
    own, whole = (first_text([] if part is None else children(part, "title")) for part in (analytic, monograph))
    is_part = bool(own) or _kind(citation) in PERIODICALS  # an article may be cited without its title
    yield from given("title", own if is_part else whole)
    yield from given("container_title", whole if is_part else "")
    for series in children(citation, "series"):
        yield from given("collection_title", text_of(next(children(series, "title"), None)))
    if monograph is not None:
        yield from _imprint(monograph)
    for number in descendants(citation, "idno"):
        if variable := _IDS.get(attribute(number, "type").lower()):
            yield from given(variable, text_of(number))
    for pointer in descendants(citation, "ptr", "ref"):
        yield from given("url", attribute(pointer, "target"))


def _person(element: Element) -> Iterator[Given]:
    role = "translator" if attribute(element, "role") == "translator" else local(element)
    families = [text_of(name) for name in descendants(element, "surname")]
    first = " ".join(text_of(name) for name in descendants(element, "forename"))
    whole = text_of(element)
    if families and families[0]:
        name = Name(family=families[0], given=first or None)
        yield Given(name=role, value=name, text=f"{families[0]}, {first}" if first else families[0])
    elif whole:
        yield Given(name=role, value=Name(literal=whole), text=whole)


def _imprint(monograph: Element) -> Iterator[Given]:
    for scope in descendants(monograph, "biblScope"):
        first, last = attribute(scope, "from"), attribute(scope, "to")
        text = text_of(scope) or (f"{first}-{last}" if last else first)
        if variable := _SCOPES.get(attribute(scope, "unit") or attribute(scope, "type")):
            yield from given(variable, text)
    for name, variable in _OF_IMPRINT.items():
        yield from given(variable, text_of(next(descendants(monograph, name), None)))


NAME = "tei"

_ROOTS = frozenset({"TEI", "teiCorpus", "TEI.2"})
_LIST_ROOTS = frozenset({"listBibl", "biblStruct"})
_PIECES = _LIST_ROOTS | {"text", "back", "div", "body"}
_SIGNATURE = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:listBibl|biblStruct)[\s>]")
"""Elements that only TEI has: "<listBibl>", "<biblStruct xml:id='b0'>"."""

_BODY = Layout(
    blocks=names(
        "TEI text front body back div head p ab list item figure figDesc table row note quote lg l titlePage docTitle titlePart"
    ),
    breaks=names("lb"),
    cells=names("cell"),
    skipped=names("teiHeader listBibl formula facsimile"),
)


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the root is TEI's, or an inner element of TEI that contains a list of references."""
    root = root_name(data)
    return root in _ROOTS or (root in _PIECES and _SIGNATURE.search(data) is not None)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of every ``<listBibl>`` outside the header, and the pointers to them.

    Raises:
        SourceError: none of the XML can be read.
    """
    root, notes = parse(data, name)
    sheet = Sheet()
    sheet.write_all(paragraphs(root, _BODY, _pointer))
    pointers = tuple(sheet.marks)
    found = list(_listed(root))
    keys = {
        attribute(each, "id"): attribute(each, "n") or str(place)
        for place, each in reversed(list(enumerate(found, start=1)))
    }
    items = [evolve(cited(each), key=attribute(each, "n") or None, anchor=attribute(each, "id")) for each in found]
    references = write_items(items, sheet)
    return Bibliography(
        document=sheet.document(name, NAME),
        references=references,
        citations=tuple(
            Citation(span=mark.span, keys=named)
            for mark in pointers
            if len(mark.span) and (named := tuple(keys[id_] for id_ in _ids(mark.value) if id_ in keys))
        ),
        notes=notes,
        is_cut=bool(notes),
    )


def _listed(root: Element) -> Iterator[Element]:
    """Yield the references in lists, in document order, except in the header, which describes the document itself."""
    for element in root.iter():
        if isinstance(element.tag, str) and local(element) in ("biblStruct", "bibl"):
            around = [local(each) for each in element.iterancestors()]
            is_listed = "listBibl" in around or local(root) in _LIST_ROOTS
            if is_listed and not {"teiHeader", "bibl", "biblStruct"} & set(around):
                yield element


def _pointer(element: Element) -> str:
    return attribute(element, "target") if local(element) == "ref" and attribute(element, "type") == "bibr" else ""


def _ids(target: str) -> Iterator[str]:
    return (each.removeprefix("#") for each in target.split() if each.startswith("#"))
