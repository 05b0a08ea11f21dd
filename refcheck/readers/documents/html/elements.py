"""A page's elements: those that belong to its interface only, embedded bibliographies, and how it labels its reference list."""

import re
from collections.abc import Iterator, Sequence

from refcheck.gazetteer.buttons import is_button
from refcheck.model import Bibliography, Span
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.readers.data import bibtex
from refcheck.readers.papers.cells import hold_references
from refcheck.readers.papers.flow import Mark
from refcheck.readers.papers.sheet import NO_HEADING, Block
from refcheck.readers.sources.xml import Element, descendants, local, text_of

_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|hidden|visually-hidden|screenreader-only|u-visually-hidden|mw-cite-backlink|mw-editsection)(?:\s|$)"
)
"""Classes of hidden elements, elements for screen readers only, edit links, and links from a note back to the text."""

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that may occur in HTML but not in XML: control characters and lone surrogates."""

_ARROWS = frozenset("»→➔➜↗⇗↩↑⤴")
"""Arrows before a repeated URL of a link, and arrows that lead from a note back to the text."""

_OPENING, _CLOSING = "[(|·•", "])|·•"
"""Punctuation around a button, or between two buttons."""


def cleaned(page: Element) -> None:
    """Remove the text of buttons (their targets stay) and of hidden elements from the page, and mark its foot."""
    for element in list(descendants(page, "a", "button", "span", "sup")):
        if _UNSEEN.search(element.get("class") or ""):
            _without_hidden(element)
        elif local(element) == "a" and _is_button(text_of(element), element.get("href") or ""):
            _emptied(element)
            _without_marks_around(element)
    for table in descendants(page, "table"):
        _open_cells(table)
    _mark_foot(page)


def _open_cells(table: Element) -> None:
    """Make the cells of a table blocks, if some of them hold whole references, as in a schedule with readings."""
    cells = list(descendants(table, "td", "th"))
    if next(descendants(table, "table"), None) is None and hold_references(list(map(text_of, cells))):
        for cell in cells:
            cell.tag = CELL


def _mark_foot(page: Element) -> None:
    """Move what follows one of the page's last rules into a ``<footer>``, if it is short and has no reference in it."""
    first = None
    for rule in reversed(list(descendants(page, "hr"))[-_RULES:]):
        rest = [rule, *rule.itersiblings()]
        if first is not None and first not in rest:
            break
        if _may_be_list(rest if first is None else rest[: rest.index(first)]):
            break
        first = rule
    if first is not None:
        foot = first.makeelement("footer")
        first.addprevious(foot)
        foot.extend([first, *first.itersiblings()])


def _may_be_list(elements: Sequence[Element]) -> bool:
    """Return whether the elements contain much text, a heading, or a piece of text that looks like a reference."""
    tails = [each.tail or "" for each in elements]
    if sum(map(len, tails)) + sum(len(text_of(each)) for each in elements) > _LONGEST_FOOT:
        return True
    pieces = [each for element in elements for each in (element, *descendants(element))]
    texts = [*tails, *(text_of(each) for each in pieces if local(each) in _PIECES)]
    is_headed = any(local(each) in _HEADINGS for each in pieces)
    return is_headed or any(evidence(text) >= LIKE_A_REFERENCE for text in texts)


def _is_button(text: str, target: str) -> bool:
    label = text.strip(_OPENING + _CLOSING + " ").lower()
    if text.lstrip()[:1] in _ARROWS:
        return True
    return is_button(text) or (label == "doi" and "doi.org/" in target)


def _without_hidden(element: Element) -> None:
    """Remove the text of a hidden element; if it is a DOI, put there for a script, make the element a link to it."""
    text = text_of(element)
    _emptied(element)
    if text.startswith("10."):
        element.tag = "a"
        element.set("href", f"https://doi.org/{_UNWRITABLE.sub('', text)}")


def _emptied(element: Element) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


def _without_marks_around(button: Element) -> None:
    parent, before = button.getparent(), button.getprevious()
    if before is not None:
        before.tail = _without_end(before.tail or "")
    elif parent is not None:
        parent.text = _without_end(parent.text or "")
    after = (button.tail or "").lstrip()
    if after and after[0] in _CLOSING:
        button.tail = _UNWRITABLE.sub(" ", f" {after.lstrip(_CLOSING)}")


def _without_end(text: str) -> str:
    stripped = text.rstrip()
    return _UNWRITABLE.sub(" ", f"{stripped.rstrip(_OPENING)} " if stripped.endswith(tuple(_OPENING)) else text)


