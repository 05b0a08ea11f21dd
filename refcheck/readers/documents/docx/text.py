"""The paragraphs of a DOCX document, with the contents of its links and fields."""

import re
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from refcheck.model import Span, TextNode
from refcheck.readers.documents.docx.fields import OTHER, Field, program
from refcheck.readers.papers.flow import Mark, Step, walk
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, names, numbered

_UNSEEN = names("del moveFrom Fallback pPr rPr sectPr tblPr trPr tcPr sdtPr")
_CHANGES = ("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo")
_PICTURES = names("drawing pict object")
_TEXT_BOX = "txbxContent"
_FIXED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_HEADING = re.compile(
    r"(?:heading|ü?berschrift|titre|tí?tulo|titolo|kop|rubrik|заголовок)\s?([1-9])$|title$", re.IGNORECASE
)
"""The name of a heading style, which may have lost its accented letters: "Heading1", "heading 2", "berschrift1", "Titre1",
"Ttulo2"."""

_REFERENCES = re.compile(
    r"(?:bibliography|references?|literaturverzeichnis|bibliographie|bibliograf[ií]a)\d*$", re.IGNORECASE
)
"""The name of a style used only for references: "Bibliography", "EndNoteBibliography", "References", "Literaturverzeichnis1"."""

_TAGS = ("MENDELEY_", "Citavi")
"""The start of the tags of citation programs' content controls."""

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
r"""The URL in a field's instruction: 'HYPERLINK "https://doi.org/10.1000/x" \\o "tip"'."""


@frozen(kw_only=True)
class Para:
    """A paragraph: its text, its links and fields, and its style.

    ``nodes`` are the places of its text in the part, ``raised`` the spans set as superscript. ``fields`` are marks whose value
    is the number of a field. ``level`` is that of a heading, 0 for other paragraphs. ``cell`` is that of the table it is in.
    """

    text: str
    nodes: tuple[TextNode, ...] = ()
    links: tuple[Mark, ...] = ()
    raised: tuple[Span, ...] = ()
    fields: tuple[Mark, ...] = ()
    level: int = 0
    is_reference: bool = False
    cell: Element | None = None


@define
class _Open:
    """A field that is being read: first its instruction, then its displayed result."""

    instruction: list[str] = field(factory=list)
    data: list[str] = field(factory=list)
    shows: bool = False
    start: int = 0
    number: int = -1
    tag: Element | None = None
    program: str = ""


