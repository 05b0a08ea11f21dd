"""Scripts of texts, so that texts in different scripts are not compared."""

import unicodedata
from bisect import bisect_right
from collections import Counter

_BLOCKS = (
    (0x0041, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, "other"),
    (0x0900, "devanagari"),
    (0x0980, "other"),
    (0x0E00, "thai"),
    (0x0E80, "other"),
    (0x10A0, "georgian"),
    (0x1100, "hangul"),
    (0x1200, "other"),
    (0x1C80, "cyrillic"),
    (0x1C90, "georgian"),
    (0x1CC0, "other"),
    (0x1D00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "other"),
    (0x2C60, "latin"),
    (0x2C80, "other"),
    (0x2DE0, "cyrillic"),
    (0x2E00, "other"),
    (0x2E80, "han"),
    (0x3130, "hangul"),
    (0x3190, "han"),
    (0xA640, "cyrillic"),
    (0xA6A0, "other"),
    (0xA720, "latin"),
    (0xA800, "other"),
    (0xA960, "hangul"),
    (0xA980, "other"),
    (0xAB30, "latin"),
    (0xAB70, "other"),
    (0xAC00, "hangul"),
    (0xD800, "other"),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB1D, "hebrew"),
    (0xFB50, "arabic"),
    (0xFE00, "other"),
    (0xFE70, "arabic"),
    (0xFF00, "other"),
    (0xFF21, "latin"),
    (0xFF66, "han"),
    (0xFFA0, "hangul"),
    (0xFFF0, "other"),
    (0x20000, "han"),
    (0x32000, "other"),
)
"""Where the blocks of a script begin (Unicode 15 block names). ``han`` stands for Chinese and Japanese writing, kana included."""

EAST_ASIAN = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Kana, Han characters and Hangul, as a character class."""

UNPARTED = ("han", "hangul")
"""Scripts in which a family name may be one character and is written before the given name without a space."""

_STARTS = [start for start, _ in _BLOCKS]


def is_right_to_left(character: str) -> bool:
    """Return whether a letter is written from right to left. Source: Unicode's bidirectional classes R and AL."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def script_of(text: str) -> str | None:
    """Return the script of most of a text's letters, or ``None`` where it has no letter."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else None
    counts = Counter(_BLOCKS[bisect_right(_STARTS, ord(c)) - 1][1] for c in text if c.isalpha())
    return counts.most_common(1)[0][0] if counts else None


def comparable(one: str, other: str) -> bool:
    """Return whether two texts can be compared letter by letter: both of one script, or one without letters."""
    scripts = script_of(one), script_of(other)
    return None in scripts or scripts[0] == scripts[1]


def runs(text: str) -> list[str]:
    """Return the two parts of a text that changes script exactly once; an empty list for any other text.

    Titles are registered in this form: in their own script, followed by English. Each part has two words or more.
    """
    if text.isascii():
        return []
    parts: list[list[str]] = []
    scripts: list[str | None] = []
    for word in text.split():
        script = script_of(word)
        if script not in (None, *scripts[-1:]):
            scripts.append(script)
            parts.append([])
        if parts:
            parts[-1].append(word)
    return [" ".join(part) for part in parts] if len(parts) == 2 and all(len(part) > 1 for part in parts) else []