_TYPES = frozenset({"text/bibliography", "text/bibtex", "application/x-bibtex", "text/x-bibtex"})
"""The ``type`` of ``<script>`` elements that hold BibTeX."""
_ELEMENTS = ("d-bibliography", "dt-bibliography")
_CITING = frozenset({"d-cite", "dt-cite"})
_LONGEST_EMBEDDED = 4_000_000
CITED = "cite:"
"""The prefix of a mark's value that consists of cited keys."""


def embedded(page: Element) -> Iterator[Bibliography]:
    """Yield the bibliographies embedded in a page, in document order."""
    for element in descendants(page, "script", *_ELEMENTS):
        is_bibliography = local(element) in _ELEMENTS or (element.get("type") or "").strip().lower() in _TYPES
        text = element.text or ""
        if is_bibliography and len(text) <= _LONGEST_EMBEDDED and bibtex.recognises("", text):
            yield bibtex.read(text, "")


def cited_mark(element: Element) -> str:
    """Return the keys that an element cites, with the prefix ``CITED``; an empty string if it cites nothing."""
    keys = (element.get("key") or element.get("bibtex-key") or "") if local(element) in _CITING else ""
    return f"{CITED}{keys}" if keys.strip() else ""


def cited_keys(mark: str) -> Sequence[str]:
    """Return the keys in a value made by :func:`cited_mark`."""
    return [key.strip() for key in mark.removeprefix(CITED).split(",") if key.strip()]


_LIST = re.compile(
    r"(?:^|[\s_-])(?:references?|ref-?lists?|refs|bibliography|bibliographies|biblio|literature|works-?cited|csl-bib-body"
    r"|citations?-?list|doc-bibliography)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes, roles and ids of lists, such as "references", "ref-list", "csl-bib-body", "doc-bibliography" and
"article-references__list"."""

_NOTES = re.compile(r"(?:^|[\s_-])(?:doc-endnotes|footnotes)(?:$|[\s_-])", re.IGNORECASE)
"""Classes, roles and ids of lists of notes, which hold the references of a page without a list: "footnotes", "doc-endnotes"."""

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
_ASIDES = frozenset({"aside", "nav", "footer", "address"})
_ASIDE = re.compile(
    r"(?:^|\s)(?:page-?|site-?)?(?:footer|nav-?path|nav(?:igation|bar)?|breadcrumbs?)(?:$|\s)", re.IGNORECASE
)
"""Classes, roles and ids of parts beside the main text: "footer", "nav-path", "breadcrumbs"."""
_ITEMS = frozenset({"li", "tr", "dd"})
_HOLDERS = frozenset({"li", "dd", "div", "p"})
CELL = "cell"
"""The name that is given to the cells of a table in which cells hold whole references: each is a block of its own."""
_TABLED = frozenset({CELL, "table"})
_PIECES = frozenset({"li", "tr", "dd", "p"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RULES, _LONGEST_FOOT = 5, 3000
"""How many of a page's last rules its foot may start at, and the most characters between two of them."""
_LONGEST = 300
"""The longest value of a class, id or role that is tested against the patterns."""


def block(element: Element | None, span: Span, marks: tuple[Mark, ...], *, notes_too: bool = False) -> Block:
    """Return the block with its links; its innermost element is ``element``.

    A container of notes is beside the text; with ``notes_too``, it is a list.
    """
    holders = [] if element is None else [element, *element.iterancestors()]
    around = list(map(_described, holders))
    notes = [each for each in around if _says(each, _NOTES)]
    listed, beside = (notes, []) if notes_too else ([], notes)
    heading = next((local(each) for each in around if local(each) in _HEADINGS), "")
    item = _item(around)
    return Block(
        span=span,
        item=element if item is None else item,
        is_entry=item is not None,
        is_term=around != holders,
        level=_HEADINGS.index(heading) + 1 if heading else NO_HEADING,
        lists=tuple(each for each in around if _says(each, _LIST) or each in listed),
        sections=tuple(each for each in around if local(each) in _SECTIONS),
        aside=next((each for each in around if local(each) in _ASIDES or _says(each, _ASIDE) or each in beside), None),
        cell=next((each for each in around if local(each) in _TABLED), None),
        marks=marks,
    )


def is_in_notes(element: Element) -> bool:
    """Return whether an element is in a container of notes."""
    return any(_says(each, _NOTES) for each in (element, *element.iterancestors()))


def _described(element: Element) -> Element:
    """Return the description (``<dd>``) after a term (``<dt>``); for any other element, the element itself."""
    following = element.getnext() if local(element) == "dt" else None
    return element if following is None or local(following) != "dd" else following


def _item(around: Sequence[Element]) -> Element | None:
    """Return the innermost entry, or the outermost item around it with no other entry in it, which may hold its label too."""
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
    said = filter(None, map(element.get, ("class", "id", "role")))
    return any(len(value) <= _LONGEST and pattern.search(value) for value in said)
