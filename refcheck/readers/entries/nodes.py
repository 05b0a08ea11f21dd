"""Nested data with the span of every value in its source, read from JSON without recursion."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from attrs import define

from refcheck.model import Span
from refcheck.text.characters import LOST
from refcheck.text.recoding import without_lone_surrogates

_TOKEN = re.compile(
    r"[\s,:]*+(?:(?P<string>\"[^\"\\]*+(?:\\[\s\S][^\"\\]*+)*+\")|(?P<open>[{\[])|(?P<close>[}\]])|(?P<bare>[\w.+-]++))"
)
"""A string, a bracket, or a number or word; with the commas and colons before it."""

_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[\s\S])")
"""One escape of JSON: ``\\/``, ``\\u00e9``, or a surrogate pair."""

_BREAKS = {"\n": "\u2028", "\r": " ", "\t": " ", "\f": " "}
"""Replacements for escaped white space."""

_BARE = {"true": "true", "false": "", "null": "", "NaN": ""}
"""Values of words; ``NaN``, a missing value, is what Python writes though JSON has no such word."""

Value: TypeAlias = "str | list[Node] | dict[str, Node]"


@define(eq=False)
class Node:
    """A value at ``text[start:end]``; a string without its quotation marks. ``end`` is -1 if the text breaks off within it."""

    value: Value
    start: int
    end: int = -1

    @property
    def span(self) -> Span:
        """The span of the value in the text."""
        return Span(self.start, self.end)

    @property
    def is_whole(self) -> bool:
        """Whether the text does not break off within it."""
        return self.end >= 0

    @property
    def items(self) -> dict[str, "Node"]:
        """The members of an object; empty for any other value."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def elements(self) -> list["Node"]:
        """The elements of an array; empty for any other value."""
        return self.value if isinstance(self.value, list) else []


def plainly_written(text: str) -> str:
    """Return the same JSON without avoidable escapes: ``/`` for ``\\/``, ``é`` for ``\\u00e9``.

    Lines stay as they are; an escaped line end, where a URL ends too, becomes U+2028, which JSON does not require to be escaped.
    """
    return _ESCAPE.sub(_plain, text) if "\\" in text else text


def _plain(escape: re.Match[str]) -> str:
    character = _decoded(f'"{escape[0]}"')
    if character in _BREAKS:
        return _BREAKS[character]
    return character if character.isprintable() and character not in ('"', "\\", LOST) else escape[0]


def plain_lengths(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the offset and length of each escape that ``plainly_written`` replaces, and the length of its replacement."""
    for escape in _ESCAPE.finditer(text):
        if (plain := _plain(escape)) != escape[0]:
            yield escape.start(), len(escape[0]), len(plain)


def values(text: str, at: int = 0) -> Iterator[Node]:
    """Yield the values of a text from ``at`` on: one for a JSON document, one per line for JSON lines.

    Reading stops at malformed text; a value that is open there remains incomplete.
    """
    while (token := _TOKEN.match(text, at)) and token["close"] is None:
        node, at = _value(text, at)
        yield node
        if not node.is_whole:
            return


def _value(text: str, at: int) -> tuple[Node, int]:
    opened: list[Node] = []
    keys: list[str | None] = []
    while token := _TOKEN.match(text, at):
        at = token.end()
        if token["close"]:
            if not opened or (token["close"] == "}") is not isinstance(opened[-1].value, dict):
                break
            node = opened.pop()
            keys.pop()
            node.end = at
            if not opened:
                return node, at
            continue
        if token["string"] and opened and keys[-1] is None and isinstance(opened[-1].value, dict):
            keys[-1] = _decoded(token["string"])
            continue
        node = _node(token)
        if opened:
            _put(node, opened[-1], keys)
        elif node.is_whole:
            return node, at
        if token["open"]:
            opened.append(node)
            keys.append(None)
    return opened[0] if opened else Node("", at), len(text)


def _node(token: re.Match[str]) -> Node:
    if token["open"]:
        return Node({} if token["open"] == "{" else [], token.start("open"))
    if token["string"]:
        return Node(_decoded(token["string"]), token.start("string") + 1, token.end() - 1)
    return Node(_BARE.get(token["bare"], token["bare"]), token.start("bare"), token.end())


def _put(node: Node, into: Node, keys: list[str | None]) -> None:
    if isinstance(into.value, list):
        into.value.append(node)
    elif isinstance(into.value, dict) and keys[-1] is not None:
        into.value[keys[-1]] = node
        keys[-1] = None


def _decoded(string: str) -> str:
    """Return the value of a string literal. A lone surrogate becomes the replacement character."""
    if "\\" not in string:
        return string[1:-1]
    try:
        decoded: str = json.loads(string, strict=False)
    except ValueError:
        return string[1:-1]
    return without_lone_surrogates(decoded)
