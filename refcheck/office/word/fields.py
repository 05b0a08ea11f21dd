"""The fields and content controls of citation programs, around which a comment is set: within, it would change what they wrote."""

from collections.abc import Iterator

from attrs import frozen

from refcheck.model import TextNode
from refcheck.office.word.names import around
from refcheck.readers.sources.xml import Element, attribute


@frozen
class _Field:
    """A field that lies within one paragraph: its first and last run, and their places in the part."""

    first: Element
    last: Element
    start: int
    end: int


class Fields:
    """The fields of a part that lie within one paragraph."""

    def __init__(self, root: Element) -> None:
        """Find them below the part's root."""
        self._fields = sorted(_complex(root), key=lambda field: field.start)

    def around(self, node: TextNode, element: Element) -> tuple[Element, Element] | None:
        """The first and the last element of what a program writes at a place, where that lies within one paragraph."""
        if not node.program:
            return None
        for field in self._fields:
            if field.start <= node.element <= field.end:
                return field.first, field.last
        for each in reversed([*element.iterancestors("{*}fldSimple", "{*}sdt")]):
            if around(each, "p") is not None:
                return each, each
        return None


def _complex(root: Element) -> Iterator[_Field]:
    opened: list[tuple[int, Element]] = []
    for place, element in enumerate(root.iter("*")):
        if element.tag[-8:] != "}fldChar":
            continue
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            opened.append((place, element))
        elif kind == "end" and opened:
            start, begin = opened.pop()
            first, last = begin.getparent(), element.getparent()
            if first is not None and last is not None and around(begin, "p") is around(element, "p"):
                yield _Field(first, last, start, place)
