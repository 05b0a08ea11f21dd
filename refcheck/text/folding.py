"""The folding of text for comparison: texts that differ only in how they are written have the same key.

``fold`` returns a key of words separated by single spaces. Two texts with equal, non-empty keys are variants of each other.
An empty key means that there is nothing to compare: it counts neither as equal to another key nor as different from it.

Sources: Unicode Standard Annex 15 (normal forms); Unicode names for letters that have no decomposition; the Persian
national standard ISIRI 6219 for the Persian forms of Arabic letters.
"""

import re
import unicodedata
from functools import lru_cache

from refcheck.text.characters import BEYOND_ASCII, in_one_script
from refcheck.text.markup import unmarked

LONGEST = 1000
"""How many characters of a title or a name are compared; the rest is ignored, as no real title or name is that long."""

_DROPPED = str.maketrans("", "", "™®©℠¨´¸¯˘˙˚˛˜˝ˆˇ")
"""Symbols that a normal form would turn into letters or spaces, and spacing accents (``L¨ammer``)."""

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(map(ord, "'`"))

_APOSTROPHES = frozenset("’‘‛ʼʻʹʾʿ′´ˊ")

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e",
    "ɑ": "α", "ɛ": "ε", "ɣ": "γ", "ɩ": "ι", "ꞵ": "β",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ء": "", "ـ": "",
}  # fmt: skip

_GREEK_NAMES = """αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta ιiota κkappa λlambda μmu νnu ξxi οomicron πpi ρrho σsigma
τtau υupsilon φphi χchi ψpsi ωomega"""
_GREEK = {entry[0]: entry[1:] for entry in _GREEK_NAMES.split()}
GREEK = frozenset(_GREEK.values())
"""The names of Greek letters, which replace lone Greek letters in folded texts."""

_LONE_SHARP_S = re.compile(r"(?<![^\W\d_])ß(?![^\W\d_])")
"""A sharp s in place of a beta, recognised as it touches no other letter: ``TGF-ß1``, ``ß-catenin``."""

_LONE_GREEK = re.compile(r"(?<![Ͱ-Ͽ])[α-ω](?![Ͱ-Ͽ])")
"""A Greek letter that is not part of a Greek word: the ``β`` of ``TGF-β1`` and of ``β-catenin``, but no letter of ``λόγος``."""

_AND = dict.fromkeys(("und", "et", "y", "و"), "and")

_FOLDED_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
)
"""Combining marks that are often omitted: of Latin, Greek, Cyrillic, Hebrew, Arabic. Those of Indic scripts are vowels."""


@lru_cache(maxsize=8_192)
def fold(text: str) -> str:
    """Return the key of a text: folded words, separated by single spaces; ``""`` where the text has no letter and no digit.

    Case, markup, entities, diacritics, ligatures, quotes, dashes and other punctuation are removed; ``&`` and the "and" of
    German, French, Spanish and Persian become ``and``; a lone Greek letter becomes its name; Arabic forms of letters become
    the Persian ones; digits of every script become ASCII digits.
    """
    words = fold_name(text).split()
    return " ".join(words if _AND.keys().isdisjoint(words) else [_AND.get(word, word) for word in words])


@lru_cache(maxsize=4_096)
def fold_name(text: str) -> str:
    """Return the key of a name: as ``fold`` does, but keep words for "and", as ``Y.`` may be an initial and ``Et`` a name."""
    text = unmarked(text)
    if not text.isascii():
        text = _LONE_SHARP_S.sub("β", text) if "ß" in text else text
        text = unicodedata.normalize("NFKD", in_one_script(text).translate(_DROPPED))
        text = BEYOND_ASCII.sub(_fold_character, text.casefold())
        text = _LONE_GREEK.sub(lambda letter: _GREEK.get(letter[0], letter[0]), text)
    return " ".join(text.replace("&", " and ").lower().translate(_ASCII).split())


def words(text: str) -> frozenset[str]:
    """Return the words of a text, unchanged; for word lists."""
    return frozenset(text.split())


def squeeze(key: str) -> str:
    """Return a key without its spaces: what ``low-dose``, ``low dose`` and ``lowdose`` have in common."""
    return key.replace(" ", "")


def alphanumerics(text: str) -> str:
    """Return the letters and digits of a text, case-folded, in order to find a title within a line.

    >>> alphanumerics("Tides: a survey, 2nd ed.")
    'tidesasurvey2nded'
    """
    return "".join(filter(str.isalnum, text.casefold()))


def strip_article(key: str) -> str:
    """Return a key without a leading English article."""
    for article in ("the ", "a ", "an "):
        if key.startswith(article):
            return key[len(article) :]
    return key


def _fold_character(found: re.Match[str]) -> str:
    character = found[0]
    if (letter := _LETTERS.get(character)) is not None:
        return letter
    if character in _APOSTROPHES:
        return ""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "LN":
        return character
    if category[0] == "M":
        code = ord(character)
        return "" if any(first <= code <= last for first, last in _FOLDED_MARKS) else character
    return "" if category in ("Cf", "Sk") else " "
