"""Which encoding bytes are in that are no UTF-8, where that is sure."""

import re
import unicodedata

from charset_normalizer import from_bytes

_FEWEST = 20
"""So many bytes beyond ASCII must speak for an encoding."""
_COHERENT = 0.4
"""How much like a language the text must read, as charset-normalizer measures it, from 0 to 1. Source: set by hand."""
_CHAOTIC = 0.05
"""How much unlike a text it may be, as charset-normalizer measures it, from 0 to 1. Source: set by hand."""
_DENSE = 0.8
"""This share of the bytes beyond ASCII stands beside another where every letter is one of them; Latin letters with marks mostly
stand alone. Source: set by hand."""
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_SIGNS = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]+")
_AMID_WORDS = re.compile(r"[a-z][\u3041-\u30ff\u4e00-\u9fff]|[\u3041-\u30ff\u4e00-\u9fff][a-z]")
_ONE_SCRIPT = 0.9
"""This share of the letters beyond ASCII must be of one script. Source: set by hand."""
_LOOKED_AT = 100_000
_SCRIPTS: tuple[str | tuple[str, ...], ...] = (
    *("CYRILLIC", "GREEK", "ARABIC", "HEBREW", "THAI"),
    *(("CJK", "HIRAGANA", "KATAKANA"), ("CJK", "HANGUL")),
)
"""The scripts that a text is in, by the first words of the names of their letters (Unicode); some are written together."""


def sure_encoding(data: bytes) -> str | None:
    """The name of an encoding of another script than Latin in which the bytes read as a language, and can be written again.

    Latin encodings differ by a few letters, so that none is ever sure.
    """
    beyond = sum(byte >= 0x80 for byte in data[:_LOOKED_AT])
    if beyond < _FEWEST:
        return None
    best = from_bytes(data[:_LOOKED_AT]).best()
    is_dense = sum(map(len, _RUN.findall(data[:_LOOKED_AT]))) >= _DENSE * beyond or (
        best is not None and _stands_apart(str(best))
    )
    if best is None or best.chaos > (_CHAOTIC if is_dense else 0) or (best.coherence < _COHERENT and not is_dense):
        return None
    try:
        text = data.decode(best.encoding)
        is_same = text.encode(best.encoding) == data
    except (UnicodeError, LookupError):
        return None
    return best.encoding if is_same and _is_of_one_script(text[:_LOOKED_AT]) else None


def _stands_apart(text: str) -> bool:
    """Whether Chinese or Japanese signs stand beside others of them; amid Latin words they are misread letters with marks."""
    signs = sum(map(len, _SIGNS.findall(text)))
    return signs > 0 and len(_AMID_WORDS.findall(text)) < (1 - _DENSE) * signs


def _is_of_one_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha() and not character.isascii()]
    named = [unicodedata.name(letter, "").split(" ")[0] for letter in letters]
    return any(sum(name.startswith(script) for name in named) >= _ONE_SCRIPT * len(letters) for script in _SCRIPTS)
