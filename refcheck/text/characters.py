"""Characters: dashes, look-alikes of other scripts, text that is safe to show, and changes of a text with their places.

Keyboards with two scripts, optical character recognition and old encodings bring them: the Cyrillic ``с`` of ``сell``, the Greek
``Κ`` of ``Κita``. They are told by the letters around them: a word is written in one script.

Source: Unicode Technical Standard 39, ``confusables.txt``, as far as the letters are the same in print.
"""

import re
import unicodedata

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7\u1806\u2e3a\u2e3b\ufe58\ufe63\uff0d"
"""Hyphens and dashes that are no hyphen-minus, for a character class. Source: Unicode's property ``Dash``, and the minus sign and
hyphen bullet, which print alike."""


_CYRILLIC = dict(zip("АВЕКМНОРСТУХІЈЅҮаеорсухіјѕһԁԛԝ", "ABEKMHOPCTYXIJSYaeopcyxijshdqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LATIN = {**_CYRILLIC, **_GREEK}
"""Cyrillic or Greek letter → the Latin one that looks the same."""

_TO_LATIN = str.maketrans(LATIN)
_TO_CYRILLIC = str.maketrans({latin: letter for letter, latin in _CYRILLIC.items() if letter != "Ү"})

_MIXED = re.compile(r"(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[Ͱ-ӿԀ-ԯ])[^\W\d_]{3,}")
"""A word of three letters or more with Latin ones and Greek or Cyrillic ones in it: ``сell``, ``Κita``."""

_FOREIGN = re.compile(r"[Ͱ-ӿԀ-ԯ]")
"""A Greek or Cyrillic letter."""

_LATIN = re.compile(r"[A-Za-z]")
"""A plain Latin letter."""


def in_one_script(text: str) -> str:
    """The text with each word in the script of most of its letters, where the others have a letter there that looks the same.

    >>> in_one_script("Сell and Κita"), in_one_script("αB-crystallin, 5 μm, ΔHf"), in_one_script("Журнaл")
    ('Cell and Kita', 'αB-crystallin, 5 μm, ΔHf', 'Журнал')
    """
    return text if text.isascii() else _MIXED.sub(_in_its_script, text)


def _in_its_script(word: re.Match[str]) -> str:
    foreign, latin = _FOREIGN.findall(word[0]), _LATIN.findall(word[0])
    if len(foreign) <= len(latin):
        return word[0].translate(_TO_LATIN) if all(letter in LATIN for letter in foreign) else word[0]
    is_cyrillic = min(foreign) >= "Ѐ" and all(ord(letter) in _TO_CYRILLIC for letter in latin)
    return word[0].translate(_TO_CYRILLIC) if is_cyrillic else word[0]


_JOINERS = "\u200c\u200d"
"""Zero-width joiners are letters' business in Persian and Indic scripts: they are shown as they are."""

_CUT = "…"


_ISOLATE, _POP = "\u2068", "\u2069"
"""Around a value in text from right to left: its letters decide which way it runs, and reorder nothing outside. Source: UAX #9."""


class Isolated(str):
    """Text whose isolates are the program's own, and are kept: what strangers wrote in it was made visible before."""


def reread(text: str) -> str:
    """Return a text that the program wrote and that was read back: its isolates are kept where it has some."""
    return Isolated(text) if _ISOLATE in text else text


def isolate(text: str) -> Isolated:
    """Return a stranger's value, made visible, between isolates."""
    return Isolated(f"{_ISOLATE}{visible(text)}{_POP}" if text else "")


def visible(text: str) -> str:
    """Return the text on one line, with control, bidi and invisible characters and what is no character written out: ``‹U+200B›``.

    A reference is a stranger's text: shown raw, it could move the cursor or reverse the line. What is left can stand in UTF-8
    and in XML.
    """
    if text.isprintable():
        return text
    kept = _JOINERS + _ISOLATE + _POP if isinstance(text, Isolated) else _JOINERS
    return "".join(_visible(character, kept) for character in text)


def _visible(character: str, kept: str) -> str:
    if character.isspace():
        return " "
    if character in kept or not (_is_hidden(character) or _is_no_character(character)):
        return character
    return f"‹U+{ord(character):04X}›"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _is_no_character(character: str) -> bool:
    """Unicode's noncharacters: U+FDD0 to U+FDEF, and the last two of every plane."""
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


def brief(text: str, length: int) -> str:
    """Return the text made visible, cut to ``length`` characters with an ellipsis."""
    if isinstance(text, Isolated):
        return _closed(visible(text), length)
    shown = visible(text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 1] + _CUT


def _closed(shown: str, length: int) -> str:
    """Return the text cut, with the isolates closed that were open where it is cut."""
    cut = shown if len(shown) <= length else shown[: length - 1] + _CUT
    return Isolated(cut + _POP * (cut.count(_ISOLATE) - cut.count(_POP)))


Edit = tuple[int, int, str]
"""What stands from where to where, in code points, and what replaces it."""
