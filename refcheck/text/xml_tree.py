"""XML as a tree by Python's own library alone, for machines that lxml is not built for.

An element is one of ``xml.etree`` that knows its parent and its line, and has so of lxml's what readers of XML use.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

DEEPEST = 256
"""Elements within one another. Source: libxml2's own bound, beyond which it stops as well."""


class Node(Element):
    """An element of a tree that was read."""

    parent: "Node | None" = None
    sourceline: int = 0

    def iter(self, *names: str) -> Iterator[Any]:  # type: ignore[override]  # lxml's takes several names
        """It and the elements below, in document order; those of some names where names are given."""
        if len(names) < 2:
            return super().iter(*names)
        return (each for each in super().iter() if each.tag in names)

    def getparent(self) -> "Node | None":
        """Return the element around it; none for the root."""
        return self.parent

    def iterancestors(self) -> Iterator["Node"]:
        """Yield the elements around it, from the innermost."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent


def tree(data: bytes) -> tuple[Node | None, int | None]:
    """Return the root of an XML file, and the line at which it is broken; what stood before that is in the tree.

    Entities that the file declares are left out, and nothing is fetched. A root is ``None`` where there is none at all.

    >>> root, broken = tree(b"<a><b>one</b> and <b>two</b></a>")
    >>> "".join(root.itertext()), broken
    ('one and two', None)
    >>> tree(b"<a><b>one</b><c")[1], tree(b"no XML")
    (1, (None, 1))
    """
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)
    except (ExpatError, LookupError, ValueError, _TooDeepError):
        return builder.root, builder.parser.CurrentLineNumber
    return builder.root, None


class _TooDeepError(Exception):
    """More elements within one another than any document has."""


class _Builder:
    """Makes the tree while the parser reads."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._tree = TreeBuilder(element_factory=Node)
        self.parser = ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._tree.data
        self.parser.DefaultHandler = self._nothing  # with which no entity is expanded

    def _nothing(self, data: str) -> None:
        """Leave out comments, instructions, declarations, and entities of the file's own."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        node: Any = self._tree.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})
        if len(self._open) >= DEEPEST:
            self._open[-1].remove(node)
            raise _TooDeepError
        node.sourceline = self.parser.CurrentLineNumber
        node.parent = self._open[-1] if self._open else None
        self.root = self.root if self.root is not None else node
        self._open.append(node)

    def _end(self, name: str) -> None:
        self._tree.end(_qualified(name))
        self._open.pop()


def _qualified(name: str) -> Any:
    """Return a name with its namespace as trees have it: ``{address}name``."""
    return f"{{{name}" if "}" in name else name
