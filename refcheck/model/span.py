"""Places in a text, and the text itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from sys import intern

from attrs import frozen


def interned(text: str) -> str:
    """Return the same text, as the one string in memory that says so."""
    return intern(text) if type(text) is str else text


def interned_or_none(text: str | None) -> str | None:
    """Return the same, where there is one."""
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
        """The number of code points covered."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place: an empty one is no less there."""
        return True

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Return whether the other span lies within this one, or is the same."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Return whether the two spans share a code point, or one begins where the other ends."""
        return self.start <= other.end and other.start <= self.end

    def shifted(self, by: int) -> "Span":
        """Return the same span, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


class Unit(StrEnum):
    """What a person counts in a source to find a place: lines in a text, pages in a PDF, nothing in a Word document."""

    LINE = "line"
    PAGE = "page"
    NOTHING = "nothing"


FIXABLE = (
    "bibtex",
    "csl-json",
    "csl-yaml",
    "endnote-tagged",
    "hayagriva",
    "identifier-list",
    "lines",
    "nbib",
    "plain",
    "publisher-page",
    "ris",
)
"""The formats of documents in which fixes can be made: their text is the source itself, or nearly so."""

MARKUP = ("endnote-xml", "html", "jats", "latex", "markdown", "tei", "typst", "wikitext")
"""The formats of markup in which a fix is made where the text that it changes stands once in the reference's lines."""

DATA = (
    "bibtex",
    "crossref-json",
    "csl-json",
    "csl-yaml",
    "csv",
    "endnote-tagged",
    "endnote-xml",
    "hayagriva",
    "labelled",
    "nbib",
    "pubmed-text",
    "pubmed-xml",
    "refworks",
    "ris",
    "web-of-science",
    "zotero-rdf",
)
"""The formats of records alone, as databases and reference managers export them: no document is around the list."""

TRACKABLE = ("docx", "odt")
"""The formats of documents in which fixes can be made as tracked changes, and which can have comments."""


@frozen
class Place:
    """A line and a column of a document as a person counts them, both from 1; where pages are counted, the page and 1.

    The column is 0 where the line alone is known, as of markup, whose text is read without its marks.
    """

    line: int
    column: int
    unit: Unit = Unit.LINE


@frozen
class Part:
    """Where in a document's text that of another file begins, the name of that file, and the reader that read it."""

    start: int
    name: str
    format: str


@frozen
class TextNode:
    """A stretch of a document's text as it stands in one of the XML parts of its file.

    ``element`` is the place of an element among those of the part in document order, counted from 0. The stretch stands ``offset``
    characters into the text that the element begins with, or, with ``is_tail``, into the text behind its end. ``program`` names the
    citation program (or the add-in) that writes this text and will write it again.
    """

    span: Span
    part: str
    element: int
    is_tail: bool = False
    offset: int = 0
    program: str = ""

    def cut(self, span: Span) -> "TextNode":
        """Return what of it lies within ``span``."""
        start, end = max(self.span.start, span.start), min(self.span.end, span.end)
        own = self.span
        return self if (start, end) == (own.start, own.end) else self._at(Span(start, end), start - own.start)

    def moved(self, by: int) -> "TextNode":
        """Return the same stretch, ``by`` code points further on in the document's text."""
        return self._at(self.span.shifted(by)) if by else self

    def _at(self, span: Span, further: int = 0) -> "TextNode":
        """Return the stretch at another place of the text, that begins so much further on."""
        return TextNode(span, self.part, self.element, self.is_tail, self.offset + further, self.program)


@frozen(kw_only=True)
class Document:
    """A source as decoded: its text is never altered.

    ``name`` is a file's name as the caller gave it, ``-`` for standard input, ``<text>`` for a string;
    ``format`` is the name of the reader that read it (``plain``, ``bibtex`` …). Of a source that is no plain text
    (DOCX, HTML, PDF …), ``text`` is what a reader of it sees, and ``lines`` may say for each line of it on which line of
    the source, or on which of its pages, it begins. ``unit`` is what they count.
    ``parts`` tell where the text of files begins that were read along with it, as the bibliography that a manuscript names.
    ``nodes`` say of a DOCX or ODT file, in order, where in it each stretch of the text stands; text that no node has stands
    nowhere in it as text: the end of a paragraph, the address of a link, a reference in a field.
    """

    name: str
    format: str
    text: str
    lines: tuple[int, ...] = ()
    unit: Unit = Unit.LINE
    parts: tuple[Part, ...] = ()
    nodes: tuple[TextNode, ...] = ()

    def nodes_at(self, span: Span) -> tuple[TextNode, ...]:
        """Return the stretches of the file that a span of the text covers, cut to it; none for an empty span."""
        if not len(span):
            return ()
        first = bisect_right(self.nodes, span.start, key=lambda node: node.span.end)
        last = bisect_left(self.nodes, span.end, key=lambda node: node.span.start)
        return tuple(node.cut(span) for node in self.nodes[first:last])

    def home_of(self, spans: Sequence[Span]) -> Part:
        """Return the file that a reference at these places of the text is from: the document itself, or one that was read along."""
        own = Part(0, self.name, self.format)
        start = spans[0].start if spans else 0
        return next((part for part in reversed(self.parts) if part.start <= start), own)

    def places(self, spans: Iterable[Span]) -> tuple[Place, ...]:
        """Return where each span begins, as a person finds it in the source. A line ends as in the Unix, DOS or old Mac way."""
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
