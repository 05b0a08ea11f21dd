"""JATS (NISO Z39.96) and its forerunner NLM: articles of journals as XML, from PubMed Central, publishers, SciELO, Redalyc."""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck.model import Bibliography, Citation, Span
from refcheck.readers.documents.jats.citation import cited
from refcheck.readers.entries.items import Item, write_items
from refcheck.readers.papers.flow import Layout, Mark, paragraphs
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.xml import (
    Element,
    attribute,
    children,
    descendants,
    line_of,
    local,
    names,
    parse,
    root_name,
    text_of,
)

NAME = "jats"

# What only JATS has: "<ref-list>", "<article-meta>", "<jats:ref-list id='r'>".
_TELLING = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:ref-list|article-meta)[\s>]")
_OTHER_ROOTS = frozenset({"html", "HTML", "TEI", "teiCorpus"})

_CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
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

# A label without what stands around its number: "[12]", "12.", "(3)".
_AROUND_LABEL = "[]().:, \t"
# What joins the first and last of several pointers: "1–5", "B1 - B5".
_DASH = re.compile(r"\s?[-‐‑–—]\s?")


def recognises_bytes(name: str, data: bytes) -> bool:
    """Whether it is XML with a JATS article or reference list in it."""
    root = root_name(data)
    if root in _OTHER_ROOTS or not root:
        return False
    plain = (
        data.decode("utf-16", "ignore").encode()
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        else data
    )
    return _TELLING.search(plain) is not None


def read_bytes(data: bytes, name: str) -> Bibliography:
    """The references of every ``<ref-list>``, and the ``<xref>`` that point to them.

    Raises:
        SourceError: nothing of the XML can be read.
    """
    root, notes = parse(data, name)
    sheet = Sheet()
    sheet.write_all(paragraphs(root, _BODY, _pointer))
    pointers = tuple(sheet.marks)
    refs = list(_refs(root))
    references = write_items([ref.item() for ref in refs], sheet)
    return Bibliography(
        document=sheet.document(name, NAME),
        references=references,
        citations=tuple(_citations(sheet.text, pointers, refs)),
        notes=notes,
    )


@frozen(kw_only=True)
class _Ref:
    """A citation in the list: its key, and the ``id`` that pointers name."""

    key: str
    id: str
    citation: Element

    def item(self) -> Item:
        """What it says."""
        return evolve(cited(self.citation), key=self.key, line=line_of(self.citation))


def _refs(root: Element) -> Iterator[_Ref]:
    """Every citation of every ``<ref>``. A second one in the same reference has the key ``12.2``."""
    for number, ref in enumerate(_all_refs(root), start=1):
        label = text_of(next(descendants(ref, "label"), None)).strip(_AROUND_LABEL)
        key = label or attribute(ref, "id") or str(number)
        for part, citation in enumerate(_citations_of(ref), start=1):
            yield _Ref(key=key if part == 1 else f"{key}.{part}", id=attribute(ref, "id"), citation=citation)


def _all_refs(root: Element) -> Iterator[Element]:
    return (each for each in root.iter() if isinstance(each.tag, str) and local(each) == "ref")


def _citations_of(ref: Element) -> Sequence[Element]:
    """The citations of a reference: of alternatives the one that says what is what, else all there are, else its notes."""
    found: list[Element] = []
    for child in children(ref):
        if local(child) == "citation-alternatives":
            found += list(children(child, *_CITATIONS[::2])) or list(children(child, *_CITATIONS))[:1]
        elif local(child) in _CITATIONS:
            found.append(child)
    return found or list(children(ref, "note", "p"))


def _pointer(element: Element) -> str:
    """The ids that an ``<xref>`` to the list names."""
    is_pointer = local(element) == "xref" and attribute(element, "ref-type") in ("bibr", "ref", "")
    return attribute(element, "rid") if is_pointer else ""


def _citations(text: str, pointers: Sequence[Mark], refs: Sequence[_Ref]) -> Iterator[Citation]:
    """The pointers by key. Of "1–5", set as two pointers with a dash between, the second stands for what is between, too."""
    order = [ref.key for ref in refs]
    keys: Mapping[str, str] = {ref.id: ref.key for ref in reversed(refs) if ref.id}
    before: tuple[Span, str] | None = None
    for pointer in pointers:
        named = [keys[id_] for id_ in pointer.value.split() if id_ in keys]
        if not named or not len(pointer.span):
            before = None
            continue
        if before and _DASH.fullmatch(text, before[0].end, pointer.span.start):
            first, last = order.index(before[1]), order.index(named[0])
            named = [*order[first + 1 : last], *named]
        before = (pointer.span, named[-1])
        yield Citation(span=pointer.span, keys=tuple(named))
