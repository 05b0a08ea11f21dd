"""JATS (NISO Z39.96) and its forerunner NLM: articles of journals as XML, from PubMed Central, publishers, SciELO, Redalyc.

Marks: ``<``.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from refcheck.model import Bibliography, Citation, Date, Span, Work
from refcheck.readers.documents.jats.citation import cited
from refcheck.readers.entries.items import Item, write_items
from refcheck.readers.papers.flow import Layout, Mark, paragraphs
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.xml import (
    Element,
    attribute,
    children,
    descendants,
    first_text,
    in_utf8,
    line_of,
    local,
    names,
    parse,
    root_name,
    text_of,
)
from refcheck.text.characters import DASHES

NAME = "jats"

_SIGNATURE = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:ref-list|article-meta|(?:mixed|element|nlm)-citation)[\s>]")
"""Elements that only JATS has: "<ref-list>", "<article-meta>", "<jats:ref-list id='r'>", "<mixed-citation>"."""

_OTHER_ROOTS = frozenset({"html", "HTML", "TEI", "teiCorpus"})

_CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_TO_LIST = frozenset({"bibr", "ref", ""})
"""The ``ref-type`` of pointers that may lead to the list."""
_STATED = frozenset({"element-citation", "nlm-citation"})
"""Structured citations, with an element for every value and no punctuation between them."""
_BODY = Layout(
    blocks=names(
        "article front body back sec sub-article p title article-title subtitle abstract kwd-group disp-quote statement boxed-text",
        "list list-item def-list def-item fn fn-group caption fig table-wrap tr ack app verse-line",
    ),
    breaks=names("break"),
    cells=names("td th"),
    skipped=names(
        "ref-list journal-meta article-categories article-id contrib-group aff author-notes pub-date volume issue fpage lpage",
        "elocation-id history permissions self-uri funding-group counts custom-meta-group processing-meta tex-math",
    ),
)

_AROUND_LABEL = "[]().:, \t"
"""Characters around the number of a label: "[12]", "12.", "(3)"."""

_DASH = re.compile(rf"\s?[-{DASHES}]\s?")
"""A dash that joins the first and last of several pointers: "1–5", "B1 - B5"."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is XML that contains a JATS article or reference list."""
    root = root_name(data)
    if root in _OTHER_ROOTS or not root:
        return False
    return _SIGNATURE.search(in_utf8(data, errors="ignore")) is not None


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of every ``<ref-list>``, and the ``<xref>`` that point to them.

    Raises:
        SourceError: none of the XML can be read.
    """
    root, notes = parse(data, name)
    sheet = Sheet()
    sheet.write_all(paragraphs(root, _BODY, _pointer))
    pointers = tuple(sheet.marks)
    items = list(_items(root))
    references = write_items(items, sheet)
    ids = frozenset(attribute(each, "id") for each in root.iter() if isinstance(each.tag, str))
    return Bibliography(
        document=sheet.document(name, NAME),
        references=references,
        citations=tuple(_citations(sheet.text, pointers, items, ids)) if items else (),
        notes=notes,
        is_cut=bool(notes),
        own=_own(root),
    )


def _own(root: Element) -> Work:
    """Return the article as a work with its journal's title and the earliest year of publication."""
    front = next(descendants(root, "front"), root)
    dates = [each for meta in descendants(front, "article-meta") for each in children(meta, "pub-date")]
    stated = [first_text(descendants(each, "year")).strip() for each in dates]
    years = [int(each) for each in stated if each.isascii() and each.isdecimal() and len(each) == _YEAR_DIGITS]
    titles = (each for meta in descendants(front, "journal-meta") for each in descendants(meta, "journal-title"))
    return Work(
        container_title=first_text(titles) or None,
        issued=Date(year=min(years)) if years else None,
    )


_YEAR_DIGITS = 4


def _items(root: Element) -> Iterator[Item]:
    """Yield every citation of every ``<ref>``, anchored by its ``id``; the second one of reference 12 has the key ``12.2``.

    The id replaces a label that an earlier list has too, e.g. in a reviewer's report, where labels start from 1 again.
    """
    known: set[str] = set()
    refs = (each for each in root.iter() if isinstance(each.tag, str) and local(each) == "ref")
    for number, ref in enumerate(refs, start=1):
        label = text_of(next(descendants(ref, "label"), None)).strip(_AROUND_LABEL)
        key = next((each for each in (label, attribute(ref, "id")) if each and each not in known), str(number))
        known.add(key)
        works = ((citation, item) for citation, printed in _citations_of(ref) for item in cited(citation, printed))
        for part, (citation, item) in enumerate(works, start=1):
            anchor = attribute(ref, "id") or attribute(citation, "id")
            own = key if part == 1 else f"{key}.{part}"
            yield evolve(item, key=own, line=line_of(citation), anchor=anchor)


def _citations_of(ref: Element) -> Sequence[tuple[Element, Element | None]]:
    """Return the citations of a reference, each with its printed form if there is one; without citations, its notes.

    A structured and a printed citation are two forms of one citation, marked as alternatives or, in SciELO's articles, simply
    side by side. If there are as many of one form as of the other, they are paired; otherwise only the structured ones count.
    """
    found = [each for child in children(ref) for each in _forms(child)]
    stated = [each for each in found if local(each) in _STATED]
    printed = [each for each in found if local(each) not in _STATED]
    if not stated or not printed:
        return [(each, None) for each in found or children(ref, "note", "p")]
    together = printed if len(printed) == len(stated) else [None] * len(stated)
    return list(zip(stated, together, strict=True))


def _forms(child: Element) -> Iterator[Element]:
    """Yield the citations in a part of a reference; of alternatives that are all printed, only the first."""
    if local(child) in _CITATIONS:
        yield child
    elif local(child) == "citation-alternatives":
        found = list(children(child, *_CITATIONS))
        stated = [each for each in found if local(each) in _STATED]
        yield from [*stated, *[each for each in found if each not in stated][: len(stated) or 1]]


def _pointer(element: Element) -> str:
    """Return the ids that an ``<xref>`` to the list names; an empty string for any other element."""
    is_pointer = local(element) == "xref" and attribute(element, "ref-type") in _TO_LIST
    return attribute(element, "rid") if is_pointer else ""


def _citations(text: str, pointers: Sequence[Mark], items: Sequence[Item], ids: frozenset[str]) -> Iterator[Citation]:
    """Yield the pointers as citations by key; an id that is not among the document's ``ids`` is itself the key.

    In "1–5", two pointers with a dash between them, the second pointer also cites the references in between.
    """
    order = [item.key or "" for item in items]
    keys = {item.anchor: item.key or "" for item in reversed(items) if item.anchor}
    before: tuple[Span, str] | None = None
    for pointer in pointers:
        named = [keys.get(id_, id_) for id_ in pointer.value.split() if id_ in keys or id_ not in ids]
        if not named or not len(pointer.span):
            before = None
            continue
        if before and _DASH.fullmatch(text, before[0].end, pointer.span.start):
            named = [*_between(order, before[1], named[0]), *named]
        before = (pointer.span, named[-1])
        yield Citation(span=pointer.span, keys=tuple(named))


def _between(order: Sequence[str], first: str, last: str) -> Sequence[str]:
    """Return the keys between two keys of the list."""
    return order[order.index(first) + 1 : order.index(last)] if first in order and last in order else ()
