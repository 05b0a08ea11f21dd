"""Letters and digits of Adobe's expert fonts: old-style digits, small capitals and superiors in Unicode's Private Use Area.

A PDF with such a font has U+F731 for a 1 and U+F761 for a small capital A, and so does text that is copied from it.

Source: Adobe Glyph List 2.0, "corporate use": the code points, and the names that say what each shows (``oneoldstyle``, ``Asmall``,
``asuperior``). Spacing accents and parts of large brackets are left out: they do not occur in running text.
"""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_FIRST = 0xF700
"""Offset of the old-style digits and small capitals from the digit or lower-case letter in Latin-1."""
_SMALL = "!$&?¡¢¿0123456789abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
_RAISED = "¢¢,,$$--..abdeilmorst"
"""The ordinary characters of the superior and inferior ones, in order from U+F6DF."""

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
"""Private-use character → the character it shows: a 1, a capital A, an a."""

_PRIVATE = re.compile(f"[{''.join(SHOWN)}]")
"""A character of these fonts: U+F731."""


def edits(text: str) -> Iterator[Edit]:
    """Yield the edits that replace each private-use character by the character it shows."""
    if not text.isascii():
        yield from ((*found.span(), SHOWN[found[0]]) for found in _PRIVATE.finditer(text))
