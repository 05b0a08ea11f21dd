"""Text that was written in one encoding and read in another: "MÃ¼ller" for "Müller", "â€“" for a dash.

ftfy detects and repairs what is certainly mojibake; text that may be intended stays.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from refcheck.text.deferred import deferred
from refcheck.text.edits import Edit
from refcheck.text.recoding import WINDOWS

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


_BYTES = {character: bytes([byte]) for byte, character in WINDOWS.items()}

LATIN = ("mac_roman", "cp1250", "iso8859_2", "mac_latin2", "cp850", "cp852")
"""Encodings of Latin letters in which files without a mark still are."""

_LEGACY = (*LATIN, "cp1254", "cp1257", "cp1251", "koi8_r", "cp1253", "gb18030", "cp932", "cp949", "big5")
"""Encodings of files that are read as Windows-1252 where nothing shows in which they are."""

_CAPITAL_WITHIN = deferred("[a-zß-öø-ÿ][À-ÖØ-Þ]")
"""A sign that a reading is wrong: ``GaÎl``."""

_OF_WORDS = ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Pd", "Pi", "Pf")
"""The Unicode categories of letters, accents, dashes and quotation marks; ``K‰mpfer`` is a wrong reading."""

_EAST_ASIAN = "\u3000"
"""The first of the characters among which are the punctuation marks of Chinese and Japanese."""


@lru_cache(maxsize=4_096)
def readings(text: str) -> tuple[str, ...]:
    """Return what a text may be whose bytes were read as Windows-1252, and in part perhaps as UTF-8 by chance.

    >>> "Núñez" in readings("Nœ–ez"), "Kovářová" in readings("Kováøová"), readings("Gail"), readings("河")
    (True, True, (), ())
    """
    if _BYTES.keys().isdisjoint(text):
        return ()
    data = b"".join(_BYTES.get(each) or each.encode("utf-8", "replace") for each in text)
    found: dict[str, None] = {}
    for encoding in _LEGACY:
        try:
            found[data.decode(encoding)] = None
        except UnicodeDecodeError:
            continue
    return tuple(each for each in found if each != text and _may_be_meant(each))


def _may_be_meant(text: str) -> bool:
    strange = (each for each in text if not each.isascii() and each < _EAST_ASIAN)
    return all(unicodedata.category(each) in _OF_WORDS for each in strange) and not _CAPITAL_WITHIN.search(text)
