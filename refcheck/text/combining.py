"""Marks that combine with the letter before them: accents, and the vowel signs of Indic scripts, which are part of a word."""

import unicodedata
from collections.abc import Iterable, Iterator

_WITH_MARKS = (
    range(0x0300, 0x1E00),
    range(0x20D0, 0x2100),
    range(0x3099, 0x309B),
    range(0xA660, 0xAC00),
    range(0xFB1E, 0xFB1F),
)
"""Ranges in which Unicode has combining marks of living scripts. Source: its property ``General_Category``; variation selectors,
which choose a glyph, are left out."""


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield ascending code points as the ranges of a character class."""
    first = last = -1
    for code in (*codes, -1):
        if code != last + 1 or first < 0:
            if first >= 0:
                yield f"{chr(first)}-{chr(last)}"
            first = code
        last = code


COMBINING = "".join(
    _ranges(code for block in _WITH_MARKS for code in block if unicodedata.category(chr(code))[0] == "M")
)
"""Vowel signs, accents and other marks that are part of the letter before them, for a character class: the last one of "सभा"."""


def is_of_word(character: str) -> bool:
    """Return whether a character is a letter, a digit, or a mark that combines with the letter before it.

    >>> [is_of_word(each) for each in "aा."], "ा".isalnum()
    ([True, True, False], False)
    """
    return character.isalnum() or unicodedata.category(character)[0] == "M"


ACCENTS = dict(
    zip(
        "`´ˆ^˜~¯ˉ˘˙¨˚˝ˇ¸˛",
        "\u0300\u0301\u0302\u0302\u0303\u0303\u0304\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328",
        strict=True,
    )
)
"""Spacing accent → the combining character of the same accent."""

DOTLESS = {"\u0131": "i", "\u0237": "j"}
"""The letters that carry an accent in place of their dot: "ı", "ȷ"."""
