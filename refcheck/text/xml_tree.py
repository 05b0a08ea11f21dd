"""XML parsed into a tree by the standard library only, for platforms without a build of lxml.

An element is one of ``xml.etree`` that also knows its parent and its line: the part of lxml's interface that the readers use.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

DEEPEST = 256
"""Greatest depth of nested elements. Source: libxml2's own limit, at which it stops as well."""


class Node(Element):
    """An element of a parsed tree."""

    parent: "Node | None" = None
    sourceline: int = 0

    def iter(self, *names: str) -> Iterator[Any]:  # type: ignore[override]  # lxml's takes several names
        """Return an iterator over the element and those below it, in document order; only those with one of the names, if given."""
        if len(names) < 2:
            return super().iter(*names)
        return (each for each in super().iter() if each.tag in names)

    def getparent(self) -> "Node | None":
        """Return the parent element; ``None`` for the root."""
        return self.parent

    def iterancestors(self) -> Iterator["Node"]:
        """Yield the elements around this one, from the innermost."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent


def tree(data: bytes) -> tuple[Node | None, int | None]:
    """Return the root of an XML file and the line at which the file is broken; what precedes that line is in the tree.

    Entities that the file declares are left out, and nothing is fetched. The root is ``None`` where the file has no element.

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
    """Elements are nested more deeply than in any real document."""


class _Builder:
    """Builder of the tree, called by the parser."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._tree = TreeBuilder(element_factory=Node)
        self.parser = ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._tree.data
        self.parser.DefaultHandler = self._nothing  # with a default handler, expat expands no entity

    def _nothing(self, data: str) -> None:
        """Ignore comments, processing instructions, declarations, and entities that the file declares."""

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
    """Return a name with its namespace as ``xml.etree`` writes it: ``{namespace}name``."""
    return f"{{{name}" if "}" in name else name
