"""Markup → paragraphs: the text as it is displayed, one block on each line, with its links and pointers."""

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import Protocol

from attrs import define, evolve, field, frozen

from refcheck.model import Span, TextNode
from refcheck.readers.sources.xml import Element, line_of, local

_BLANKS = re.compile(r"[ \t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""White space that is displayed as one space; a no-break space is kept."""

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Line ends in preformatted text."""


@frozen
class Mark:
    """A stretch of text, possibly empty, with a target: ``value`` is a link's URL, or the keys that a pointer names."""

    span: Span
    value: str


@frozen(kw_only=True)
class Paragraph:
    """One block of text. ``line`` is where it starts in the source, 0 if unknown; the spans of ``marks`` are within ``text``.

    ``element`` is the innermost block that contains it. ``nodes`` say where it is in the source, if that was requested.
    """

    text: str
    line: int = 0
    marks: tuple[Mark, ...] = ()
    nodes: tuple[TextNode, ...] = ()
    element: Element | None = None


@define
class Written:
    """A text that grows as it is printed, with its links, whose values are URLs, and its citations, whose values are keys."""

    parts: list[str] = field(factory=list)
    length: int = 0
    links: list[Mark] = field(factory=list)
    citations: list[Mark] = field(factory=list)

    def add(self, text: str) -> Span:
        """Add a text, and return its span."""
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)


@frozen(kw_only=True)
class Layout:
    """How a format's elements are displayed, by their local names.

    ``blocks`` start and end a line, ``breaks`` only break it, ``cells`` are separated by a space, ``blanks`` are one space each,
    even if they are adjacent, ``verbatim`` keeps its line ends, and ``skipped`` is not displayed.
    """

    blocks: frozenset[str]
    breaks: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


class Naming(Protocol):
    """A function that names places in a file."""

    def __call__(self, element: Element, *, is_tail: bool) -> TextNode:
        """Return the place of the text at the start of an element, or of that after its end, as an empty stretch."""


class Step(Enum):
    """A step in the traversal of a tree."""

    OPENED = auto()
    TEXT = auto()
    CLOSED = auto()


def walk(root: Element, is_skipped: Callable[[Element], bool]) -> Iterator[tuple[Step, Element, str, Element | None]]:
    """Yield the tree in document order, at any depth: each element as it opens and closes, and the text between.

    For text after an element's end, that element is the last item of the tuple; otherwise the last item is ``None``.
    """
    path = [(root, iter(root))]
    yield Step.OPENED, root, "", None
    yield Step.TEXT, root, root.text or "", None
    while path:
        element, rest = path[-1]
        child = next(rest, None)
        if child is None:
            path.pop()
            yield Step.CLOSED, element, "", None
            if path:
                yield Step.TEXT, path[-1][0], element.tail or "", element
        elif not isinstance(child.tag, str) or is_skipped(child):
            yield Step.TEXT, element, child.tail or "", child
        else:
            path.append((child, iter(child)))
            yield Step.OPENED, child, "", None
            yield Step.TEXT, child, child.text or "", None


def paragraphs(
    root: Element,
    layout: Layout,
    marked: Callable[[Element], str],
    is_skipped: Callable[[Element], bool] | None = None,
    named: Naming | None = None,
) -> Iterator[Paragraph]:
    """Yield the blocks of a tree that contain text.

    Args:
        root: the element to start from.
        layout: how the elements are displayed.
        marked: returns the value of an element that is a link or a pointer, and "" for any other.
        is_skipped: returns whether an element is not displayed, in addition to ``layout.skipped``.
        named: names the places of texts in their file; if it is given, paragraphs have their ``nodes``.
    """

    def unseen(element: Element) -> bool:
        return local(element) in layout.skipped or (is_skipped is not None and is_skipped(element))

    line = _Line(layout, [root], named)
    for step, element, text, before in walk(root, unseen):
        if step is not Step.TEXT and local(element) in layout.blocks:
            yield from line.ended()
        if step is Step.TEXT:
            line.write(text, element if before is None else before, is_tail=before is not None)
        elif step is Step.OPENED:
            line.open(element, marked(element))
        else:
            line.close(element)
    yield from line.ended()


