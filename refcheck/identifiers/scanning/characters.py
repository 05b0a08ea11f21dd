"""Characters that printing, copying and converting put into identifiers."""

import re
import unicodedata

SLASHES = "\u2044\u2215\u2571\u29f8\uff0f"
"""Fraction slash, division slash and their like."""

INVISIBLE = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
"""Marks that do not print: control characters, soft hyphen, zero-width and bidirectional marks, as a character class."""

CLOSERS = {")": "(", "]": "[", "}": "{"}
"""Closing bracket → its opening one."""

OPENERS = {opener: closer for closer, opener in CLOSERS.items()}
"""Opening bracket → its closing one."""

_BRACKET = re.compile(r"[()\[\]{}]")
"""One bracket: ``(``, ``]``."""


def unmatched(text: str) -> list[int]:
    """The offsets of brackets without a partner, in ascending order."""
    opened: list[int] = []
    lonely: list[int] = []
    for found in _BRACKET.finditer(text):
        bracket = found[0]
        if bracket in OPENERS:
            opened.append(found.start())
        elif opened and text[opened[-1]] == CLOSERS[bracket]:
            opened.pop()
        else:
            lonely.append(found.start())
    return sorted(lonely + opened)


_UNSEEN = re.compile(f"[{INVISIBLE}]")


def has_unseen(text: str) -> bool:
    """Whether something in a text does not print by itself: such a mark, or an accent on what takes none."""
    if not text.isprintable():
        return True
    return not text.isascii() and (
        bool(_UNSEEN.search(text)) or any(is_stray_mark(text, at) for at in range(len(text)))
    )


def is_stray_mark(text: str, at: int) -> bool:
    """Whether a combining mark stands on what takes none: a digit, a punctuation mark or another such."""
    return unicodedata.combining(text[at]) > 0 and not (at and text[at - 1].isalpha())
