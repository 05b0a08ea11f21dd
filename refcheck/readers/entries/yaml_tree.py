"""YAML as nodes with their spans; no tag is executed, and data that is nested too deep is not read."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from refcheck.model import Span
from refcheck.readers.entries.nodes import Node
from refcheck.text.recoding import without_lone_surrogates

_LARGEST = 32 * 1024 * 1024
"""The longest text that is read, in characters."""

YamlNode = yaml.nodes.Node


def compose(text: str) -> YamlNode | None:
    """Return the root of the first document in a text; ``None`` if it is not YAML, or too large or too deep."""
    if len(text) > _LARGEST:
        return None
    try:
        root: YamlNode | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return root


def members(node: YamlNode | None) -> Mapping[str, YamlNode]:
    """Return the members of a mapping by key; empty for any other node."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        without_lone_surrogates(str(key.value)): value for key, value in node.value if isinstance(key, yaml.ScalarNode)
    }


def elements(node: YamlNode | None) -> Iterator[YamlNode]:
    """Yield the elements of a sequence, or the node itself if it is not a sequence."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif node is not None:
        yield node


def text_of(node: YamlNode | None) -> str:
    """Return the text of a scalar, white space collapsed; empty for anything else."""
    return " ".join(without_lone_surrogates(str(node.value)).split()) if isinstance(node, yaml.ScalarNode) else ""


def span_of(node: YamlNode) -> Span:
    """Return the span of a node, without the quotation marks of a scalar."""
    return _unquoted(node.start_mark.index, node.end_mark.index, getattr(node, "style", None))


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml if it is installed; either one only produces events here."""

_PROPERTIES = re.compile(r"(?:[!&][^\s'\"]*+\s++)*+")
"""The tag and anchor before a scalar."""


def read_tree(text: str) -> "Tree":
    """Return the nodes of a text. Reading stops at the first error, which is noted."""
    tree = Tree(text)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            tree.add(event)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        tree.notes.append(f"the YAML is broken{line}; the text after the error was not read")
    return tree


class Tree:
    """Nodes built from the parser's events, without recursion. Only complete items are returned.

    ``behind`` is the end of the last value: an indented block ends there, and not where the parser notices its end.
    """

    def __init__(self, text: str) -> None:
        """Start with an empty tree."""
        self.text = text
        self.root: Node | None = None
        self.opened: list[Node] = []
        self.keys: list[str | None] = []
        self.notes: list[str] = []
        self.behind = 0

    def add(self, event: yaml.Event) -> None:
        """Add the node of an event, or close the node that an event ends."""
        if isinstance(event, yaml.ScalarEvent):
            value = without_lone_surrogates(str(event.value))
            is_nothing = event.implicit[0] and value in ("~", "null", "Null", "NULL")
            self._put(self._leaf("" if is_nothing else value, event), value)
        elif isinstance(event, yaml.AliasEvent):
            self._put(self._leaf("", event), "")
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], index_of(event.start_mark))
            self._put(node, "")
            self.opened.append(node)
            self.keys.append(None)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node = self.opened.pop()
            self.keys.pop()
            if self.text[node.start : node.start + 1] in ("[", "{"):
                self.behind = index_of(event.end_mark)
            node.end = max(self.behind, node.start)

    def _leaf(self, value: str, event: yaml.Event) -> Node:
        span, self.behind = scalar_place(self.text, event)
        return Node(value, span.start, span.end)

    def _put(self, node: Node, name: str) -> None:
        if not self.opened:
            self.root = self.root or node
            return
        into = self.opened[-1].value
        if isinstance(into, list):
            into.append(node)
        elif isinstance(into, dict) and self.keys[-1] is None:
            self.keys[-1] = name
        elif isinstance(into, dict):
            into[self.keys[-1] or ""] = node
            self.keys[-1] = None

    def items(self) -> list[Node]:
        """Return the complete items of the list."""
        root = self.root.items.get("references", self.root) if self.root else None
        return [node for node in root.elements if isinstance(node.value, dict) and node.is_whole] if root else []


def scalar_place(text: str, event: yaml.Event) -> tuple[Span, int]:
    """Return the span of a scalar's text, without its tag, anchor and quotation marks, and the end of the whole scalar."""
    start, end = index_of(event.start_mark), index_of(event.end_mark)
    if isinstance(event, yaml.ScalarEvent) and (properties := _PROPERTIES.match(text, start, end)):
        start = properties.end()
    end = start + len(text[start:end].rstrip())
    return _unquoted(start, end, getattr(event, "style", None)), end


def _unquoted(start: int, end: int, style: str | None) -> Span:
    quoted = style in ("'", '"')
    return Span(start + quoted, max(end - quoted, start + quoted))


def index_of(mark: Any) -> int:
    """Return the offset of a mark from either loader, in code points."""
    index: int = mark.index
    return index
