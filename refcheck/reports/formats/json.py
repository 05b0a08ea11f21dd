"""The report as JSON, for programs. Its schema is ``docs/report.schema.json``."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.exchange import report_parts
from refcheck.model import Report


def render(report: Report) -> str:
    """Return the report as indented JSON, without escapes for letters outside ASCII."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the report in pieces, one for each reference."""
    return dump_pieces(report_parts(report))


_HIDDEN = re.compile(r"[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Characters that are escaped though JSON allows them raw: controls (U+009B), direction (U+202E), lone surrogates (U+D800)."""


def dump(data: Any) -> str:
    """Return indented JSON, ending in a newline, with escapes only for characters that are invisible or cannot be encoded."""
    return _dumped(data) + "\n"


def dump_pieces(parts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the JSON of an object in pieces: a value that is an iterator is written as a list, one element after the other.

    >>> "".join(dump_pieces({"a": 1, "b": iter([2, {"c": 3}]), "d": iter([])})) == dump({"a": 1, "b": [2, {"c": 3}], "d": []})
    True
    """
    before = "{"
    for name, part in parts.items():
        yield f"{before}\n {_dumped(name)}: "
        before = ","
        if isinstance(part, Iterator):
            yield from _listed(part)
        else:
            yield _dumped(part).replace("\n", "\n ")
    yield "\n}\n" if parts else "{}\n"


def _listed(elements: Iterator[Any]) -> Iterator[str]:
    before = "["
    for element in elements:
        yield f"{before}\n  " + _dumped(element).replace("\n", "\n  ")
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _dumped(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
