"""What a page's elements say about its reference list: classes, roles, ids, headings, list items."""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Span
from refcheck.readers.papers.blocks import NO_HEADING, Block
from refcheck.readers.sources.xml import Element, local

_LIST = re.compile(
    r"(?:^|[\s_-])(?:references?|ref-?lists?|refs|bibliography|bibliographies|biblio|literature|works-?cited|csl-bib-body"
    r"|citations?-?list|doc-bibliography)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes, roles and ids of lists: "references", "ref-list", "csl-bib-body", "doc-bibliography", "article-
references__list"."""

_NOTES = re.compile(r"(?:^|[\s_-])(?:doc-endnotes|footnotes)(?:$|[\s_-])", re.IGNORECASE)
"""Those of notes, which hold the references of a page without a list: "footnotes", "doc-endnotes"."""

_ENTRY = re.compile(
    r"(?:^|[\s_-])(?:csl-entry|doc-biblioentry|doc-endnote|(?:ref(?:erence)?|citation|bib(?:lio)?)(?:-?(?:item|entry|content|text))?)"
    r"(?:$|\s)",
    re.IGNORECASE,
)
"""Classes and roles of entries: "csl-entry", "doc-biblioentry", "citation-item", "bib-reference", "ref"."""

_ENTRY_ID = re.compile(
    r"(?:ref|refs|reference|bib|bibr|bibitem|cit|cite|citation|citeref|cr|b|r|fn|en|note|endnote)(?:[-_.:]?\d|[-_.:]\w)",
    re.IGNORECASE,
)
"""Ids of entries: "ref-1DiVJ3t6P", "B12", "CR3", "bib_7", "citeref-doe2001". Not "ref-list"."""

_SECTIONS = frozenset({"section", "article", "main", "details"})
_ASIDES = frozenset({"aside", "nav", "footer"})
_ITEMS = frozenset({"li", "tr", "dd"})
_HOLDERS = frozenset({"li", "dd", "div", "p"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 300
"""A longer value of a class says nothing."""


def block(element: Element | None, span: Span, *, notes_too: bool = False) -> Block:
    """The block whose innermost element is ``element``; with ``notes_too`` a container of notes is a list."""
    around = [] if element is None else [element, *element.iterancestors()]
    heading = next((local(each) for each in around if local(each) in _HEADINGS), "")
    item = _item(around)
    return Block(
        span=span,
        item=element if item is None else item,
        is_entry=item is not None,
        level=_HEADINGS.index(heading) + 1 if heading else NO_HEADING,
        lists=tuple(each for each in around if _says(each, _LIST) or (notes_too and _says(each, _NOTES))),
        sections=tuple(each for each in around if local(each) in _SECTIONS),
        aside=next((each for each in around if local(each) in _ASIDES), None),
        is_tabled=any(local(each) == "table" for each in around),
    )


def _item(around: Sequence[Element]) -> Element | None:
    """The innermost entry, or the item around it that holds no other: a label, and the reference beside it."""
    entries = [each for each in around if _is_entry(each)]
    if not entries:
        return None
    item = entries[0]
    for outer in entries[1:]:
        if local(outer) not in _HOLDERS or any(
            each is not item and each not in around and _is_entry(each) for each in outer.iterdescendants("*")
        ):
            break
        item = outer
    return item


def _is_entry(element: Element) -> bool:
    if local(element) == "a":
        return False
    if local(element) in _ITEMS or _says(element, _ENTRY):
        return True
    name = element.get("id") or ""
    return len(name) <= _LONGEST and _ENTRY_ID.match(name) is not None and _LIST.search(name) is None


def _says(element: Element, pattern: re.Pattern[str]) -> bool:
    return any(len(value) <= _LONGEST and pattern.search(value) for value in _said(element))


def _said(element: Element) -> Iterator[str]:
    return (value for name in ("class", "id", "role") if (value := element.get(name)))
