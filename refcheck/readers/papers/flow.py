"""Markup → paragraphs: the text as a reader sees it, one block a line, with its links and pointers."""

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto

from attrs import define, field, frozen

from refcheck.model import Span
from refcheck.readers.sources.xml import Element, line_of, local

_BLANKS = re.compile(r"[ \t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""White space that shows as one blank; a no-break space is left as it is."""

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line in preformatted text."""


@frozen
class Mark:
    """A stretch of text, perhaps empty, that leads somewhere: ``value`` is a link's address, or the keys that a pointer names."""

    span: Span
    value: str


@frozen(kw_only=True)
class Paragraph:
    """One block of text. ``line`` is where it begins in the source, 0 if unknown; ``marks`` lie within ``text``.

    ``element`` is the innermost block that holds it.
    """

    text: str
    line: int = 0
    marks: tuple[Mark, ...] = ()
    element: Element | None = None


@frozen(kw_only=True)
class Layout:
    """How a format's elements are set, by their local names.

    ``blocks`` begin and end a line, ``breaks`` only break it, ``cells`` are parted by a blank, ``verbatim`` keeps its line ends,
    and what is in ``skipped`` is not seen.
    """

    blocks: frozenset[str]
    breaks: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


class Step(Enum):
    """What is met on the way through a tree."""

    OPENED = auto()
    TEXT = auto()
    CLOSED = auto()


def walk(root: Element, is_skipped: Callable[[Element], bool]) -> Iterator[tuple[Step, Element, str]]:
    """The tree in document order, however deep: each element as it opens and closes, and the text between."""
    path = [(root, iter(root))]
    yield Step.OPENED, root, ""
    yield Step.TEXT, root, root.text or ""
    while path:
        element, rest = path[-1]
        child = next(rest, None)
        if child is None:
            path.pop()
            yield Step.CLOSED, element, ""
            if path:
                yield Step.TEXT, path[-1][0], element.tail or ""
        elif not isinstance(child.tag, str) or is_skipped(child):
            yield Step.TEXT, element, child.tail or ""
        else:
            path.append((child, iter(child)))
            yield Step.OPENED, child, ""
            yield Step.TEXT, child, child.text or ""


def paragraphs(
    root: Element, layout: Layout, marked: Callable[[Element], str], is_skipped: Callable[[Element], bool] | None = None
) -> Iterator[Paragraph]:
    """The blocks of a tree that hold text.

    Args:
        root: where to begin.
        layout: how the elements are set.
        marked: the value of an element that is a link or a pointer, and "" for any other.
        is_skipped: what else is not seen, beside ``layout.skipped``.
    """

    def unseen(element: Element) -> bool:
        return local(element) in layout.skipped or (is_skipped is not None and is_skipped(element))

    line = _Line()
    blocks = [root]
    verbatim = 0
    for step, element, text in walk(root, unseen):
        name = local(element)
        if step is not Step.TEXT and name in layout.blocks:
            yield from line.ended(blocks[-1])
        if step is Step.TEXT:
            line.write(text, verbatim=verbatim > 0, block=blocks[-1])
        elif step is Step.OPENED:
            verbatim += name in layout.verbatim
            blocks += [element] * (name in layout.blocks)
            line.set_apart(name, layout, blocks[-1])
            line.open(element, marked(element))
        else:
            line.close(element)
            line.set_apart(name, layout, blocks[-1])
            verbatim -= name in layout.verbatim
            del blocks[len(blocks) - (name in layout.blocks) :]
    yield from line.ended(root)


@define
class _Open:
    element: Element
    value: str
    start: int


@define
class _Line:
    """The line that is being written."""

    parts: list[str] = field(factory=list)
    length: int = 0
    source: int = 0
    marks: list[Mark] = field(factory=list)
    opened: list[_Open] = field(factory=list)

    def write(self, text: str, *, verbatim: bool, block: Element) -> None:
        """Add text, white space collapsed."""
        if verbatim:
            first, *rest = _LINE_ENDS.split(text)
            self._add(first, block)
            for each in rest:
                self._add("\n", block)
                self._add(each, block)
            return
        text = _BLANKS.sub(" ", text)
        if text[:1] == " " and (not self.parts or self.parts[-1][-1] in " \n"):
            text = text[1:]
        self._add(text, block)

    def set_apart(self, name: str, layout: Layout, block: Element) -> None:
        """Break the line within its block, or part a cell from the next, if the element does that."""
        if name in layout.cells:
            self.write(" ", verbatim=False, block=block)
        elif name in layout.breaks and self.parts and self.parts[-1] != "\n":
            self._add("\n", block)

    def open(self, element: Element, value: str) -> None:
        """A link or pointer begins, if the element has a value."""
        if value:
            self.opened.append(_Open(element, value, self.length))

    def close(self, element: Element) -> None:
        """A link or pointer ends, if the element is one."""
        if self.opened and self.opened[-1].element is element:
            self._mark(self.opened.pop())

    def ended(self, block: Element) -> Iterator[Paragraph]:
        """The line as a paragraph, unless it is empty; what is open goes on in the next one."""
        for each in self.opened:
            self._mark(each)
            each.start = 0
        whole = "".join(self.parts)
        text = whole.rstrip(" \n")
        if text.strip():
            end = len(text)
            marks = tuple(
                Mark(Span(min(mark.span.start, end), min(mark.span.end, end)), mark.value) for mark in self.marks
            )
            yield Paragraph(text=text, line=self.source, marks=marks, element=block)
        self.parts, self.length, self.source, self.marks = [], 0, 0, []

    def _add(self, text: str, block: Element) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.source = self.source or line_of(block)

    def _mark(self, each: _Open) -> None:
        self.marks.append(Mark(Span(each.start, self.length), each.value))
