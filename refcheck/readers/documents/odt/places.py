"""Where the elements of an ODT file stand in it, and which citation program writes what they hold."""

from collections.abc import Iterator

from refcheck.model import Span, TextNode
from refcheck.readers.documents.docx.programs import OTHER, program
from refcheck.readers.sources.xml import Element, attribute, descendants, local, numbered

CONTENT = "content.xml"
"""The part of an ODT file with its text."""


class Places:
    """The elements below the root of the part, by their place in document order."""

    def __init__(self, root: Element) -> None:
        """Number them, and see which lie in a citation or in a list that is written by a program."""
        self._numbers = numbered(root)
        self._written = [*self._between_marks(root), *self._within(root)]

    def node(self, element: Element) -> TextNode:
        """Where an element stands, as an empty stretch."""
        number = self._numbers[element]
        writer = next((name for start, end, name in self._written if start <= number < end), "")
        return TextNode(Span(0, 0), CONTENT, number, program=writer)

    def _between_marks(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """From where a mark of a program's citation begins to its end."""
        starts: dict[str, int] = {}
        for each in root.iter(
            "{*}reference-mark-start", "{*}reference-mark-end", "{*}bookmark-start", "{*}bookmark-end"
        ):
            name, number = attribute(each, "name"), self._numbers[each]
            if local(each).endswith("start"):
                starts[name] = number
            elif name in starts and (writer := _program(name)):
                yield starts.pop(name), number, writer

    def _within(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """The sections that programs write, and LibreOffice's own citations and bibliography."""
        for each in root.iter("{*}section", "{*}bibliography", "{*}bibliography-mark"):
            writer = _program(attribute(each, "name")) if local(each) == "section" else "LibreOffice"
            if writer:
                number = self._numbers[each]
                yield number, number + 1 + sum(1 for _ in descendants(each)), writer


def _program(name: str) -> str:
    known = program(f"ADDIN {name}")
    return "" if known == OTHER else known
