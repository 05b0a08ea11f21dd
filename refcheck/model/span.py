"""Positions in a text, and the text itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from sys import intern

from attrs import frozen

from refcheck.model.formats import FIXABLE


def interned(text: str) -> str:
    """Return the text as an interned string, so that equal texts share memory."""
    return intern(text) if type(text) is str else text


def interned_or_none(text: str | None) -> str | None:
    """Return the text as an interned string, or ``None`` for ``None``."""
    return intern(text) if type(text) is str else text


@frozen(weakref_slot=False)
class Span:
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        """Return the number of code points covered."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """Return true: an empty span is a position, too."""
        return True

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Return whether the other span is within this one, or equal to it."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Return whether the two spans share a code point, or one begins where the other ends."""
        return self.start <= other.end and other.start <= self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)


class Unit(StrEnum):
    """The unit that a person counts to find a position in a source: lines in a text, pages in a PDF, nothing in a Word document."""

    LINE = "line"
    PAGE = "page"
    NOTHING = "nothing"


@frozen
class Place:
    """A line and a column of a document as a person counts them, both from 1; where pages are counted, the page and 1.

    The column is 0 where only the line is known, as for markup, whose text is read without its tags.
    """

    line: int
    column: int
    unit: Unit = Unit.LINE


@frozen
class Part:
    """Where in a document's text the text of another file starts, the name of that file, and the name of its reader."""

    start: int
    name: str
    format: str


@frozen
class TextNode:
    """A stretch of a document's text that is in one of the XML parts of its file.

    ``element`` is the index, from 0, of an element among those of the part in document order. The stretch starts ``offset``
    characters into the text at the element's start, or, with ``is_tail``, into the text after its end. ``program`` names the
    citation program (or the add-in) that wrote this text and will overwrite it.
    """

    span: Span
    part: str
    element: int
    is_tail: bool = False
    offset: int = 0
    program: str = ""

    def cut(self, span: Span) -> "TextNode":
        """Return the part of the stretch within ``span``."""
        start, end = max(self.span.start, span.start), min(self.span.end, span.end)
        own = self.span
        return self if (start, end) == (own.start, own.end) else self._at(Span(start, end), start - own.start)

    def moved(self, by: int) -> "TextNode":
        """Return the stretch moved by ``by`` code points in the document's text."""
        return self._at(self.span.shifted(by)) if by else self

    def _at(self, span: Span, further: int = 0) -> "TextNode":
        """Return the stretch at another span, starting ``further`` characters later in the element's text."""
        return TextNode(span, self.part, self.element, self.is_tail, self.offset + further, self.program)


@frozen(kw_only=True)
class Document:
    """A source as decoded: its text is never altered.

    ``name`` is a file's name as the caller gave it, ``-`` for standard input, ``<text>`` for a string;
    ``format`` is the name of the reader that read it (``plain``, ``bibtex`` …). For a source that is not plain text
    (DOCX, HTML, PDF …), ``text`` is what a person sees of it, and ``lines`` may give for each line of ``text`` the line or page
    of the source on which it begins. ``unit`` is what ``lines`` count.
    ``parts`` say where the text of files starts that were read along with it, such as the bibliography that a manuscript names.
    ``nodes`` give for a DOCX or ODT file, in order, where in it each stretch of the text is; text outside all nodes is not
    text in the file: the end of a paragraph, the URL of a link, a reference in a field.
    """

    name: str
    format: str
    text: str
    lines: tuple[int, ...] = ()
    unit: Unit = Unit.LINE
    parts: tuple[Part, ...] = ()
    nodes: tuple[TextNode, ...] = ()

    def nodes_at(self, span: Span) -> tuple[TextNode, ...]:
        """Return the stretches of the file that a span of the text covers, cut to the span; none for an empty span."""
        if not len(span):
            return ()
        first = bisect_right(self.nodes, span.start, key=lambda node: node.span.end)
        last = bisect_left(self.nodes, span.end, key=lambda node: node.span.start)
        return tuple(node.cut(span) for node in self.nodes[first:last])

    def home_of(self, spans: Sequence[Span]) -> Part:
        """Return the file that a reference at these spans is from: the document itself, or one that was read along with it."""
        own = Part(0, self.name, self.format)
        start = spans[0].start if spans else 0
        return next((part for part in reversed(self.parts) if part.start <= start), own)

    def places(self, spans: Iterable[Span]) -> tuple[Place, ...]:
        """Return where each span begins, as a person finds it in the source. A line ends with LF, CRLF or CR."""
        text = self.text
        ends = (at for at, char in enumerate(text) if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"))
        starts = [0, *(at + 1 for at in ends)]
        return tuple(self._place(span.start, starts) for span in spans)

    def _place(self, offset: int, starts: list[int]) -> Place:
        number = bisect_right(starts, offset)
        if number <= len(self.lines):
            is_source = self.unit is not Unit.LINE or self.home_of([Span(offset, offset)]).format in FIXABLE
            return Place(self.lines[number - 1], 1 if is_source else 0, self.unit)
        return Place(number, offset - starts[number - 1] + 1)
