"""Short answers: as values for clients that read JSON, and as lines for clients that read only text.

Two values are cut to where they differ; the values in a sentence are cut before the sentence itself.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel
from rapidfuzz.distance import Postfix, Prefix

from refcheck.text.visible import brief, visible

_QUOTED = re.compile(r"“[^“”]*”")
"""A quotation in a message: ``“14”``, ``“On tides”``."""

_CONTEXT = 12
"""Characters common to both values that are kept before and after a difference."""

_LENGTHS = (90, 60, 40, 24)
"""Lengths to which quotations are cut, one after the other, until a message is short enough."""


def both(cited: str, registered: str, length: int) -> tuple[str, str]:
    """Return two values, each of at most ``length`` characters; of longer ones the stretch in which they differ.

    >>> both("On tides and the harbours of the North", "On tides and the harbors of the North", 30)
    ('…the harbours of the North', '…the harbors of the North')
    """
    first, second = visible(cited), visible(registered)
    if max(len(first), len(second)) <= length:
        return first, second
    before = Prefix.similarity(first, second)
    after = Postfix.similarity(first[before:], second[before:])
    start = before - _CONTEXT if before > _CONTEXT else 0
    if start:
        start = first.find(" ", start, before) + 1 or start
    return _stretch(first, start, after, length), _stretch(second, start, after, length)


def _stretch(text: str, start: int, after: int, length: int) -> str:
    """Return the text from ``start`` to a little after the difference, which ends ``after`` characters before the end."""
    lead = "…" if start else ""
    rest = text[start:]
    if len(lead) + len(rest) <= length:
        return lead + rest
    end = max(len(rest) - after + _CONTEXT, 1)
    return lead + brief(rest if end >= len(rest) else rest[:end] + "…", length - len(lead))


def shortened(message: str, length: int) -> str:
    """Return a message of at most ``length`` characters, as far as cutting its quotations, and not its end, achieves this."""
    shown = visible(message)
    for most in _LENGTHS:
        if len(shown) <= length:
            break
        shown = _quoting(visible(message), most)
    return brief(shown, 3 * length)


def _quoting(message: str, most: int) -> str:
    """Return the message with its quotations cut, each pair of them to where they differ."""
    found = list(_QUOTED.finditer(message))
    parts, end = [], 0
    for place, each in enumerate(found):
        other = found[place + 1 if place % 2 == 0 else place - 1] if (place ^ 1) < len(found) else each
        parts += [message[end : each.start()], f"“{both(each[0][1:-1], other[0][1:-1], most)[0]}”"]
        end = each.end()
    return "".join([*parts, message[end:]])


MOST = 8_000
"""Most bytes of an answer, as text and as JSON each; a longer one comes in pages. Source: the size of forty references."""

Answer = TypeVar("Answer", bound=BaseModel)
T = TypeVar("T")


def result(answer: BaseModel) -> CallToolResult:
    """Return the answer in both forms, text and JSON."""
    content = _content(answer)
    return CallToolResult(content=[TextContent(type="text", text=in_lines(content))], structured_content=content)


def in_lines(content: Mapping[str, object]) -> str:
    """Return the content as text, with a line for each row; a text of several lines is not changed."""
    return "\n".join(_lines(content, ""))


def fitting(make: Callable[[int], Answer], count: int) -> Answer:
    """Return the answer with as many of ``count`` rows as fit into :data:`MOST` bytes, and at least one."""
    answer, fits = make(count), 0
    if _size(answer) <= MOST:
        return answer
    while count - fits > 1:
        middle = (count + fits) // 2
        fits, count = (middle, count) if _size(make(middle)) <= MOST else (fits, middle)
    return make(max(fits, 1))


def paged(rows: Sequence[T], offset: int, limit: int) -> tuple[Sequence[T], int | None]:
    """Return a page of rows, and the offset of the next page, if there is one."""
    page = rows[offset : offset + limit]
    after = offset + len(page)
    return page, after if after < len(rows) else None


def _content(answer: BaseModel) -> dict[str, object]:
    return answer.model_dump(exclude_none=True, exclude_defaults=True)


def _size(answer: BaseModel) -> int:
    content = _content(answer)
    as_json = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return max(len(each.encode("utf-8", "replace")) for each in (as_json, in_lines(content)))


def _lines(content: Mapping[str, object], indent: str) -> Iterator[str]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _lines(value, indent + "  ")
        elif value == []:
            yield f"{indent}{name}: none"
        elif isinstance(value, list):
            yield f"{indent}{name}:"
            for row in value:
                yield from _row(row, indent) if isinstance(row, Mapping) else (f"{indent}- {row}",)
        elif isinstance(value, str) and "\n" in value:
            yield f"{indent}{name}:\n{value}"
        else:
            yield f"{indent}{name}: {value}"


def _row(row: Mapping[str, object], indent: str) -> Iterator[str]:
    """Yield a row of a table: its single values on one line, the rest below it."""
    short = {name: value for name, value in row.items() if not isinstance(value, Mapping | list)}
    yield f"{indent}- " + " | ".join(f"{name}: {value}" for name, value in short.items())
    yield from _lines({name: value for name, value in row.items() if name not in short}, indent + "  ")
