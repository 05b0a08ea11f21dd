"""Encodings of bytes that are not UTF-8, and signatures at the beginning of files that are read as bytes."""

import codecs
import re
import string
import unicodedata

from refcheck.text.deferred import deferred
from refcheck.text.mojibake import LATIN

OLD_OFFICE = "an old Office document"
"""A file with the signature of Office documents from before they were archives, which encrypted ones still have."""

RTF = "an RTF document"

RESAVED = (OLD_OFFICE, RTF)
"""Formats that word processors can open and save in another format that can be read."""

PDF, ZIP = b"%PDF-", b"PK\x03\x04"

SIGNATURES = {
    PDF: "a PDF",
    ZIP: "a ZIP archive (perhaps a DOCX or ODT document)",
    b"\xd0\xcf\x11\xe0": OLD_OFFICE,
    b"{\\rtf": RTF,
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "compressed",
}
"""The signatures of files that are not text, whatever their name."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

HEAD = 1_024
"""The count of first bytes that a PDF's signature is within. Source: PDF 1.7, appendix H.3, implementation note 13."""

_BEFORE = codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + string.whitespace.encode()
"""Bytes that may precede a signature."""


def is_marked(data: bytes) -> bool:
    """Return whether a file starts with a signature: only then do its bytes show how they are to be read.

    >>> is_marked(b"@article{holt2019,"), is_marked(b"\\xef\\xbb\\xbf <html>"), is_marked(b"PK\\x03\\x04")
    (False, True, True)
    """
    if data.startswith((*SIGNATURES, *_WIDE)) or PDF in data[:HEAD]:
        return True
    return data[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"<", b"")


def may_be_document(data: bytes) -> bool:
    """Return whether a reader of documents may accept a file: an archive, a PDF, or markup in any encoding.

    >>> may_be_document(b"PK\\x03\\x04"), may_be_document(b"\\x89PNG"), may_be_document(b"MZ\\x90\\x00")
    (True, False, False)
    """
    return PDF in data[:HEAD] or data.startswith(ZIP) or opening(data)[:1] == "<"


def opening(data: bytes) -> str:
    """Return the start of a file: its signature, or else its first characters, in any encoding.

    >>> opening(b"PK\\x03\\x04..."), opening(b"  <html>"), opening("\\ufeff<TEI>".encode("utf-16-be"))
    ('PK\\x03\\x04', '<html>', '<TEI>')
    """
    signed = (signature for signature in SIGNATURES if data.startswith(signature))
    head = next(signed, None) or _bare(data[:HEAD]) or _bare(data)[:HEAD]
    return head.decode("latin-1")


def _bare(data: bytes) -> bytes:
    return data.replace(b"\0", b"").lstrip(_BEFORE)


_FEWEST = 20
"""The fewest non-ASCII bytes from which an encoding is detected."""
_COHERENT = 0.4
"""The least coherence of the text (likeness to a language), as charset-normalizer measures it, from 0 to 1. Source: a judgement;
not fitted."""
_CHAOTIC = 0.05
"""The most chaos (unlikeness to any text), as charset-normalizer measures it, from 0 to 1. Source: a judgement; not fitted."""
_DENSE = 0.8
"""The share of non-ASCII bytes that are next to another if every letter is one; accented Latin letters are mostly isolated.
Source: a judgement; not fitted."""
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_EAST_ASIAN = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]+")
_AMID_WORDS = re.compile(r"[a-z][\u3041-\u30ff\u4e00-\u9fff]|[\u3041-\u30ff\u4e00-\u9fff][a-z]")
_KOREAN = deferred(r"[\u3131-\u318e\uac00-\ud7a3\u4e00-\u9fff]")
_LONE_KOREAN = deferred(r"[\u3131-\u318e]")
_ONE_SCRIPT = 0.9
"""The least share of the non-ASCII letters that are of one script. Source: a judgement; not fitted."""
_LOOKED_AT = 100_000
_SCRIPTS: tuple[str | tuple[str, ...], ...] = (
    *("CYRILLIC", "GREEK", "ARABIC", "HEBREW", "THAI"),
    *(("CJK", "HIRAGANA", "KATAKANA"), ("CJK", "HANGUL")),
)
"""The scripts of texts, by the first words of their letters' Unicode names; some scripts are used together."""


