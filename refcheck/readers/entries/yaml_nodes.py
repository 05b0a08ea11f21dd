"""YAML as nodes that know their places; nothing in it is run, and what is nested too deep is not read."""

from collections.abc import Iterator, Mapping

import yaml

from refcheck.model import Span

_LARGEST = 32 * 1024 * 1024
"""The longest text that is read, in characters."""

Node = yaml.nodes.Node


def compose(text: str) -> Node | None:
    """The root of the first document in a text; ``None`` where it is no YAML, or too large or too deep."""
    if len(text) > _LARGEST:
        return None
    try:
        root: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return root


def members(node: Node | None) -> Mapping[str, Node]:
    """The members of a mapping by key; none of anything else."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def elements(node: Node | None) -> Iterator[Node]:
    """The elements of a sequence, or the node itself where it is none."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif node is not None:
        yield node


def text_of(node: Node | None) -> str:
    """The text of a scalar, white space collapsed; empty for anything else."""
    return " ".join(str(node.value).split()) if isinstance(node, yaml.ScalarNode) else ""


def span_of(node: Node) -> Span:
    """Where a node stands, a scalar without its quotation marks."""
    start, end = node.start_mark.index, node.end_mark.index
    quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
    return Span(start + quoted, max(end - quoted, start + quoted))
