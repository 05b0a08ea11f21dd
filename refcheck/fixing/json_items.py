"""Fixes within an item of CSL-JSON.

The reader replaces escapes (``é`` for ``\\u00e9``) to find identifiers in them; changes are made at the place in the file.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from refcheck.fixing.edits import IN_A_NOTE, IN_PIECES, Change, RequestedEdit, Source, Unwritable
from refcheck.model import Span
from refcheck.readers.data.csl_json import NAME
from refcheck.readers.entries.nodes import Node, plain_lengths, values

FORMAT = NAME

NOTES = frozenset({"abstract", "annote", "keyword", "note"})
"""Members that are not printed in references, or may contain any text."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
"""A number that needs no quotation marks."""

_KEY = re.compile(r"(?P<before>\s*)(?P<key>\"DOI\"|\"[^\"\\]*(?:\\.[^\"\\]*)*\")(?P<sign>\s*:\s*)\Z")
"""The text before a value: white space, its key and its colon."""

_LONGEST = 500
"""The length of the longest key with the white space around it."""


def written(requested: RequestedEdit, source: Source) -> Change | Unwritable:
    """Return the change of the item's text as the reader has it, which is without avoidable escapes."""
    raw = requested.reference.raw
    item = next(values(raw), None)
    if item is None or item.span != Span(0, len(raw)) or not _is_json(raw):
        return Unwritable("its item is not well-formed JSON")
    change = _added(requested, item, source) if requested.fix.adds else _replaced(requested, item, source)
    if isinstance(change, Unwritable):
        return change
    after = change.made_in(raw)
    if not _is_json(after):
        return Unwritable("the result would not be well-formed JSON")
    was, now = (_leaf_values(text) for text in (raw, after))
    if was == now:
        return Change(change.span, change.span.of(raw))
    if change.span == requested.fix.span and requested.is_of_people:
        was, now = (_leaf_values(text, but="author") for text in (raw, after))
    if not _is_one_changed(was, now, adds=requested.fix.adds):
        return Unwritable("the result would not be well-formed JSON")
    return change


def places(text: str) -> Callable[[Span], Span]:
    """Return a function that maps spans of the text as the reader has it to those of the file's own text."""
    starts, removed, grown = [0], 0, [0]
    for at, length, plain in plain_lengths(text):
        removed += length - plain
        starts.append(at + length - removed)
        grown.append(removed)

    def place(at: int) -> int:
        return at + grown[bisect_right(starts, at) - 1]

    return lambda span: Span(place(span.start), place(span.end))


def _replaced(requested: RequestedEdit, item: Node, source: Source) -> Change | Unwritable:
    raw, span = requested.reference.raw, requested.fix.span
    leaf = next((each for each in _leaves(item) if each.span.holds(span)), None)
    if leaf is None:
        people = requested.fix.replacement if requested.is_of_people else ""
        if source.is_ascii or not source.can_write(people):
            people = "".join(each if each.isascii() else json.dumps(each)[1:-1] for each in people)
        return Change(span, people) if people else IN_PIECES
    if any(name in NOTES and node.span.holds(span) for name, node in item.items.items()):
        return IN_A_NOTE
    text = requested.text_for(span.of(raw))
    if raw[leaf.start - 1] == '"':
        return _encoded(text, source, span)
    whole = raw[leaf.start : span.start] + text + raw[span.end : leaf.end]
    if _NUMBER.fullmatch(whole):
        return Change(leaf.span, whole)
    return _encoded(whole, source, leaf.span, mark='"')


def _encoded(text: str, source: Source, span: Span, mark: str = "") -> Change:
    inner = json.dumps(text, ensure_ascii=source.is_ascii or not source.can_write(text))[1:-1]
    return Change(span, f"{mark}{inner}{mark}")


def _added(requested: RequestedEdit, item: Node, source: Source) -> Change | Unwritable:
    """Return the change that adds a member after the last one, in its notation, or fills an empty one."""
    raw, name = requested.reference.raw, requested.fix.adds or ""
    if not item.items:
        return Unwritable("its item has no members")
    value = _encoded(requested.text, source, item.span, mark='"')
    if (held := item.items.get(name)) is not None:
        if held.value:
            return Unwritable(f"it already has a member “{name}” with another value")
        return Change(held.span, value.text[1:-1] if raw[held.start - 1] == '"' else value.text)
    last = max(item.items.values(), key=lambda node: node.end)
    start, end = (last.start - 1, last.end + 1) if raw[last.start - 1] == '"' else (last.start, last.end)
    found = _KEY.search(raw, max(0, start - _LONGEST), start)
    if found is None:
        return Unwritable("its item is not well-formed JSON")
    return Change(Span(end, end), f",{found['before']}{json.dumps(name)}{found['sign']}{value.text}")


def _leaves(item: Node) -> Iterator[Node]:
    """Yield the texts and numbers within a value, in order."""
    waiting = [item]
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, str):
            yield node
        waiting += reversed([*node.elements, *node.items.values()])


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _leaf_values(text: str, but: str = "") -> list[str]:
    """Return the values of an item, in order, except those of the member ``but``."""
    item = next(values(text))
    return [str(leaf.value) for name, node in item.items.items() if name != but for leaf in _leaves(node)]


def _is_one_changed(was: Sequence[str], now: Sequence[str], *, adds: str | None) -> bool:
    """Return whether all values but one are unchanged; an added one must be the last."""
    if adds and len(now) == len(was) + 1:
        return now[:-1] == was
    return len(was) == len(now) and sum(old != new for old, new in zip(was, now, strict=True)) <= 1
