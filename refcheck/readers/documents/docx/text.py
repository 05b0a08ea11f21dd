"""The paragraphs of a DOCX document, with what its links and fields say."""

import re
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from refcheck.model import Span
from refcheck.readers.papers.flow import Mark, Step, walk
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, names

_UNSEEN = names("del moveFrom Fallback pPr rPr sectPr tblPr trPr tcPr sdtPr")
_PICTURES = names("drawing pict object")
_TEXT_BOX = "txbxContent"
_FIXED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_HEADING = re.compile(
    r"(?:heading|ü?berschrift|titre|tí?tulo|titolo|kop|rubrik|заголовок)\s?([1-9])$|title$", re.IGNORECASE
)
"""A style that is a heading; its name may have lost its accents: "Heading1", "heading 2", "berschrift1", "Titre1",
"Ttulo2"."""

_REFERENCES = re.compile(
    r"(?:bibliography|references?|literaturverzeichnis|bibliographie|bibliograf[ií]a)\d*$", re.IGNORECASE
)
"""A style that is only given to references: "Bibliography", "EndNoteBibliography", "References",
"Literaturverzeichnis1"."""

_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
r"""The address in a field: 'HYPERLINK "https://doi.org/10.1000/x" \\o "tip"'."""


@frozen(kw_only=True)
class Field:
    """A field's instruction, the data beside it (base64), and its number in the document."""

    number: int
    instruction: str
    data: str


@frozen(kw_only=True)
class Para:
    """A paragraph: its text, where its links lead, which fields stand where, and what its style is.

    ``fields`` are marks whose value is the number of a field. ``level`` is that of a heading, 0 for none.
    """

    text: str
    links: tuple[Mark, ...] = ()
    fields: tuple[Mark, ...] = ()
    level: int = 0
    is_reference: bool = False


@define
class _Open:
    """A field that is being read: first its instruction, then what it shows."""

    instruction: list[str] = field(factory=list)
    data: list[str] = field(factory=list)
    shows: bool = False
    start: int = 0
    number: int = -1
    tag: Element | None = None


@define
class Text:
    """The text of the parts of a document, and the fields in it."""

    fields: list[Field] = field(factory=list)
    _open: list[_Open] = field(factory=list)
    _parts: list[str] = field(factory=list)
    _length: int = 0
    _links: list[Mark] = field(factory=list)
    _marks: list[Mark] = field(factory=list)
    _linked: list[tuple[Element, str, int]] = field(factory=list)

    def paragraphs(self, root: Element, targets: Mapping[str, str]) -> Iterator[Para]:
        """The paragraphs below ``root``; ``targets`` are the addresses of links by their relationship."""
        self._open.clear()
        around: list[Element] = []
        for step, element, text in walk(root, _is_unseen):
            name = local(element)
            if step is Step.TEXT:
                self._read(name, text)
            elif step is Step.OPENED:
                if name == "p":
                    yield from self._ended(around[-1] if around else element)
                    around.append(element)
                self._opened(element, name, targets)
            else:
                self._closed(element, name)
                if name == "p" and around:
                    yield from self._ended(around.pop())

    def _read(self, name: str, text: str) -> None:
        if name == "t":
            self._write(text)
        elif name == "instrText" and self._open:
            self._open[-1].instruction.append(text)
        elif name == "fldData" and self._open:
            self._open[-1].data.append(text)

    def _opened(self, element: Element, name: str, targets: Mapping[str, str]) -> None:
        if name in _FIXED:
            self._write(_FIXED[name])
        elif name == "fldChar":
            self._turn(attribute(element, "fldCharType"))
        elif name == "fldSimple" or (name == "sdt" and _tag(element)):
            instruction = attribute(element, "instr") or _tag(element)
            self._open.append(_Open(instruction=[instruction], tag=element))
            self._show()
        elif name == "hyperlink":
            self._linked.append((element, targets.get(attribute(element, "id"), ""), self._length))

    def _closed(self, element: Element, name: str) -> None:
        if self._open and self._open[-1].tag is element:
            self._end()
        elif name == "hyperlink" and self._linked and self._linked[-1][0] is element:
            _, target, start = self._linked.pop()
            if target and start <= self._length:
                self._links.append(Mark(Span(start, self._length), target))

    def _turn(self, kind: str) -> None:
        """A complex field begins, goes over to what it shows, or ends."""
        if kind == "begin":
            self._open.append(_Open())
        elif kind == "separate" and self._open:
            self._show()
        elif kind == "end" and self._open:
            if not self._open[-1].shows:
                self._show()
            self._end()

    def _show(self) -> None:
        current = self._open[-1]
        current.shows, current.start, current.number = True, self._length, len(self.fields)
        self.fields.append(
            Field(number=current.number, instruction="".join(current.instruction), data="".join(current.data))
        )

    def _end(self) -> None:
        current = self._open.pop()
        self._mark(current)
        if self._open and current.data and not self._open[-1].shows:
            self._open[-1].data += current.data

    def _mark(self, current: _Open) -> None:
        span = Span(current.start, self._length)
        address = _ADDRESS.match("".join(current.instruction))
        if address:
            self._links.append(Mark(span, address[1]))
        elif len(span):
            self._marks.append(Mark(span, str(current.number)))

    def _write(self, text: str) -> None:
        if text and all(each.shows for each in self._open):
            self._parts.append(text)
            self._length += len(text)

    def _ended(self, paragraph: Element) -> Iterator[Para]:
        """The paragraph that ends here, unless it is empty. A field goes on in the next one."""
        for each in self._open:
            if each.shows:
                self._mark(each)
                each.start = 0
        text = "".join(self._parts)
        if text.strip():
            style = _style(paragraph)
            heading = _HEADING.search(style)
            yield Para(
                text=text,
                links=tuple(self._links),
                fields=tuple(self._marks),
                level=int(heading[1] or 1) if heading else 0,
                is_reference=_REFERENCES.search(style) is not None and not heading,
            )
        self._parts, self._length, self._links, self._marks = [], 0, [], []
        self._linked = [(element, target, 0) for element, target, _ in self._linked]


def _is_unseen(element: Element) -> bool:
    """Deleted text, properties and pictures; of pictures the text in them is seen."""
    name = local(element)
    if name in _PICTURES:
        return next(descendants(element, _TEXT_BOX), None) is None
    return name in _UNSEEN


def _style(paragraph: Element) -> str:
    properties = next(children(paragraph, "pPr"), None)
    style = None if properties is None else next(children(properties, "pStyle"), None)
    return "" if style is None else attribute(style, "val")


def _tag(element: Element) -> str:
    """What a content control is tagged with, where it is a citation's or a bibliography's."""
    properties = next(children(element, "sdtPr"), None)
    tag = None if properties is None else next(children(properties, "tag"), None)
    value = "" if tag is None else attribute(tag, "val")
    return value if value.startswith("MENDELEY_") else ""
