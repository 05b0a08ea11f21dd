"""Untrusted text made well-formed: without control characters and lone surrogates.

Source: RFC 8259 §8.2 (JSON can hold lone surrogates, and parsers disagree about them); WHATWG Encoding §9 (what
Windows-1252 has at the code points of the control characters U+0080 to U+009F).
"""

import re
from collections.abc import Mapping
from typing import Any

from refcheck.text.blanks import CONTROLS
from refcheck.text.deferred import deferred

WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
"""The upper half of Windows-1252; the five bytes without a character are control characters (WHATWG Encoding, §9)."""

_UNWANTED = deferred(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters except tab and line ends, and surrogates: U+0000, U+009B, U+D800."""

_BLANKS = "\x0b\x0c\x1c\x1d\x1e\x1f"
"""Control characters that separate words."""

_ESCAPED = deferred(r"\\(?:u(?:00[0189]|007[fF]|[dD][89a-fA-F])|[bf])")
r"""The same characters as JSON may escape them, or text that looks like such an escape: \u0000, \ud800, \b"""


def recoded(text: str) -> str:
    r"""Return the text with its surrogate pairs joined, lone surrogates as U+FFFD, and without control characters.

    A control character becomes the character that Windows-1252 has there, or a space, or is left out.

    >>> recoded("a\x00b\x0bc \x96 d"), recoded("\ud83d\ude00"), recoded("10.1000/\ud800")
    ('ab c – d', '😀', '10.1000/\ufffd')
    """
    if not _has_unwanted(text):
        return text
    return _UNWANTED.sub(_replaced, without_lone_surrogates(text))


def without_lone_surrogates(text: str) -> str:
    r"""Return the text with its surrogate pairs joined and lone surrogates as U+FFFD, as UTF-8 cannot encode surrogates.

    >>> without_lone_surrogates("a\x00 \ud83d\ude00"), without_lone_surrogates("10.1000/\ud800")
    ('a\x00 😀', '10.1000/\ufffd')
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _has_unwanted(text: str) -> bool:
    return not text.isprintable() and _UNWANTED.search(text) is not None  # isprintable is eight times as fast


def _replaced(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _BLANKS:
        return " "
    return sign.encode("latin-1").decode("cp1252") if CONTROLS.fullmatch(sign) else ""


def without_controls(text: str) -> str:
    r"""Return the text without control characters, none of which is read as Windows-1252: library records mark words by U+0098.

    >>> without_controls("\x98Die\x9c Welt\x0bheute")
    'Die Welt heute'
    """
    return _UNWANTED.sub(lambda found: " " if found[0] in _BLANKS else "", text) if _has_unwanted(text) else text


def may_need_recoding(text: str) -> bool:
    """Return whether a JSON text may have a string that ``recoded`` would change."""
    return _ESCAPED.search(text) is not None or _has_unwanted(text)


def recoded_json(value: Any) -> Any:
    """Return a JSON value with every string recoded, including the names of properties.

    Raises:
        RecursionError: the value is nested too deeply.
    """
    if isinstance(value, str):
        return recoded(value)
    if isinstance(value, Mapping):
        return {recoded(name): recoded_json(each) for name, each in value.items()}
    return [recoded_json(each) for each in value] if isinstance(value, list) else value
