"""Text that was written in one encoding and read in another: "MÃ¼ller" for "Müller", "â€“" for a dash.

ftfy detects and repairs what is certainly mojibake; text that may be intended stays.
"""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_POSSIBLE = re.compile(r"([\u0080-\u024f\u02c6\u0413\u0420\u0421\u0432\u201a\u221a])(?!\1)[^\x00-\x7f]|Ã ")
"""Where mojibake is possible: a character that the first byte of a UTF-8 sequence becomes when it is read in a Latin, Cyrillic or
Macintosh encoding, followed by a different non-ASCII character, as the later bytes differ from the first, or by the space that is
left of a no-break space: "Ã¼", "â€“", "Ð¿", "√©", "Ã "; not two no-break spaces."""

_UNCHANGED = re.compile(r"([!-~]+)")
"""A run of ASCII characters, which no wrong encoding changes: "Garc", "2019)."."""


def is_possible(text: str) -> bool:
    """Return whether a text may have mojibake: a cheap test that needs no library."""
    return not text.isascii() and _POSSIBLE.search(text) is not None


def mended(text: str) -> str:
    """Return the text with its mojibake repaired; the text unchanged where none is certain.

    >>> mended("MÃ¼ller, â€œOn listsâ€\\x9d, 2001â€“2004")
    'Müller, “On lists”, 2001–2004'
    >>> mended("São Paulo")
    'São Paulo'
    """
    if not is_possible(text):
        return text
    from ftfy import fix_encoding  # imported here, as most texts do not need it
    from ftfy.badness import is_bad

    return fix_encoding(text) if is_bad(text) else text


def edits(text: str) -> Iterator[Edit]:
    """Yield, in order, the edits that repair a text's mojibake; none where their positions are not certain."""
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
