"""Insertion of markup into the bytes of an XML part, all of which are otherwise unchanged."""

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable
from xml.parsers import expat

from attrs import define, field
from lxml import etree

from refcheck.office.package import read, serialised
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element

_START_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
"""A start tag whose values may contain ``>``: '<w:t xml:space="preserve">', "<a b='>'/>"."""

_OTHER_CODE = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["'](?!(?:utf-?8|us-ascii)["'])""", re.IGNORECASE)
"""A declaration of an encoding other than UTF-8: '<?xml version="1.0" encoding="windows-1251"?>', ' encoding="UTF-16"'."""

_TAG = re.compile(rb"<[^<>]*>")
"""A tag as lxml writes it, without ``>`` in values: '<w:p xmlns:w="…">', '</w:p>'."""

_NOT_PLAIN = (b"<![CDATA[", b"<!DOCTYPE")
"""Markup that makes the byte positions of characters unreliable."""


@define
class Part:
    """An XML part as bytes and as the tree that the reader parses, and the insertions into it."""

    data: bytes
    root: Element
    _starts: list[int] = field(factory=list, init=False)
    _ends: list[int] = field(factory=list, init=False)
    _texts: dict[tuple[int, bool], list[tuple[int, int, str]]] = field(factory=lambda: defaultdict(list), init=False)
    _put: list[tuple[int, bytes]] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        """Find the positions of elements and texts; a part in which that is not possible is serialised again first."""
        is_plain = self.data.startswith((b"<", BOM_UTF8)) and not _OTHER_CODE.match(self.data)
        if not is_plain or any(each in self.data for each in _NOT_PLAIN):
            self.data = serialised(self.root)
        try:
            self._parse()
        except expat.ExpatError:  # the reader knows entities that XML does not define
            self.data = serialised(self.root)
            self._parse()

    def before(self, element: int) -> int:
        """Return the position where an element begins; elements are numbered in document order."""
        return self._starts[element]

    def inside(self, element: int) -> int:
        """Return the position where the start tag of an element ends."""
        tag = _START_TAG.match(self.data, self._starts[element])
        assert tag is not None
        return tag.end()

    def behind(self, element: int) -> int:
        """Return the position where an element ends."""
        return self._ends[element]

    def at(self, element: int, offset: int, *, is_tail: bool = False) -> int:
        """Return the position of the character at ``offset`` of an element's text, or of its tail."""
        pieces = self._texts.get((element, is_tail), ())
        if not pieces:
            return self.behind(element) if is_tail else self.inside(element)
        first, start, text = pieces[bisect_right(pieces, offset, key=lambda piece: piece[0]) - 1]
        if offset - first < len(text):
            return start + len(text[: offset - first].encode())
        return start + self._length(start, text)

    def put(self, place: int, new: bytes) -> None:
        """Insert bytes at a position, after those inserted there before."""
        self._put.append((place, new))

    def append(self, elements: Iterable[Element]) -> None:
        """Insert elements at the end of the root."""
        new = b"".join(map(self.markup, elements))
        start, inside, behind = self.before(0), self.inside(0), self.behind(0)
        if behind > inside:
            self.put(self.data.rindex(b"</", 0, behind), new)
        else:
            tag = self.data[start:inside].removesuffix(b"/>").rstrip() + b">"
            self.data = self.data[:start] + tag + self.end_tag(0) + self.data[inside:]
            self.put(start + len(tag), new)

    def start_tag(self, element: int) -> bytes:
        """Return the start tag of an element."""
        return self.data[self.before(element) : self.inside(element)]

    def end_tag(self, element: int) -> bytes:
        """Return the end tag of an element, or the one that an empty element would have."""
        return b"</" + re.split(rb"[\s/>]", self.start_tag(element)[1:], maxsplit=1)[0] + b">"

    def markup(self, element: Element) -> bytes:
        """Return an element as markup, without the namespaces that the root declares."""
        spaces = ((f":{prefix}" if prefix else "", space) for prefix, space in self.root.nsmap.items())
        declared = [f' xmlns{prefix}="{space}"'.encode() for prefix, space in spaces]

        def lean(tag: re.Match[bytes]) -> bytes:
            known = tag[0]
            for each in declared:
                known = known.replace(each, b"")
            return known

        return _TAG.sub(lean, etree.tostring(element, encoding="UTF-8", with_tail=False))

    def bytes(self) -> bytes:
        """Return the part with all insertions."""
        pieces, last = [], 0
        for place, new in sorted(self._put, key=lambda each: each[0]):
            pieces += [self.data[last:place], new]
            last = place
        return b"".join([*pieces, self.data[last:]])

    def _length(self, start: int, text: str) -> int:
        """Return the length in bytes of a piece of text; a character reference or a line end is a piece of one character."""
        if self.data.startswith(b"&", start):
            return self.data.index(b";", start) + 1 - start
        return 2 if text == "\n" and self.data.startswith(b"\r\n", start) else len(text.encode())

    def _parse(self) -> None:
        parser = expat.ParserCreate()
        opened: list[int] = []
        self._starts, self._ends = [], []
        self._texts.clear()
        behind, length = (0, False), 0

        def start(*_: object) -> None:
            nonlocal behind, length
            opened.append(len(self._starts))
            self._starts.append(parser.CurrentByteIndex)
            self._ends.append(0)
            behind, length = (opened[-1], False), 0

        def end(_: str) -> None:
            nonlocal behind, length
            element = opened.pop()
            place = parser.CurrentByteIndex
            is_empty = self.data[place - 2 : place] == b"/>" and place == self.inside(element)
            self._ends[element] = place if is_empty else self.data.index(b">", place) + 1
            behind, length = (element, True), 0

        def characters(text: str) -> None:
            nonlocal length
            self._texts[behind].append((length, parser.CurrentByteIndex, text))
            length += len(text)

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = characters
        parser.Parse(self.data, True)


def opened(archive: Archive, member: str) -> Part:
    """Return one of the document's XML parts.

    Raises:
        SourceError: the part is broken.
    """
    return Part(*read(archive, member))
