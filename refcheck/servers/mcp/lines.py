"""An answer for a reader of text alone: every value of the structured answer, in lines instead of brackets."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel

MOST = 8_000
"""Bytes of an answer at most, as text and as JSON each; what is longer comes in pages. Source: what forty references take."""

Answer = TypeVar("Answer", bound=BaseModel)


def result(answer: BaseModel) -> CallToolResult:
    """Return the answer in both forms."""
    content = _content(answer)
    return CallToolResult(content=[TextContent(type="text", text=in_lines(content))], structured_content=content)


def in_lines(content: Mapping[str, object]) -> str:
    """Return what the content says, a line for a row; a text of several lines as it stands."""
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
    """A row of a table: what has one value on one line, the rest below it."""
    short = {name: value for name, value in row.items() if not isinstance(value, Mapping | list)}
    yield f"{indent}- " + " | ".join(f"{name}: {value}" for name, value in short.items())
    yield from _lines({name: value for name, value in row.items() if name not in short}, indent + "  ")
