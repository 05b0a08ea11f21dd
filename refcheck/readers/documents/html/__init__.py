"""HTML: saved pages of journals, repositories and encyclopaedias, and lists that a program exported.

A list that the page itself labels as references (by a heading, a class or a role) is read, unless ``citation_reference`` meta
tags or JSON-LD have more references: then those are. Without either, references are searched for in the text, as in any other text.

Marks: ``<``.
"""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Bibliography, Citation, Span
from refcheck.readers.citations import citations
from refcheck.readers.documents.html.elements import (
    CELL,
    CITED,
    block,
    cited_keys,
    cited_mark,
    cleaned,
    embedded,
    is_in_notes,
)
from refcheck.readers.documents.html.meta_tags import described
from refcheck.readers.entries.items import write_items
from refcheck.readers.papers.flow import Layout, Paragraph, paragraphs
from refcheck.readers.papers.list_place import listed
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.papers.unmarked_list import found_among
from refcheck.readers.sources.xml import Element, check_size, descendants, in_utf8, local, lxml_etree, names, root_name

NAME = "html"

_LAYOUT = Layout(
    blocks=names(
        "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form",
        "h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table caption tbody thead tfoot tr ul",
        CELL,
    ),
    breaks=names("br"),
    cells=names("td th"),
    verbatim=names("pre"),
    skipped=names(
        "head script style noscript template svg iframe object select datalist button textarea input canvas audio video map",
        "annotation rp",
    ),
)

_ELEMENT = re.compile(
    rb"<(?:html|head|body|meta|div|p|br|[ou]l|li|dl|d[dt]|span|table|tr|td|section|main|cite|h[1-6]|em?|[abi])(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
"""The HTML start tags that are counted to recognise a page: "<p>", "<div class='a'>", "<meta name='a'>"."""

_CHARSET = re.compile(rb"<meta[^<>]{1,200}charset", re.IGNORECASE)
"""A page's declaration of its encoding: '<meta charset="utf-8">', 'content="text/html; charset=windows-1251"'."""

_OF_HEAD = names("title base basefont bgsound link meta style script noscript noframes template object")
"""Elements allowed in a page's head; any other element ends the head, as in a browser."""

_ROOTS = (
    _LAYOUT.blocks
    | _LAYOUT.skipped
    | _LAYOUT.cells
    | names(
        "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label link mark meta meter q s samp script small span",
        "strong sub sup time title u var wbr area base col colgroup hgroup search slot source track picture center font",
    )
)
"""The names of HTML's elements."""
_OF_JATS = re.compile(rb"<(?:article-meta|ref-list|journal-meta|back|front)[\s>]")
"""Elements of a JATS article, whose root is "<article>" as an HTML page's may be: "<article-meta>", "<ref-list>", "<back>"."""

_OF_TEXT = re.compile(rb"^(?:={1,6} ?[^=\s][^=\n]{0,200}={1,6}\s*|#{1,6} +\S[^\n]*)$", re.MULTILINE)
"""A heading in wikitext or Markdown, which may contain HTML elements too: "== References ==", "## References"."""

_FEW = 3
"""The fewest elements in a fragment of a page that is not named ``.html``."""
_HEAD = 64 * 1024


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is a page or a fragment: its root is ``html``, or it starts with an HTML element and has several."""
    root = root_name(data).lower()
    if root in ("html", "body", "head"):
        return True
    if root and (root not in _ROOTS or _OF_JATS.search(data)):
        return False
    head = in_utf8(data[:_HEAD], errors="ignore").lstrip()
    is_page = name.lower().endswith((".html", ".htm"))
    is_markup = head[:1] == b"<" and head[:5] != b"<?xml" and (is_page or _OF_TEXT.search(head) is None)
    return is_markup and len(_ELEMENT.findall(head)) >= (1 if is_page else _FEW)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of a page.

    Raises:
        LargeSourceError: the page is too large.
    """
    page = _page(data, name)
    sheet = Sheet()
    if page is None:
        return paper(sheet, name, NAME, entries=())
    items = described(page)
    attached = tuple(embedded(page))
    cleaned(page)
    found = list(paragraphs(page, _LAYOUT, _target))
    spans = sheet.write_all(found)
    placed = [(each.element, span, each.marks) for each, span in zip(found, spans, strict=True)]
    blocks = [block(*each) for each in placed]
    entries = listed(sheet.text, blocks) or listed(sheet.text, [block(*each, notes_too=True) for each in placed])
    if len(items) > len(entries):
        references = write_items(items, sheet)
        return Bibliography(
            document=sheet.document(name, NAME), references=references, citations=citations(sheet.text, references)
        )
    return paper(
        sheet,
        name,
        NAME,
        entries=entries or (() if attached else found_among(sheet.text, blocks)),
        attached=attached,
        pointers=tuple(_pointers(found, spans, attached)),
        noted=[(span, 0) for element, span, _ in placed if element is not None and is_in_notes(element)],
    )


def _pointers(
    found: Sequence[Paragraph], spans: Sequence[Span], attached: Sequence[Bibliography]
) -> Iterator[Citation]:
    """Yield the citations by key of the bibliographies embedded in the page."""
    known = {each.key for bibliography in attached for each in bibliography.references}
    for paragraph, span in zip(found, spans, strict=True):
        for mark in paragraph.marks:
            if mark.value.startswith(CITED) and (keys := tuple(key for key in cited_keys(mark.value) if key in known)):
                place = mark.span.shifted(span.start)
                yield Citation(span=place if len(place) else Span(max(place.end - 1, 0), max(place.end, 1)), keys=keys)


def _page(data: bytes, name: str) -> Element | None:
    check_size(data, name)
    etree, data = lxml_etree(name), in_utf8(data)
    encoding = None if _CHARSET.search(data[:_HEAD]) else "utf-8" if _is_utf8(data) else "windows-1252"
    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        page: Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if page is not None:
        _end_head(page)
    return page


def _end_head(page: Element) -> None:
    """Move elements that a head may not contain to a ``<div>`` after it: its end tag was left out."""
    for head in list(descendants(page, "head")):
        strays = [child for child in head if local(child) not in _OF_HEAD]
        if strays and head.getparent() is not None:
            holder = head.makeelement("div")
            holder.extend(strays)
            head.addnext(holder)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _target(element: Element) -> str:
    return (element.get("href") or "") if local(element) == "a" else cited_mark(element)
