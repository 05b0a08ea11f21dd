"""Text that was written in one encoding and read in another: "MÃ¼ller" for "Müller", "â€“" for a dash.

What is surely of this kind is told and mended by ftfy; what might be meant stays.
"""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_POSSIBLE = re.compile(r"([\u0080-\u024f\u02c6\u0413\u0420\u0421\u0432\u201a\u221a])(?!\1)[^\x00-\x7f]|Ã ")
"""Where mojibake can be at all: a sign that the first byte of a character becomes when UTF-8 is read as a Latin,
Cyrillic or Macintosh encoding, and another sign beyond ASCII, since the bytes behind the first are others, or what a lost
no-break space leaves, behind it: "Ã¼", "â€“", "Ð¿", "√©", "Ã "; not two no-break spaces."""

_UNCHANGED = re.compile(r"([!-~]+)")
"""What no wrong encoding changes: "Garc", "2019)."."""


def is_possible(text: str) -> bool:
    """Return whether anything in a text may be of this kind: a look that costs little, and needs no library."""
    return not text.isascii() and _POSSIBLE.search(text) is not None


def mended(text: str) -> str:
    """Return the text with what was read in a wrong encoding put right; the text itself where nothing surely is.

    >>> mended("MÃ¼ller, â€œOn listsâ€\\x9d, 2001â€“2004")
    'Müller, “On lists”, 2001–2004'
    >>> mended("São Paulo")
    'São Paulo'
    """
    if not is_possible(text):
        return text
    from ftfy import fix_encoding  # here, because most texts need none of it
    from ftfy.badness import is_bad

    return fix_encoding(text) if is_bad(text) else text


def edits(text: str) -> Iterator[Edit]:
    """Yield where a text is to be mended, and what belongs there, in order; nothing where the places cannot be told for sure."""
    whole = mended(text)
    if whole == text:
        return
    before, after = _UNCHANGED.split(text), _UNCHANGED.split(whole)
    if before[1::2] != after[1::2]:
        return
    start = 0
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        if not place % 2 and old != new:
            yield start, start + len(old), new
        start += len(old)
