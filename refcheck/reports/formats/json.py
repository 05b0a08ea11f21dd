"""The report as JSON, for programs. Its shape is ``docs/report.schema.json``."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.exchange import report_parts
from refcheck.model import Report


def render(report: Report) -> str:
    """Return the report as indented JSON, UTF-8 letters as they are."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the same in pieces, a reference each."""
    return dump_pieces(report_parts(report))


_HIDDEN = re.compile(r"[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What JSON leaves raw and should not: controls (U+009B), marks of direction (U+202E), lone surrogates (U+D800)."""


def dump(data: Any) -> str:
    """Indented JSON, ending in a newline: letters as they are, what cannot be seen or written as JSON's escapes."""
    return _dumped(data) + "\n"


def dump_pieces(parts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the same of an object, in pieces: a value that is an iterator is written as a list, one element after the other.

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
