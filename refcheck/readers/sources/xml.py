"""XML, read without expanding entities or fetching anything: by lxml, or by Python's own library if lxml is not installed."""

import codecs
import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring as own_source

from refcheck.errors import LargeSourceError, SourceError, UnreadableHereError
from refcheck.text.xml_tree import Node, tree

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element
else:
    Element = object

_LARGEST = 128 * 1024 * 1024
"""The largest file that is read as markup, in bytes."""

_HEAD = 64 * 1024
"""How many bytes are searched for the root element."""

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31}|#x0{0,9}[Dd][89A-Fa-f][0-9A-Fa-f]{2}|#0{0,9}5[5-7][0-9]{3});")
"""A named character reference, "&eacute;", "&mdash;", or a numeric one that may be a lone surrogate, "&#xD800;"."""

_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>")
"""The XML declaration: '<?xml version="1.0" encoding="windows-1251"?>'."""

_START = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_BEFORE_ROOT = ((b"<?", b"?>"), (b"<!--", b"-->"))


def parse(data: bytes, name: str) -> tuple[Element, tuple[str, ...]]:
    """Return the root of an XML file, and notes if the file is broken and only a part of it could be read.

    Entities that the file declares are not expanded; the character names of HTML and JATS are.

    Raises:
        LargeSourceError: the file is too large.
        SourceError: none of it can be read.
    """
    check_size(data, name)
    data = _NAMED.sub(_numbered, in_utf8(data))
    root: Any
    try:
        from lxml import etree  # here, because it takes long to load, and may not be installed
    except ImportError:
        root, broken = tree(data)
    else:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, recover=True, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SourceError(f"{name}: is not readable XML: {error}") from error
        if root is not None:
            etree.strip_elements(root, etree.Entity, etree.Comment, etree.ProcessingInstruction, with_tail=False)
        broken = next((entry.line for entry in parser.error_log if entry.level >= etree.ErrorLevels.FATAL), None)
    if root is None:
        raise SourceError(f"{name}: is not readable XML")
    return root, () if broken is None else (f"the XML is broken at line {broken}; what follows may be missing",)


def check_size(data: bytes, name: str) -> None:
    """Raise :class:`LargeSourceError` if a file is too large to be read as markup."""
    if len(data) > _LARGEST:
        raise LargeSourceError(f"{name}: is larger than {_LARGEST >> 20} MB, too large to be read as a whole")


def source(element: Element) -> str:
    """Return an element and its content as XML."""
    if isinstance(element, Node):
        return own_source(element, encoding="unicode")
    from lxml import etree

    return etree.tostring(element, encoding="unicode")


def lxml_etree(name: str) -> Any:
    """Return the library that reads pages; ``name`` is the file's, for the error.

    Raises:
        UnreadableHereError: lxml is not installed.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise UnreadableHereError(
            f"{name}: needs lxml, which is not installed; install it, or copy the list as text"
        ) from error
    return etree


def root_name(data: bytes) -> str:
    """Return the local name of the first element of an XML or HTML file, in its own case; an empty string if there is none."""
    head = in_utf8(data[:_HEAD], errors="ignore").removeprefix(codecs.BOM_UTF8).lstrip()
    while True:
        for opening, closing in _BEFORE_ROOT:
            if head.startswith(opening):
                head = head[len(opening) :].partition(closing)[2].lstrip()
                break
        else:
            if head[:9].upper() != b"<!DOCTYPE":
                break
            head = _after_doctype(head)
    found = _START.match(head)
    return found[1].rpartition(b":")[2].decode("ascii", "replace") if found else ""


def _after_doctype(head: bytes) -> bytes:
    end, subset = head.find(b">"), head.find(b"[")
    if 0 <= subset < end:
        end = head.find(b"]>", subset) + 1
    return head[end + 1 :].lstrip() if end > 0 else b""


def in_utf8(data: bytes, errors: str = "replace") -> bytes:
    """Return a file that has a byte order mark in UTF-8, without its declaration; any other file unchanged."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors).encode("utf-8", "replace")
    elif data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
    else:
        return data
    declared = _DECLARATION.match(data)
    return data[declared.end() :] if declared else data


def _numbered(named: re.Match[bytes]) -> bytes:
    """Return a character reference as a number, U+FFFD for a lone surrogate; XML's own names and unknown ones stay as they are."""
    name = named[1]
    if name.startswith(b"#"):
        value = int(name[2:], 16) if name[1:2] == b"x" else int(name[1:])
        return b"&#xFFFD;" if 0xD800 <= value <= 0xDFFF else named[0]
    characters = None if name in _OF_XML else html5.get(f"{name.decode()};")
    return "".join(f"&#{ord(character)};" for character in characters).encode() if characters else named[0]


def local(element: Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, whatever its namespace; an empty string if there is none."""
    plain = element.get(name)
    if plain is not None:
        return plain
    return next((str(value) for key, value in element.items() if str(key).endswith("}" + name)), "")


def children(element: Element, *names: str) -> Iterator[Element]:
    """Return the child elements; with ``names``, only those with one of these local names."""
    return (child for child in element if isinstance(child.tag, str) and (not names or local(child) in names))


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Return the descendants in document order; with ``names``, only those with one of these local names."""
    return (
        each
        for each in element.iter()
        if each is not element and isinstance(each.tag, str) and (not names or local(each) in names)
    )


def numbered(root: Element) -> dict[Element, int]:
    """Return the elements of a tree, each with its place in document order, counted from 0."""
    return {element: place for place, element in enumerate(root.iter("*"))}


def line_of(element: Element) -> int:
    """Return the line of the source where the element starts, 0 if unknown."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: Element | None) -> str:
    """Return all the text of an element, with white space collapsed; an empty string for ``None``."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def first_text(elements: Iterable[Element]) -> str:
    """Return the text of the first element that has any; an empty string if none has."""
    return next((text for each in elements if (text := text_of(each))), "")


def names(*lines: str) -> frozenset[str]:
    """Return the names of elements in the lines, which separate them by spaces."""
    return frozenset(name for line in lines for name in line.split())
