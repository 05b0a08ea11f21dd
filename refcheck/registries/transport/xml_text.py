"""XML that strangers have written, as a tree: without entities of its own, and without the network."""

from typing import TYPE_CHECKING, cast

from refcheck.registries.failures import Failure, broken
from refcheck.text.recoding import without_controls
from refcheck.text.xml_tree import tree

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element
else:
    Element = object

MOST_TAGS = 500_000
"""Tags of an answer, which take some hundred bytes each in memory, be they four in the answer."""


def read_xml(body: bytes, what: str) -> Element | Failure:
    """The root of a body, or why it cannot be read; ``what`` names it ("answered 200 with something").

    >>> read_xml(b"<a><b/></a>", "came").tag
    'a'
    >>> read_xml(b"<a>", "came with something").why
    'came with something that is no XML'
    >>> read_xml(b"<a>" + b"<b/>" * MOST_TAGS + b"</a>", "came with something").why
    'came with something of more than 500,000 tags'
    """
    if body.count(b"<") > MOST_TAGS:
        return broken(f"{what} of more than {MOST_TAGS:,} tags")
    try:
        from lxml import etree
    except ImportError:
        own, broken_at = tree(body)
        whole = own is not None and broken_at is None
        return _cleaned(cast(Element, own)) if whole else broken(f"{what} that is no XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return broken(f"{what} that is no XML")
    return _cleaned(root) if root is not None else broken(f"{what} that is no XML")


def _cleaned(root: Element) -> Element:
    """The tree without controls: XML may hold those above U+007F."""
    for element in root.iter():
        if (text := without_controls(element.text or "")) != (element.text or ""):
            element.text = text
        if (tail := without_controls(element.tail or "")) != (element.tail or ""):
            element.tail = tail
        for name, value in element.attrib.items():
            element.set(name, without_controls(str(value)))
    return root


def text_of(element: Element | None) -> str:
    """All the text in an element, its spaces collapsed; empty without one."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split()) if element is not None else ""
