"""Text that a stranger's machine has sent, with the characters that text has: no control character and no half of a pair.

Source: RFC 8259 §8.2 (JSON can hold halves of surrogate pairs, and readers disagree about them); WHATWG Encoding §9 (what
Windows-1252 has in the places of the control characters U+0080 to U+009F).
"""

import re
from collections.abc import Mapping
from typing import Any

from refcheck.text.blanks import CONTROLS
from refcheck.text.deferred import deferred

_DIRT = deferred(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls but those that part lines and columns, and halves of surrogate pairs: U+0000, U+009B, U+D800."""

_BLANKS = "\x0b\x0c\x1c\x1d\x1e\x1f"
"""Controls that part words."""

_ESCAPED = deferred(r"\\(?:u(?:00[0189]|007[fF]|[dD][89a-fA-F])|[bf])")
r"""The same as JSON may write it, or what looks so: \u0000, \ud800, \b"""


def recoded(text: str) -> str:
    r"""The text: halves that make a pair joined, other halves U+FFFD, controls as Windows-1252 has them, a blank, or left out.

    >>> recoded("a\x00b\x0bc \x96 d"), recoded("\ud83d\ude00"), recoded("10.1000/\ud800")
    ('ab c – d', '😀', '10.1000/\ufffd')
    """
    if not _is_dirty(text):
        return text
    return _DIRT.sub(_replaced, without_halves(text))


def without_halves(text: str) -> str:
    r"""Return the text, halves that make a pair joined, other halves of surrogate pairs as U+FFFD: UTF-8 has none of them.

    >>> without_halves("a\x00 \ud83d\ude00"), without_halves("10.1000/\ud800")
    ('a\x00 😀', '10.1000/\ufffd')
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_dirty(text: str) -> bool:
    return not text.isprintable() and _DIRT.search(text) is not None  # the former is eight times as fast


def _replaced(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _BLANKS:
        return " "
    return sign.encode("latin-1").decode("cp1252") if CONTROLS.fullmatch(sign) else ""


def without_controls(text: str) -> str:
    r"""The text without controls, where none of them stands for a sign of Windows-1252: library records mark words by U+0098.

    >>> without_controls("\x98Die\x9c Welt\x0bheute")
    'Die Welt heute'
    """
    return _DIRT.sub(lambda found: " " if found[0] in _BLANKS else "", text) if _is_dirty(text) else text


def may_be_dirty(text: str) -> bool:
    """Return whether JSON of this text may have a string that would be recoded."""
    return _ESCAPED.search(text) is not None or _is_dirty(text)


def recoded_json(value: Any) -> Any:
    """Return the same of every string in a value of JSON, names of properties among them.

    Raises:
        RecursionError: the value is deeper than can be told.
    """
    if isinstance(value, str):
        return recoded(value)
    if isinstance(value, Mapping):
        return {recoded(name): recoded_json(each) for name, each in value.items()}
    return [recoded_json(each) for each in value] if isinstance(value, list) else value
