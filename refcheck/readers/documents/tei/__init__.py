"""TEI: the ``<listBibl>`` of documents that GROBID or an edition made, and the ``<ref>`` that point to it.

Marks: ``<``.
"""

import re
from collections.abc import Iterator

from attrs import evolve

from refcheck.model import Bibliography, Citation
from refcheck.readers.documents.tei.citation import cited
from refcheck.readers.entries.items import write_items
from refcheck.readers.papers.flow import Layout, paragraphs
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.xml import Element, attribute, local, names, parse, root_name

NAME = "tei"

_ROOTS = frozenset({"TEI", "teiCorpus", "TEI.2"})
_TELLING_ROOTS = frozenset({"listBibl", "biblStruct"})
_PIECES = frozenset({"text", "back", "div", "listBibl", "biblStruct", "body"})
_SIGNATURE = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:listBibl|biblStruct)[\s>]")
"""What only TEI has: "<listBibl>", "<biblStruct xml:id='b0'>"."""

_BODY = Layout(
    blocks=names(
        "TEI text front body back div head p ab list item figure figDesc table row note quote lg l titlePage docTitle titlePart"
    ),
    breaks=names("lb"),
    cells=names("cell"),
    skipped=names("teiHeader listBibl formula facsimile"),
)


def recognises_bytes(name: str, data: bytes) -> bool:
    """Whether its root is one of TEI's, or a piece of one that has a list in it."""
    root = root_name(data)
    return root in _ROOTS or (root in _PIECES and _SIGNATURE.search(data) is not None)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """The references of every ``<listBibl>`` outside the header, and the pointers to them.

    Raises:
        SourceError: nothing of the XML can be read.
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
    items = [evolve(cited(each), key=attribute(each, "n") or None) for each in found]
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
    )


def _listed(root: Element) -> Iterator[Element]:
    """The citations in lists, in document order, not those of the header, which describes the document itself."""
    for element in root.iter():
        if isinstance(element.tag, str) and local(element) in ("biblStruct", "bibl"):
            around = [local(each) for each in element.iterancestors()]
            is_listed = "listBibl" in around or local(root) in _TELLING_ROOTS
            if is_listed and not {"teiHeader", "bibl", "biblStruct"} & set(around):
                yield element


def _pointer(element: Element) -> str:
    return attribute(element, "target") if local(element) == "ref" and attribute(element, "type") == "bibr" else ""


def _ids(target: str) -> Iterator[str]:
    return (each.removeprefix("#") for each in target.split() if each.startswith("#"))
