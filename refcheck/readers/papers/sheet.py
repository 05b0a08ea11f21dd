"""The text of a document that is no plain text, as it is written down; its paragraphs, and what it says about each."""

from collections.abc import Iterable

from attrs import define, evolve, field, frozen

from refcheck.layout.lines import lines_of
from refcheck.model import Document, Span, TextNode, Unit
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.readers.papers.flow import Mark, Paragraph

NO_HEADING, TITLE = 0, -1
"""The level of what is no heading, and of the document's own title, which stands above all headings."""

_LONGEST_HEADING = 200


@frozen(kw_only=True)
class Block:
    """A paragraph, and what the document says about it.

    ``level`` is that of a heading, from 1; else ``NO_HEADING`` or ``TITLE``. Blocks with the same ``item`` (list item, table row)
    belong together; with ``is_entry`` the document says that the item is one of a list, with ``is_term`` that the block is the term
    which the rest of its item describes. ``lists`` are the containers around it that are said to be reference lists, ``sections``
    those that are parts of the document, ``aside`` is one that stands beside its text. ``marks`` are its links.
    ``is_tabled`` says that it stands in a table, ``has_style`` that it is set in a style that only references have.
    """

    span: Span
    item: object
    is_entry: bool = False
    is_term: bool = False
    level: int = NO_HEADING
    lists: tuple[object, ...] = ()
    sections: tuple[object, ...] = ()
    aside: object = None
    is_tabled: bool = False
    has_style: bool = False
    marks: tuple[Mark, ...] = ()

    def heading(self, text: str) -> Heading | None:
        """Return what it begins, if it is a heading by its words; one with more behind it on its lines begins no list."""
        words = self.span.of(text)
        lines = lines_of(words) if len(words) <= _LONGEST_HEADING else []
        found = heading(evolve(lines[0], level=max(self.level, 0))) if lines else None
        return found if len(lines) == 1 or found is Heading.OTHER else None


def count_lines(text: str) -> int:
    """Return how many lines a text has, as ``Document`` counts them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


@define
class Sheet:
    """A text that grows, with where each of its lines begins in the source, what leads from it elsewhere, and
    where its stretches stand in the file.

    ``counted`` is what the numbers of its lines count in the source.
    """

    counted: Unit = Unit.LINE
    marks: list[Mark] = field(factory=list)
    nodes: list[TextNode] = field(factory=list)
    _texts: list[str] = field(factory=list)
    _lines: list[int] = field(factory=list)
    _length: int = 0

    def write(self, text: str, *, line: int = 0, marks: Iterable[Mark] = (), nodes: Iterable[TextNode] = ()) -> Span:
        """Add a paragraph, whose marks and nodes are told by places in it. Returns where it stands in the text."""
        if text.endswith("\r"):  # with the line feed behind it, it would be one end of a line and no longer two
            text = f"{text[:-1]} "
        span = Span(self._length, self._length + len(text))
        self.marks += [Mark(mark.span.shifted(span.start), mark.value) for mark in marks]
        self.nodes += [node.moved(span.start) for node in nodes]
        self._texts.append(text)
        self._lines += [line] * count_lines(text)
        self._length = span.end + 1
        return span

    def write_all(self, paragraphs: Iterable[Paragraph]) -> list[Span]:
        """Add paragraphs, in order. Returns where each stands in the text."""
        return [self.write(each.text, line=each.line, marks=each.marks, nodes=each.nodes) for each in paragraphs]

    @property
    def text(self) -> str:
        """What was written so far."""
        return "\n".join(self._texts)

    @property
    def lines(self) -> tuple[int, ...]:
        """For each line of the text the line of the source, or nothing where that is not known of every line."""
        return tuple(self._lines) if all(self._lines) else ()

    @property
    def unit(self) -> Unit:
        """What a person counts to find a line's place in the source; nothing where that is not known of every line."""
        return self.counted if self.lines else Unit.NOTHING

    def document(self, name: str, form: str) -> Document:
        """Return the document with this text."""
        return Document(name=name, format=form, text=self.text, lines=self.lines, unit=self.unit)
