"""A page's elements: what is for the screen only, bibliographies that it carries, and what it says about its list."""

import re
from collections.abc import Iterator, Sequence

from refcheck.gazetteer.buttons import is_button
from refcheck.model import Bibliography, Span
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.readers.data import bibtex
from refcheck.readers.papers.flow import Mark
from refcheck.readers.papers.sheet import NO_HEADING, Block
from refcheck.readers.sources.xml import Element, descendants, local, text_of

_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|hidden|visually-hidden|screenreader-only|u-visually-hidden|mw-cite-backlink|mw-editsection)(?:\s|$)"
)
"""Classes of what is read out and not shown, or leads from a note back to the text."""

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a page may hold and XML may not: control characters, halves of characters."""

_ARROWS = frozenset("»→➔➜↗⇗↩↑⤴")
"""Arrows before a link's address, where the page repeats it, and those that lead from a note back to the text."""

_OPENING, _CLOSING = "[(|·•", "])|·•"
"""What stands around a button, or between two."""


def cleaned(page: Element) -> None:
    """Take the words from buttons, whose targets stay, and what is not shown from the page; tell its foot."""
    for element in list(descendants(page, "a", "button", "span", "sup")):
        if _UNSEEN.search(element.get("class") or ""):
            _without_hidden(element)
        elif local(element) == "a" and _is_button(text_of(element), element.get("href") or ""):
            _emptied(element)
            _without_marks_around(element)
    _tell_foot(page)


def _tell_foot(page: Element) -> None:
    """Put what stands behind one of the page's last rules, is short, and holds no reference, into a footer."""
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
    """Return whether elements hold much text, a heading, or a piece that looks like a reference."""
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
    """Take the words from what is not shown; a DOI that stands there, as for a program on the page, becomes a link."""
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
"""Types of scripts that are BibTeX."""
_ELEMENTS = ("d-bibliography", "dt-bibliography")
_CITING = frozenset({"d-cite", "dt-cite"})
_LONGEST_EMBEDDED = 4_000_000
CITED = "cite:"
"""What marks the keys that an element cites."""


def embedded(page: Element) -> Iterator[Bibliography]:
    """Yield the bibliographies of a page, in order."""
    for element in descendants(page, "script", *_ELEMENTS):
        is_told = local(element) in _ELEMENTS or (element.get("type") or "").strip().lower() in _TYPES
        text = element.text or ""
        if is_told and len(text) <= _LONGEST_EMBEDDED and bibtex.recognises("", text):
            yield bibtex.read(text, "")


def cited_mark(element: Element) -> str:
    """Return the keys that an element cites, marked as such; empty for one that cites nothing."""
    keys = (element.get("key") or element.get("bibtex-key") or "") if local(element) in _CITING else ""
    return f"{CITED}{keys}" if keys.strip() else ""


def cited_keys(mark: str) -> Sequence[str]:
    """Return the keys of such a mark."""
    return [key.strip() for key in mark.removeprefix(CITED).split(",") if key.strip()]


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
_ASIDES = frozenset({"aside", "nav", "footer", "address"})
_ASIDE = re.compile(
    r"(?:^|\s)(?:page-?|site-?)?(?:footer|nav-?path|nav(?:igation|bar)?|breadcrumbs?)(?:$|\s)", re.IGNORECASE
)
"""Classes, roles and ids of what stands beside the text: "footer", "nav-path", "breadcrumbs"."""
_ITEMS = frozenset({"li", "tr", "dd"})
_HOLDERS = frozenset({"li", "dd", "div", "p"})
_PIECES = frozenset({"li", "tr", "dd", "p"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RULES, _LONGEST_FOOT = 5, 3000
"""A page's foot begins at one of its last rules, and has so many characters at most between two of them."""
_LONGEST = 300
"""A longer value of a class says nothing."""


def block(element: Element | None, span: Span, marks: tuple[Mark, ...], *, notes_too: bool = False) -> Block:
    """Return the block with its links whose innermost element is ``element``; with ``notes_too`` a container of notes is a list."""
    holders = [] if element is None else [element, *element.iterancestors()]
    around = list(map(_described, holders))
    heading = next((local(each) for each in around if local(each) in _HEADINGS), "")
    item = _item(around)
    return Block(
        span=span,
        item=element if item is None else item,
        is_entry=item is not None,
        is_term=around != holders,
        level=_HEADINGS.index(heading) + 1 if heading else NO_HEADING,
        lists=tuple(each for each in around if _says(each, _LIST) or (notes_too and _says(each, _NOTES))),
        sections=tuple(each for each in around if local(each) in _SECTIONS),
        aside=next((each for each in around if local(each) in _ASIDES or _says(each, _ASIDE)), None),
        is_tabled=any(local(each) == "table" for each in around),
        marks=marks,
    )


def _described(element: Element) -> Element:
    """Return what a term of a definition list stands before, and of all else the element itself."""
    following = element.getnext() if local(element) == "dt" else None
    return element if following is None or local(following) != "dd" else following


def _item(around: Sequence[Element]) -> Element | None:
    """Return the innermost entry, or the item around it that holds no other: a label, and the reference beside it."""
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
