"""Classes of characters, and characters that look alike: dashes, and letters of other scripts.

The latter come from keyboards with two scripts, optical character recognition and old encodings: the Cyrillic ``с`` of
``сell``, the Greek ``Κ`` of ``Κita``. They are recognised by the letters around them, as a word is written in one script.

Source: Unicode Technical Standard 39, ``confusables.txt``, as far as the letters are the same in print.
"""

import re

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7\u1806\u2e3a\u2e3b\ufe58\ufe63\uff0d"
"""Hyphens and dashes other than the hyphen-minus, for a character class. Source: Unicode's property ``Dash``, and the minus sign
and hyphen bullet, which look the same in print."""

HYPHENS = dict.fromkeys(map(ord, DASHES), "-")
"""Table for ``str.translate``: every dash becomes a hyphen-minus."""

LOST = "\ufffd"
"""The replacement character of Unicode, for a character that was lost or is unknown."""

LETTERS = re.compile(r"[^\W\d_]+")
"""A run of letters of any script: "Smith", "史料"."""

BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
"""A character outside ASCII: ``é``, ``–``."""

QUOTES = frozenset("“”„«»‘’\"'")
"""Quotation marks of Latin, Greek and Cyrillic print."""

_CYRILLIC = dict(zip("АВЕКМНОРСТУХІЈЅҮаеорсухіјѕһԁԛԝ", "ABEKMHOPCTYXIJSYaeopcyxijshdqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LATIN = {**_CYRILLIC, **_GREEK}
"""Cyrillic or Greek letter → the Latin one that looks the same."""

_TO_LATIN = str.maketrans(LATIN)
_TO_CYRILLIC = str.maketrans({latin: letter for letter, latin in _CYRILLIC.items() if letter != "Ү"})

_MIXED = re.compile(r"(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[Ͱ-ӿԀ-ԯ])[^\W\d_]{3,}")
"""A word of three letters or more that mixes Latin with Greek or Cyrillic letters: ``сell``, ``Κita``."""

_FOREIGN = re.compile(r"[Ͱ-ӿԀ-ԯ]")
"""A Greek or Cyrillic letter."""

_LATIN = re.compile(r"[A-Za-z]")
"""A plain Latin letter."""


def in_one_script(text: str) -> str:
    """Return the text with each mixed word in the script of most of its letters, if its other letters have look-alikes there.

    >>> in_one_script("Сell and Κita"), in_one_script("αB-crystallin, 5 μm, ΔHf"), in_one_script("Журнaл")
    ('Cell and Kita', 'αB-crystallin, 5 μm, ΔHf', 'Журнал')
    """
    return text if text.isascii() else _MIXED.sub(_in_its_script, text)


def look_alike(word: str) -> str:
    """Return a word without Latin letters, each replaced by the Latin one that looks the same, if any; other words are unchanged.

    >>> look_alike("\u0421\u041210"), look_alike("\u0421ell")
    ('CB10', 'Сell')
    """
    return word if _LATIN.search(word) else word.translate(_TO_LATIN)


def _in_its_script(word: re.Match[str]) -> str:
    foreign, latin = _FOREIGN.findall(word[0]), _LATIN.findall(word[0])
    if len(foreign) <= len(latin):
        return word[0].translate(_TO_LATIN) if all(letter in LATIN for letter in foreign) else word[0]
    is_cyrillic = min(foreign) >= "Ѐ" and all(ord(letter) in _TO_CYRILLIC for letter in latin)
    return word[0].translate(_TO_CYRILLIC) if is_cyrillic else word[0]