def detected_encoding(data: bytes) -> str | None:
    """Return the encoding of a script other than Latin in which the bytes read as a language and can be written back, or ``None``.

    Latin encodings differ in a few letters only, so that none is ever certain.
    """
    from charset_normalizer import from_bytes  # here, because few files need it

    beyond = sum(byte >= 0x80 for byte in data[:_LOOKED_AT])
    if beyond < _FEWEST:
        return None
    best = from_bytes(data[:_LOOKED_AT]).best()
    is_dense = sum(map(len, _RUN.findall(data[:_LOOKED_AT]))) >= _DENSE * beyond or (
        best is not None and _stands_apart(str(best))
    )
    if best is None or best.chaos > (_CHAOTIC if is_dense else 0) or (best.coherence < _COHERENT and not is_dense):
        return None
    encoding = "euc_jp" if _is_of_lone_letters(str(best)) else best.encoding
    try:
        text = data.decode(encoding)
        is_same = text.encode(encoding) == data
    except (UnicodeError, LookupError):
        return None
    return encoding if is_same and _is_of_one_script(text[:_LOOKED_AT]) else None


def _is_of_lone_letters(text: str) -> bool:
    """Return whether a Korean text is of letters outside syllables: they are the kana of a Japanese one in EUC."""
    return len(_LONE_KOREAN.findall(text)) > (1 - _ONE_SCRIPT) * len(_KOREAN.findall(text))


_WITHIN = deferred(r"(?<=[a-z])[^\x00-\x7f\u2010-\u2019\xa0\xad·](?=[a-z])")
"""A character within a word; there may be a dash or an apostrophe, and a middle dot is between two letters in Catalan."""
_BEFORE_WORD = deferred(r"(?<![^\W_])[^\x00-\x7f](?=[a-zà-ÿ]{2})")
_SIGNS = ("Sc", "Sm", "So", "No", "Cc")
"""The Unicode categories of signs that begin no word: ``©``, ``¹``, ``£``."""
_STRANGE = 2
"""The fewest impossible words that show that a text is in another encoding. Source: a judgement; not fitted."""

_MISPRINTED = 0.1
"""The share of them that may be so in print. Source: a judgement; not fitted."""


def likely_latin(data: bytes) -> str | None:
    """Return the encoding of Latin letters that alone makes words of a text; ``None`` if none does, or Windows-1252 may be right.

    It is not certain, as such encodings share most letters. Source: of 2,900 registered works in Windows-1252, alone and in lists
    of up to 60, none was taken for another; of lists of 20 in a Macintosh's encoding five in six were told, and none wrongly.

    >>> likely_latin("Schüler lernen, Frédéric".encode("mac_roman")), likely_latin("Frédéric".encode("cp1252"))
    ('mac_roman', None)
    """
    strange = _impossible_words(data.decode("cp1252", "replace"))
    if strange < _STRANGE:
        return None
    texts = {text: each for each in reversed(LATIN) if (text := _decoded(data, each))}
    left = {text: _impossible_words(text) for text in texts}
    fewest = [text for text, count in left.items() if count == min(left.values()) and count <= _MISPRINTED * strange]
    return texts[fewest[0]] if len(fewest) == 1 else None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _impossible_words(text: str) -> int:
    """Return how many words have a capital, a sign or a letter of another script within, or begin with a sign."""
    within = (unicodedata.name(each, "") for each in _WITHIN.findall(text))
    before = map(unicodedata.category, _BEFORE_WORD.findall(text))
    return sum(not each.startswith("LATIN SMALL") for each in within) + sum(each in _SIGNS for each in before)


def _stands_apart(text: str) -> bool:
    """Return whether Chinese or Japanese characters are consecutive; within Latin words they are misread accented letters."""
    count = sum(map(len, _EAST_ASIAN.findall(text)))
    return count > 0 and len(_AMID_WORDS.findall(text)) < (1 - _DENSE) * count


def _is_of_one_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha() and not character.isascii()]
    named = [unicodedata.name(letter, "").split(" ")[0] for letter in letters]
    return any(sum(name.startswith(script) for name in named) >= _ONE_SCRIPT * len(letters) for script in _SCRIPTS)
