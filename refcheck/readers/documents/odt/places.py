"""Where the elements of an ODT file stand in it, and which citation program writes what they hold."""

from collections.abc import Iterator

from refcheck.model import Span, TextNode
from refcheck.readers.documents.docx.programs import OTHER, program
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, numbered

CONTENT = "content.xml"
"""The part of an ODT file with its text."""


_MARKS = tuple(f"{{*}}{kind}-{end}" for kind in ("reference-mark", "bookmark", "fieldmark") for end in ("start", "end"))
"""The marks between which a citation stands: those of programs, by their name, and Word's fields, by what they hold."""


class Places:
    """The elements below the root of the part, by their place in document order."""

    def __init__(self, root: Element) -> None:
        """Number them, and see which lie in a citation or in a list that is written by a program."""
        self._numbers = numbered(root)
        self._between = list(self._between_marks(root))
        self._inside = list(self._within(root))

    def node(self, element: Element, *, is_tail: bool) -> TextNode:
        """Where the text that an element begins with stands, or that behind its end, as an empty stretch."""
        number = self._numbers[element]
        between = (name for start, end, name in self._between if start <= number < end)
        inside = (name for start, end, name in self._inside if start + is_tail <= number < end)
        return TextNode(Span(0, 0), CONTENT, number, is_tail, program=next(between, "") or next(inside, ""))

    def _between_marks(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """From where a mark of a program's citation begins to its end."""
        starts: dict[str, list[tuple[int, str]]] = {}
        for each in root.iter(*_MARKS):
            name, number = attribute(each, "name"), self._numbers[each]
            kind, _, end = local(each).rpartition("-")
            key = kind if kind == "fieldmark" else name
            if end == "start":
                code = "".join(attribute(part, "value") for part in children(each, "param")) if kind == key else ""
                starts.setdefault(key, []).append((number, program(code) if code else _program(name)))
            elif starts.get(key):
                start, writer = starts[key].pop()
                if writer:
                    yield start, number, writer

    def _within(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """The sections and content controls that programs write, and LibreOffice's own citations and bibliography."""
        named = {"section": "name", "content-control": "tag"}
        for each in root.iter("{*}section", "{*}content-control", "{*}bibliography", "{*}bibliography-mark"):
            kind = local(each)
            writer = _program(attribute(each, named[kind])) if kind in named else "LibreOffice"
            if writer:
                number = self._numbers[each]
                yield number, number + 1 + sum(1 for _ in descendants(each)), writer


def _program(name: str) -> str:
    known = program(f"ADDIN {name}")
    return "" if known == OTHER else known