@define
class _Open:
    element: Element
    value: str
    start: int


@define
class _Line:
    """The line that is being written, in the innermost of ``blocks``."""

    layout: Layout
    blocks: list[Element]
    named: Naming | None = None
    verbatim: int = 0
    parts: list[str] = field(factory=list)
    length: int = 0
    source: int = 0
    marks: list[Mark] = field(factory=list)
    opened: list[_Open] = field(factory=list)
    nodes: list[TextNode] = field(factory=list)

    def write(self, text: str, home: Element, *, is_tail: bool) -> None:
        """Add the text at the start of ``home``, or after its end; white space is collapsed, unless it is verbatim."""
        if not self.verbatim:
            self._write_shown(text, home, is_tail=is_tail)
            return
        first, *rest = _LINE_ENDS.split(text)
        self._add(first)
        for each in rest:
            self._add("\n")
            self._add(each)

    def open(self, element: Element, value: str) -> None:
        """Start an element: a block, a space, or, if it has a value, a link or pointer."""
        name = local(element)
        self.verbatim += name in self.layout.verbatim
        self.blocks += [element] * (name in self.layout.blocks)
        self._set_apart(element)
        if name in self.layout.blanks and self.parts:
            self._put(" ", element)
        if value:
            self.opened.append(_Open(element, value, self.length))

    def close(self, element: Element) -> None:
        """End an element."""
        if self.opened and self.opened[-1].element is element:
            self._mark(self.opened.pop())
        self._set_apart(element)
        self.verbatim -= local(element) in self.layout.verbatim
        if local(element) in self.layout.blocks:
            self.blocks.pop()

    def ended(self) -> Iterator[Paragraph]:
        """Yield the line as a paragraph, unless it is empty; open links and pointers continue in the next one."""
        for each in self.opened:
            self._mark(each)
            each.start = 0
        text = "".join(self.parts).rstrip(" \n")
        if text.strip():
            end = len(text)
            marks = tuple(
                Mark(Span(min(mark.span.start, end), min(mark.span.end, end)), mark.value) for mark in self.marks
            )
            nodes = tuple(node.cut(Span(0, end)) for node in self.nodes if node.span.start < end)
            yield Paragraph(text=text, line=self.source, marks=marks, nodes=nodes, element=self.blocks[-1])
        self.parts, self.length, self.source, self.marks, self.nodes = [], 0, 0, [], []

    def _set_apart(self, element: Element) -> None:
        """Break the line within its block, or separate a cell from the next, if the element requires that."""
        if local(element) in self.layout.cells:
            self._write_shown(" ", element)
        elif local(element) in self.layout.breaks and self.parts and self.parts[-1] != "\n":
            self._put("\n", element)

    def _write_shown(self, text: str, home: Element, *, is_tail: bool = False) -> None:
        shown = _BLANKS.sub(" ", text)
        is_cut = shown[:1] == " " and (not self.parts or self.parts[-1][-1] in " \n")
        self._place(text, home, is_tail=is_tail, is_cut=is_cut)
        self._add(shown[is_cut:])

    def _put(self, character: str, element: Element) -> None:
        """Add the character that an element is displayed as."""
        self._place(character, element, is_tail=False, is_cut=False)
        self._add(character)

    def _place(self, text: str, home: Element, *, is_tail: bool, is_cut: bool) -> None:
        """Record the place of the text that is added next; ``is_cut`` says that it is added without its leading white space.

        There is one node for each stretch between runs of collapsed white space, since offsets agree only within such a stretch.
        """
        if self.named is None:
            return
        node = self.named(home, is_tail=is_tail)
        runs = [found.span() for found in _BLANKS.finditer(text) if len(found[0]) > 1 or (is_cut and not found.start())]
        starts = [0, *(end for _, end in runs)]
        ends = [*(start + (start > 0 or not is_cut) for start, _ in runs), len(text)]
        at = self.length
        for start, end in zip(starts, ends, strict=True):
            if start < end:
                self.nodes.append(evolve(node, span=Span(at, at + end - start), offset=start))
                at += end - start

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.source = self.source or line_of(self.blocks[-1])

    def _mark(self, each: _Open) -> None:
        self.marks.append(Mark(Span(each.start, self.length), each.value))
