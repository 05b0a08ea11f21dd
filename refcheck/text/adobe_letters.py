"""Letters and digits of Adobe's expert fonts: old-style digits, small capitals and raised letters in Unicode's private area.

A PDF with such a font has U+F731 for a 1 and U+F761 for a small A; text that is copied from it has the same.

Source: Adobe Glyph List 2.0, "corporate use": the code points, and the names that say what each shows (``oneoldstyle``, ``Asmall``,
``asuperior``). Accents that stand alone and parts of large brackets are left out: no text is made of them.
"""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_FIRST = 0xF700
"""The small and old-style ones stand so far behind the place that Latin-1 has for the digit, or the small letter."""
_SMALL = "!$&?¡¢¿0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
_RAISED = "¢¢,,$$--..abdeilmorst"
"""Raised and lowered ones, from U+F6DF on."""

SHOWN = (
    {chr(_FIRST + ord(sign)): sign.upper() for sign in _SMALL}
    | {chr(code): sign for code, sign in enumerate(_RAISED, start=0xF6DF)}
    | dict(
        zip(
            "\uf6be\uf6d9\uf6da\uf6db\uf6dc\uf6de\uf6f9\uf6fa\uf6fd\uf6ff\uf8e8\uf8e9\uf8ea",
            "ȷ©®™1—ŁŒŠŽ®©™",
            strict=True,
        )
    )
)
"""Each of them → what it shows: a 1, a capital A, an a."""

_PRIVATE = re.compile(f"[{''.join(SHOWN)}]")
"""One of them: U+F731."""


def edits(text: str) -> Iterator[Edit]:
    """Yield what each of them is read as."""
    if not text.isascii():
        yield from ((*found.span(), SHOWN[found[0]]) for found in _PRIVATE.finditer(text))
