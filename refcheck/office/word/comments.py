"""Comments in Word documents, and the part of the file that has them.

A comment begins and ends between runs of the body; one about a note stands at the note's mark, since Word has none in notes; one
about what a citation program wrote stands around its field.
"""

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, frozen
from lxml import etree

from refcheck.model import TextNode
from refcheck.office.package import part, rewritten, serialised
from refcheck.office.values import Comment, Stamp
from refcheck.office.word.runs import (
    BODY,
    XML_SPACE,
    Fields,
    around,
    ending,
    highest_id,
    is_strict,
    made,
    namespace,
    starting,
)
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, children, local

_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@define
class CommentsPart:
    """The comments of a document: their root, the part's name, and the other parts that change along with it."""

    root: Element
    name: str
    others: dict[str, Element]

    def add(self, number: int, comment: Comment, stamp: Stamp) -> None:
        """Add a comment under a number of its own."""
        new = made(
            self.root, "comment", id=str(number), author=stamp.author, initials=stamp.initials, date=f"{stamp.date}Z"
        )
        for place, (text, url) in enumerate(comment.lines):
            paragraph = made(self.root, "p")
            if not place:
                mark = made(self.root, "r")
                mark.append(made(self.root, "annotationRef"))
                paragraph.append(mark)
            paragraph.append(_linked(self.root, text, url) if url else _run(self.root, text))
            new.append(paragraph)
        self.root.append(new)

    def parts(self) -> dict[str, bytes]:
        """Return what is to be written."""
        return {name: serialised(root) for name, root in {**self.others, self.name: self.root}.items()}


def comments_part(archive: Archive, body: Element, name: str) -> CommentsPart:
    """Return the comments of the document whose body is given.

    Raises:
        SourceError: they, or what announces them, are broken.
    """
    if archive.holds(_RELATIONS):
        relations = part(archive, _RELATIONS, name)
    else:
        relations = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}relationships"/>')
    for each in children(relations, "Relationship"):
        if attribute(each, "Type").endswith("/comments"):
            member = posixpath.normpath(posixpath.join("/word", attribute(each, "Target"))).lstrip("/")
            return CommentsPart(part(archive, member, name), member, {})
    member = next(each for each in _names() if not archive.holds(each))
    types = part(archive, _TYPES, name)
    types.append(types.makeelement(f"{{{namespace(types)}}}Override", {"PartName": f"/{member}", "ContentType": _KIND}))
    taken = {attribute(each, "Id") for each in children(relations)}
    relations.append(
        relations.makeelement(
            f"{{{namespace(relations)}}}Relationship",
            {
                "Id": next(each for each in (f"rId{n}" for n in range(1, len(taken) + 2)) if each not in taken),
                "Type": f"{_OFFICE_STRICT if is_strict(body) else _OFFICE}/comments",
                "Target": member.removeprefix("word/"),
            },
        )
    )
    own = namespace(body)
    root = etree.Element(f"{{{own}}}comments", nsmap={"w": own})
    return CommentsPart(root, member, {_TYPES: types, _RELATIONS: relations})


def first_free(body: Element, comments: Element) -> int:
    """Return the first number that no comment has."""
    used = (
        highest_id(body, "commentRangeStart", "commentRangeEnd", "commentReference"),
        highest_id(comments, "comment"),
    )
    return max(used) + 1


def _names() -> Iterable[str]:
    return (f"word/comments{number or ''}.xml" for number in range(1000))


def _run(like: Element, text: str) -> Element:
    run, content = made(like, "r"), made(like, "t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    run.append(content)
    return run


def _linked(like: Element, text: str, url: str) -> Element:
    """Return a link as a field: it needs no relationship in a part of its own."""
    link = made(like, "fldSimple", instr=f'HYPERLINK "{url}"')
    link.append(_run(like, text))
    return link


_MARKS = {"footnote": "footnoteReference", "endnote": "endnoteReference"}
"""Notes, and what stands for them in the body."""


def annotated(data: bytes, name: str, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """Return the document with comments; all that is not a comment or a mark of one is as it was.

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
        """Yield where a comment on the nodes begins, and where it ends."""
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
