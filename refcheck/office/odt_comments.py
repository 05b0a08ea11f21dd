"""Comments written into an OpenDocument text, as annotations; and the creation of elements with OpenDocument names.

A comment about a note is put at the note, since LibreOffice allows none in notes; one about the text of a citation program
is put around that program's marks.

Source: OpenDocument 1.3 (OASIS), part 3: annotations and tracked changes.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from attrs import frozen

from refcheck.model import TextNode
from refcheck.office.package import rewritten
from refcheck.office.splicing import Part, opened
from refcheck.office.values import Comment, Stamp
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, local, names

CONTENT = "content.xml"

SIGNS = names("s tab line-break")
"""Elements that stand for one character each."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def made(like: Element, name: str, text: str | None = None, *inner: Element, **attributes: str) -> Element:
    """Return a new element with a prefixed name (``text:p``) for the tree of ``like``.

    Attributes are given as ``text_name="x"``. The ``inner`` elements follow its text.
    """
    prefix, _, local = name.partition(":")
    given = {key.partition("_"): value for key, value in attributes.items()}
    new = like.makeelement(
        f"{{{_SPACES[prefix]}}}{local}",
        {f"{{{_SPACES[space]}}}{key.replace('_', '-')}": value for (space, _, key), value in given.items()},
        {prefix: _SPACES[prefix]},
    )
    new.text = text
    new.extend(inner)
    return new


_INDIVISIBLE = names("note frame custom-shape bibliography-mark content-control ruby object")
"""Elements that no annotation is put into."""

_NAME = "refcheck"


def annotated(data: bytes, name: str, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """Return the document with comments; everything else is unchanged, byte for byte.

    Raises:
        SourceError: the content is broken.
    """
    content = opened(Archive(data, name), CONTENT)
    places = _Places(content)
    taken = {attribute(each, "name") for each in content.root.iter("{*}annotation")}
    labels = (each for each in map(f"{_NAME}{{}}".format, count(1)) if each not in taken)
    edges = [
        edge for comment, label in zip(comments, labels, strict=False) for edge in places.edges(comment, label, stamp)
    ]
    for edge in sorted(edges, key=lambda edge: edge.order):
        content.put(edge.place, content.markup(edge.new))
    return rewritten(data, name, {CONTENT: content.bytes()})


@frozen(kw_only=True)
class _Edge:
    """A mark at a comment's beginning or end, and its place; at one place, ends come before beginnings."""

    order: tuple[int, bool, int, bool]
    new: Element
    place: int


class _Places:
    """The places in the content of what the reader recorded."""

    def __init__(self, content: Part) -> None:
        self._content = content
        self._elements = list(content.root.iter("*"))
        self._numbers = {element: place for place, element in enumerate(self._elements)}
        self._marks = list(_marks(self._elements))

    def edges(self, comment: Comment, label: str, stamp: Stamp) -> Iterator[_Edge]:
        """Yield the beginning and the end of a comment."""
        first, last = comment.nodes[0], comment.nodes[-1]
        start = _annotation(self._elements[0], comment, label, stamp)
        end = made(self._elements[0], "office:annotation-end", office_name=label)
        yield self._edge(first, first.offset, start, is_end=False)
        yield self._edge(last, last.offset + len(last.span), end, is_end=True)

    def _edge(self, node: TextNode, offset: int, new: Element, *, is_end: bool) -> _Edge:
        element = self._elements[node.element]
        marks = (
            next((each for each in self._marks if each[0] <= node.element < each[1]), None) if node.program else None
        )
        around = [*([] if node.is_tail else [element]), *element.iterancestors()]
        outermost = (each for each in reversed(around) if isinstance(each.tag, str) and local(each) in _INDIVISIBLE)
        whole = next(outermost, None)
        if marks:
            whole = self._elements[marks[is_end]]
        elif whole is None and local(element) in SIGNS and not node.is_tail:
            whole = element
        if whole is None:
            place = self._content.at(node.element, offset, is_tail=node.is_tail)
            return _Edge(order=(node.element, node.is_tail, offset, not is_end), new=new, place=place)
        number = self._numbers[whole]
        place = self._content.behind(number) if is_end else self._content.before(number)
        return _Edge(order=(number, is_end, -1, not is_end), new=new, place=place)


def _marks(elements: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Yield the places of the marks of citations that begin and end in the same paragraph."""
    opened: dict[str, int] = {}
    for place, element in enumerate(elements):
        kind, name = local(element), attribute(element, "name")
        if kind in ("reference-mark-start", "bookmark-start", "fieldmark-start"):
            opened["" if kind == "fieldmark-start" else name] = place
        elif kind in ("reference-mark-end", "bookmark-end", "fieldmark-end") and name in opened:
            start = opened.pop(name)
            if elements[start].getparent() is element.getparent():
                yield start, place


def _annotation(like: Element, comment: Comment, label: str, stamp: Stamp) -> Element:
    said = {"dc:creator": stamp.author, "dc:date": stamp.date, "meta:creator-initials": stamp.initials}
    by = (made(like, name, value) for name, value in said.items())
    annotation = made(like, "office:annotation", None, *by, office_name=label)
    for text, url in comment.lines:
        paragraph = made(like, "text:p", None if url else text)
        if url:
            paragraph.append(made(like, "text:a", text, xlink_type="simple", xlink_href=url))
        annotation.append(paragraph)
    return annotation
