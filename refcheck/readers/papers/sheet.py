"""The plain text that is written for a document in another format; its paragraphs, and what the document says about each."""

from collections.abc import Iterable

from attrs import define, evolve, field, frozen

from refcheck.layout.lines import lines_of
from refcheck.model import Document, Span, TextNode, Unit
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.readers.papers.flow import Mark, Paragraph

NO_HEADING, TITLE = 0, -1
"""The level of a block that is not a heading, and of the document's own title, which is above all headings."""

_LONGEST_HEADING = 200


@frozen(kw_only=True)
class Block:
    """A paragraph, and what the document says about it.

    ``level`` is that of a heading, from 1; else ``NO_HEADING`` or ``TITLE``. Blocks with the same ``item`` (list item, table row)
    belong together; ``is_entry`` says that the document marks the item as one of a list, ``is_term`` that the block is the term
    which the rest of its item describes. ``lists`` are the containers around it that are marked as reference lists, ``sections``
    those that are sections of the document, ``aside`` is one that is beside the text. ``marks`` are its links.
    ``cell`` is that of the table it is in, ``has_style`` says that it has a style that only references have.
    """

    span: Span
    item: object
    is_entry: bool = False
    is_term: bool = False
    level: int = NO_HEADING
    lists: tuple[object, ...] = ()
    sections: tuple[object, ...] = ()
    aside: object = None
    cell: object = None
    has_style: bool = False
    marks: tuple[Mark, ...] = ()

    def heading(self, text: str) -> Heading | None:
        """Return what the block introduces, if its words are a heading; one with more text after it introduces no list."""
        words = self.span.of(text)
        lines = lines_of(words) if len(words) <= _LONGEST_HEADING else []
        found = heading(evolve(lines[0], level=max(self.level, 0))) if lines else None
        return found if len(lines) == 1 or found is Heading.OTHER else None


def count_lines(text: str) -> int:
    """Return the number of lines of a text, as ``Document`` counts them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


@define
class Sheet:
    """A text that grows, with the line of the source for each of its lines, its links, and the places of stretches in the file.

    ``counted`` is the unit that the line numbers count in the source.
    """

    counted: Unit = Unit.LINE
    marks: list[Mark] = field(factory=list)
    nodes: list[TextNode] = field(factory=list)
    _texts: list[str] = field(factory=list)
    _lines: list[int] = field(factory=list)
    _length: int = 0

    def write(self, text: str, *, line: int = 0, marks: Iterable[Mark] = (), nodes: Iterable[TextNode] = ()) -> Span:
        """Add a paragraph, with marks and nodes relative to it, and return its span in the text."""
        if text.endswith("\r"):  # with the line feed after it, it would be one line end instead of two
            text = f"{text[:-1]} "
        span = Span(self._length, self._length + len(text))
        self.marks += [Mark(mark.span.shifted(span.start), mark.value) for mark in marks]
        self.nodes += [node.moved(span.start) for node in nodes]
        self._texts.append(text)
        self._lines += [line] * count_lines(text)
        self._length = span.end + 1
        return span

    def write_all(self, paragraphs: Iterable[Paragraph]) -> list[Span]:
        """Add paragraphs in order, and return the span of each in the text."""
        return [self.write(each.text, line=each.line, marks=each.marks, nodes=each.nodes) for each in paragraphs]

    @property
    def text(self) -> str:
        """The text so far."""
        return "\n".join(self._texts)

    @property
    def lines(self) -> tuple[int, ...]:
        """The line of the source for each line of the text; empty if it is not known for every line."""
        return tuple(self._lines) if all(self._lines) else ()

    @property
    def unit(self) -> Unit:
        """The unit that a user counts to find a line in the source; ``NOTHING`` if the place is not known for every line."""
        return self.counted if self.lines else Unit.NOTHING

    def document(self, name: str, form: str) -> Document:
        """Return the document with this text."""
        return Document(name=name, format=form, text=self.text, lines=self.lines, unit=self.unit)
