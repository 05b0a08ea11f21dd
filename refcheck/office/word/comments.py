"""Comments put into a Word document.

A comment begins and ends between runs of the body; one about a note stands at the note's mark, since Word has none in notes; one
about what a citation program wrote stands around its field.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.model import TextNode
from refcheck.office.package import part, rewritten, serialised
from refcheck.office.values import Comment, Stamp
from refcheck.office.word.comments_part import comments_part, first_free
from refcheck.office.word.runs import BODY, Fields, around, ending, made, starting
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, local

_MARKS = {"footnote": "footnoteReference", "endnote": "endnoteReference"}
"""Notes, and what stands for them in the body."""


def annotated(data: bytes, name: str, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """The document with comments; all that is not a comment or a mark of one is as it was.

    Raises:
        SourceError: a part that is to be changed is broken.
    """
    archive = Archive(data, name)
    body = part(archive, BODY, name)
    written = comments_part(archive, body, name)
    places = _Places(archive, body, name)
    free = first_free(body, written.root)
    edges: list[_Edge] = []
    for number, comment in enumerate(comments, start=free):
        written.add(number, comment, stamp)
        edges += places.edges(number, comment.nodes)
    for edge in sorted(edges, key=lambda edge: edge.order, reverse=True):
        edge.mark(body)
    return rewritten(data, name, {BODY: serialised(body), **written.parts()})


@frozen(kw_only=True)
class _Edge:
    """Where a comment begins or ends: at a character of a text, or before or behind an element."""

    order: tuple[int, int, bool]
    number: int
    element: Element
    offset: int | None = None

    def mark(self, body: Element) -> None:
        """Put the mark there."""
        at, starts = self.element, self.order[2]
        if self.offset is not None:
            at = starting(at, self.offset) if starts else ending(at, self.offset)
        if starts:
            at.addprevious(made(body, "commentRangeStart", id=str(self.number)))
        else:
            run = made(body, "r")
            run.append(made(body, "commentReference", id=str(self.number)))
            at.addnext(run)
            at.addnext(made(body, "commentRangeEnd", id=str(self.number)))


class _Places:
    """Where in the body what the reader told of a document stands."""

    def __init__(self, archive: Archive, body: Element, name: str) -> None:
        self._archive, self._name = archive, name
        self._elements = {BODY: list(body.iter("*"))}
        self._numbers = {element: place for place, element in enumerate(self._elements[BODY])}
        self._fields = Fields(body)
        self._notes = {
            (local(each), attribute(each, "id")): each
            for each in body.iter(*(f"{{*}}{mark}" for mark in _MARKS.values()))
        }

    def edges(self, number: int, nodes: Sequence[TextNode]) -> Iterator[_Edge]:
        """Where a comment on the nodes begins, and where it ends."""
        first, last = nodes[0], nodes[-1]
        if first.part != BODY:
            yield from self._around(number, self._mark_of(first), self._mark_of(last))
            return
        begin, end = self._element(first), self._element(last)
        if whole := self._fields.around(first, begin):
            yield from self._around(number, whole[0], (self._fields.around(last, end) or whole)[1])
            return
        yield _Edge(order=(first.element, first.offset, True), number=number, element=begin, offset=first.offset)
        stop = last.offset + len(last.span)
        yield _Edge(order=(last.element, stop, False), number=number, element=end, offset=stop)

    def _around(self, number: int, first: Element, last: Element) -> Iterator[_Edge]:
        yield _Edge(order=(self._numbers[first], 0, True), number=number, element=first)
        yield _Edge(order=(self._numbers[last], 0, False), number=number, element=last)

    def _element(self, node: TextNode) -> Element:
        if node.part not in self._elements:
            self._elements[node.part] = list(part(self._archive, node.part, self._name).iter("*"))
        return self._elements[node.part][node.element]

    def _mark_of(self, node: TextNode) -> Element:
        """The run that holds the mark of the note that a node is in; the body's first paragraph where nothing points to it."""
        note = around(self._element(node), *_MARKS)
        mark = None if note is None else self._notes.get((_MARKS[local(note)], attribute(note, "id")))
        run = None if mark is None else around(mark, "r")
        if run is not None:
            return run
        return next((each for each in self._elements[BODY] if local(each) == "r"), self._elements[BODY][-1])