@define
class Text:
    """The text of the parts of a document, and the fields in it."""

    fields: list[Field] = field(factory=list)
    _open: list[_Open] = field(factory=list)
    _part: str = ""
    _numbers: Mapping[Element, int] = field(factory=dict)
    _parts: list[str] = field(factory=list)
    _nodes: list[TextNode] = field(factory=list)
    _length: int = 0
    _links: list[Mark] = field(factory=list)
    _raised: list[Span] = field(factory=list)
    _marks: list[Mark] = field(factory=list)
    _bookmarks: dict[str, str] = field(factory=dict)
    _linked: list[tuple[Element, str, int]] = field(factory=list)

    def paragraphs(self, part: str, root: Element, targets: Mapping[str, str]) -> Iterator[Para]:
        """Yield the paragraphs of a part below its ``root``; ``targets`` are the URLs of links, by their relationships' ids."""
        self._open.clear()
        self._bookmarks.clear()
        self._part, self._numbers = part, numbered(root)
        around: list[Element] = []
        for step, element, text, _ in walk(root, _is_unseen):
            name = local(element)
            if step is Step.TEXT:
                self._read(element, name, text)
            elif step is Step.OPENED:
                if name == "p":
                    yield from self._ended(around[-1] if around else element)
                    around.append(element)
                self._opened(element, name, targets)
            else:
                self._closed(element, name)
                if name == "p" and around:
                    yield from self._ended(around.pop())

    def _read(self, element: Element, name: str, text: str) -> None:
        if name == "t":
            self._write(text, element)
        elif name == "instrText" and self._open:
            self._open[-1].instruction.append(text)
        elif name == "fldData" and self._open:
            self._open[-1].data.append(text)

    def _opened(self, element: Element, name: str, targets: Mapping[str, str]) -> None:
        if name in _FIXED:
            self._write(_FIXED[name], element)
        elif name == "fldChar":
            self._turn(attribute(element, "fldCharType"))
        elif name == "fldSimple" or (name == "sdt" and _tag(element)):
            instruction = attribute(element, "instr") or _tag(element)
            self._open.append(_Open(instruction=[instruction], tag=element))
            self._show()
        elif name in ("bookmarkStart", "bookmarkEnd"):
            number, writer = attribute(element, "id"), program(f"ADDIN {attribute(element, 'name')}")
            self._bookmarks.pop(number, None)
            if writer not in ("", OTHER):  # the start of a bookmark around a program's citation
                self._bookmarks[number] = writer
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
        """Start a complex field, start its displayed result, or end it."""
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
        current.program = program("".join(current.instruction))
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
        hyperlink = _HYPERLINK.match("".join(current.instruction))
        if hyperlink:
            self._links.append(Mark(span, hyperlink[1]))
        elif len(span):
            self._marks.append(Mark(span, str(current.number)))

    def _write(self, text: str, element: Element) -> None:
        if text and all(each.shows for each in self._open):
            span = Span(self._length, self._length + len(text))
            writer = next((each.program for each in self._open if each.program), "")
            writer = writer or next(iter(self._bookmarks.values()), "")
            self._nodes.append(TextNode(span, self._part, self._numbers[element], program=writer))
            self._parts.append(text)
            self._length += len(text)
            run = element.getparent()
            if run is not None and _property(run, "rPr", "vertAlign") == "superscript":
                start = self._raised.pop().start if self._raised and self._raised[-1].end == span.start else span.start
                self._raised.append(Span(start, span.end))

    def _ended(self, paragraph: Element) -> Iterator[Para]:
        """Yield the paragraph that ends here, unless it is empty. An open field continues in the next one."""
        for each in self._open:
            if each.shows:
                self._mark(each)
                each.start = 0
        text = "".join(self._parts)
        if text.strip():
            style = _property(paragraph, "pPr", "pStyle")
            heading = _HEADING.search(style)
            yield Para(
                text=text,
                nodes=tuple(self._nodes),
                links=tuple(self._links),
                raised=tuple(self._raised),
                fields=tuple(self._marks),
                level=int(heading[1] or 1) if heading else 0,
                is_reference=_REFERENCES.search(style) is not None and not heading,
                cell=next((each for each in paragraph.iterancestors() if local(each) == "tc"), None),
            )
        self._parts, self._nodes, self._length, self._links, self._raised, self._marks = [], [], 0, [], [], []
        self._linked = [(element, target, 0) for element, target, _ in self._linked]


def _is_unseen(element: Element) -> bool:
    """Return whether an element is deleted text, a fallback for old programs, properties, or a picture without a text box."""
    name = local(element)
    if name in _PICTURES:
        return next(descendants(element, _TEXT_BOX), None) is None
    return name in _UNSEEN


def has_tracked_changes(root: Element) -> bool:
    """Return whether a part has inserted, deleted or moved text that has not been accepted or rejected."""
    return next(root.iter(*_CHANGES), None) is not None


def _property(element: Element, group: str, name: str) -> str:
    """Return the value of one of an element's properties; an empty string if it does not have the property."""
    found = (each for properties in children(element, group) for each in children(properties, name))
    return next((attribute(each, "val") for each in found), "")


def _tag(element: Element) -> str:
    """Return the tag of a content control that a citation program writes; an empty string for any other element."""
    value = _property(element, "sdtPr", "tag")
    return value if value.startswith(_TAGS) else ""
