"""Which encoding bytes are in that are no UTF-8, where that is sure."""

import unicodedata

from charset_normalizer import from_bytes

_FEWEST = 40
"""So many bytes beyond ASCII must speak for an encoding."""
_COHERENT = 0.4
"""How much like a language the text must read, as charset-normalizer measures it, from 0 to 1. Source: set by hand."""
_ONE_SCRIPT = 0.9
"""This share of the letters beyond ASCII must be of one script. Source: set by hand."""
_LOOKED_AT = 100_000
_SCRIPTS = ("CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI")


def sure_encoding(data: bytes) -> str | None:
    """The name of an encoding of another script than Latin in which the bytes read as a language, and can be written again.

    Latin encodings differ by a few letters, so that none is ever sure.
    """
    if sum(byte >= 0x80 for byte in data[:_LOOKED_AT]) < _FEWEST:
        return None
    best = from_bytes(data[:_LOOKED_AT]).best()
    if best is None or best.chaos > 0 or best.coherence < _COHERENT:
        return None
    try:
        text = data.decode(best.encoding)
        is_same = text.encode(best.encoding) == data
    except (UnicodeError, LookupError):
        return None
    return best.encoding if is_same and _is_of_one_script(text[:_LOOKED_AT]) else None


def _is_of_one_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha() and not character.isascii()]
    named = [unicodedata.name(letter, "").split(" ")[0] for letter in letters]
    return any(sum(name.startswith(script) for name in named) >= _ONE_SCRIPT * len(letters) for script in _SCRIPTS)
