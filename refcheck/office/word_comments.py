"""Comments in Word documents.

A comment begins and ends between runs of the body; one about a note is put at the note's mark, since Word allows none in notes;
one about the text of a citation program is put around its field.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.model import TextNode
from refcheck.office.package import read, rewritten
from refcheck.office.splicing import Part, opened
from refcheck.office.values import Comment, Stamp
from refcheck.office.word_comments_part import FOR_OTHERS, FOR_WORD, choice_of, comments_part, first_free, reference_to
from refcheck.office.word_gaps import Field, Fields, Gap, Gaps
from refcheck.office.word_runs import BODY, around, made
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, local

_INDEX = "BIBLIOGRAPHY"
"""The kind of field whose results programs other than Word turn into an index, which can contain comments."""

_MARKS = {"footnote": "footnoteReference", "endnote": "endnoteReference"}
"""Notes, and the elements that refer to them in the body."""


def annotated(data: bytes, name: str, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """Return the document with comments; everything except comments and their marks is unchanged, byte for byte.

    Raises:
        SourceError: a part that is to be changed is broken.
    """
    archive = Archive(data, name)
    body = opened(archive, BODY)
    written = comments_part(archive, body.root)
    places = _Places(archive, body)
    edges: list[_Edge] = []
    for number, comment in enumerate(comments, start=first_free(body.root, written.part.root)):
        written.add(number, comment, stamp)
        edges += places.edges(number, comment.nodes)
    found: dict[Gap, list[Element]] = defaultdict(list)
    for edge in sorted(edges, key=lambda edge: edge.order):
        found[edge.gap] += edge.marks
    for gap, marks in found.items():  # all marks of one place share one split of a run
        body.put(gap.place, b"".join([gap.closing, *map(body.markup, marks), gap.opening]))
    return rewritten(data, name, {BODY: body.bytes(), **written.parts()})


@frozen(kw_only=True)
class _Edge:
    """Marks of a comment, and their place; at one place, ends come before beginnings."""

    order: tuple[int, int, bool]
    gap: Gap
    marks: tuple[Element, ...]


class _Places:
    """The places in the body of what the reader recorded."""

    def __init__(self, archive: Archive, body: Part) -> None:
        self._archive, self._body = archive, body.root
        self._gaps = Gaps(body)
        self._elements = {BODY: list(self._gaps.numbers)}
        self._fields = Fields(body.root)
        self._notes = {
            (local(each), attribute(each, "id")): each
            for each in body.root.iter(*(f"{{*}}{mark}" for mark in _MARKS.values()))
        }

    def edges(self, number: int, nodes: Sequence[TextNode]) -> Iterator[_Edge]:
        """Yield the marks of a comment on the nodes."""
        first, last = nodes[0], nodes[-1]
        if first.part != BODY:
            yield from self._around(number, self._mark_of(first), self._mark_of(last))
            return
        begin, end = self._element(first), self._element(last)
        if whole := self._fields.around(first, begin):
            yield from self._around(number, whole[0], (self._fields.around(last, end) or whole)[1])
            return
        stop = last.offset + len(last.span)
        yield self._start(number, (first.element, first.offset), self._gaps.starting(begin, first.offset))
        yield from self._end(number, (last.element, stop), self._gaps.ending(end, stop))

    def _around(self, number: int, first: Element, last: Element) -> Iterator[_Edge]:
        numbers = self._gaps.numbers
        yield self._start(number, (numbers[first], 0), self._gaps.before(first))
        yield from self._end(number, (numbers[last], 0), self._gaps.behind(last))

    def _start(self, number: int, at: tuple[int, int], gap: Gap) -> _Edge:
        return _Edge(order=(*at, True), gap=gap, marks=(made(self._body, "commentRangeStart", id=str(number)),))

    def _end(self, number: int, at: tuple[int, int], gap: Gap) -> Iterator[_Edge]:
        """Yield the end mark and the reference to the comment; in a field, also a reference for other programs than Word."""
        mark = made(self._body, "commentRangeEnd", id=str(number))
        field = self._fields.over_paragraphs(at[0])
        outside = None if field is None else self._outside(field)
        if outside is None:
            yield _Edge(order=(*at, False), gap=gap, marks=(mark, reference_to(self._body, number)))
            return
        yield _Edge(order=(*at, False), gap=gap, marks=(mark, choice_of(self._body, number, FOR_WORD)))
        yield _Edge(order=(*at, False), gap=outside, marks=(choice_of(self._body, number, FOR_OTHERS),))

    def _outside(self, field: Field) -> Gap | None:
        """Return the place after a field that becomes an index, else the place before the field, or the control that it begins in.

        LibreOffice cannot open a document with a comment at the beginning of a control: it is put at the end of the nearest
        preceding paragraph with content; ``None`` if there is none.
        """
        if field.code.startswith(_INDEX):
            return self._gaps.behind(field.last)
        control = next(reversed([*field.first.iterancestors("{*}sdt")]), None)
        if control is None or around(control, "p") is not None:
            return self._gaps.before(field.first if control is None else control)
        before = (each for each in control.itersiblings(preceding=True) if local(each) == "p" and len(each))
        return next((self._gaps.behind(each[-1]) for each in before), None)

    def _element(self, node: TextNode) -> Element:
        if node.part not in self._elements:
            _, root = read(self._archive, node.part)
            self._elements[node.part] = list(root.iter("*"))
        return self._elements[node.part][node.element]

    def _mark_of(self, node: TextNode) -> Element:
        """Return the run with the mark of the note that a node is in; the body's first run if no mark refers to the note."""
        note = around(self._element(node), *_MARKS)
        mark = None if note is None else self._notes.get((_MARKS[local(note)], attribute(note, "id")))
        run = None if mark is None else around(mark, "r")
        if run is not None:
            return run
        return next((each for each in self._elements[BODY] if local(each) == "r"), self._elements[BODY][-1])
