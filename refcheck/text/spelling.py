"""Spelling: two folded words that differ and may still be the same word; words that lost the space between them."""

import re
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_AMERICAN = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("oul", "ol"),
    ("ys", "yz"),
    ("is", "iz"),
    ("tre", "ter"),
    ("bre", "ber"),
    ("vre", "ver"),
    ("ogue", "og"),
    ("ll", "l"),
    ("amme", "am"),
    ("ence", "ense"),
    ("dgement", "dgment"),
    ("geing", "ging"),
    ("sulph", "sulf"),
    ("scept", "skept"),
    ("plough", "plow"),
    ("artef", "artif"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("cheque", "check"),
    ("draught", "draft"),
    ("practic", "practis"),
    ("licens", "licenc"),
    ("minium", "minum"),
    ("wellery", "welry"),
)
"""British spellings with the American ones, replaced in this order: ``behaviour``, ``analyse``, ``randomised``, ``centre``,
``labelled``, ``fibre``, ``programme``, ``defence``, ``ageing``, ``sulphur``, ``plough``.

Source: the lists of British and American spellings of the Oxford and Merriam-Webster dictionaries.
"""

_PARTS = frozenset(
    [
        "part",
        "pt",
        "parts",
        "phase",
        "volume",
        "vol",
        "number",
        "no",
        "section",
        "chapter",
        "book",
        "teil",
        "tome",
        "tomo",
        "parte",
    ]
)
"""Words before the number of a part of a work: such a part is not a subtitle."""

_LETTERS = frozenset("vxlcdm")
"""Roman numerals that may also be a letter before a word: “X-ray”, “C-reactive”, “D-dimer”."""

_NUMERALS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(word: str) -> int | None:
    """Return the value of a lower-case Roman numeral (``xiv`` is 14), or ``None`` where the word is not one."""
    rest, total = word, 0
    for value, numeral in _NUMERALS:
        while rest.startswith(numeral):
            rest, total = rest[len(numeral) :], total + value
    return total if word and not rest and to_roman(total) == word else None


def is_number(word: str) -> bool:
    """Return whether a folded word is a number: digits, or a Roman numeral."""
    return word.isdecimal() or roman(word) is not None


def to_roman(number: int) -> str:
    """Return the lower-case Roman numeral of a number; ``""`` below 1 and above 3999."""
    parts = []
    rest = number if number < 4000 else 0
    for value, numeral in _NUMERALS:
        while rest >= value:
            parts.append(numeral)
            rest -= value
    return "".join(parts)


def same_word(one: str, other: str) -> bool:
    """Return whether two folded words are one word in British and American spelling, or one number in Roman and Arabic numerals."""
    if one == other:
        return True
    if one.isdecimal() != other.isdecimal():
        figures, letters = (one, other) if one.isdecimal() else (other, one)
        return len(figures) <= 4 and roman(letters) == int(figures)
    if len(one) == len(other) and one.count("ll") == other.count("ll") and one.find("ll") != other.find("ll"):
        return False  # “celullar” for “cellular”: a misplaced letter, not another spelling
    return len(one) > 3 < len(other) and to_american(one) == to_american(other)


def misspelt(one: str, other: str) -> bool:
    """Return whether two folded words are so alike that one may be a misspelling of the other; words with digits never are."""
    shorter = min(len(one), len(other))
    if shorter < 4 or not (one.isalpha() and other.isalpha()):
        return False
    limit = 1 if shorter < 8 else 2
    return OSA.distance(one, other, score_cutoff=limit) <= limit


@lru_cache(maxsize=8_192)  # titles use the same words over and over
def to_american(word: str) -> str:
    """Return the key that the British and the American spelling of a folded word have in common."""
    for british, american in _AMERICAN:
        word = word.replace(british, american)
    return word


def announces_part(word: str, following: str) -> bool:
    """Return whether a folded word only introduces the number of a part: the ``part`` of ``part iii``."""
    return word in _PARTS and is_number(following)


def is_part(tail: str) -> bool:
    """Return whether a folded text is the number of a part, or begins with one: ``part ii``, ``2 methods``."""
    first, _, rest = tail.partition(" ")
    if first in _LETTERS:
        return not rest
    if first == "no":
        return any(map(str.isdecimal, rest[:1]))  # “No. 3”, not “No Rivers”
    return first in _PARTS or is_number(first)


_WORD = deferred(r"\w+")
"""A word: ``rivers``, ``acrossPlains``."""


def parted_as(text: str, other: str) -> str:
    """Return a text with a space in each word that is two consecutive words of another text.

    Words lose the space where a tag between them was removed.

    >>> parted_as("Growth ofReeds in dunes", "The growth of reeds")
    'Growth of Reeds in dunes'
    >>> parted_as("Growth of mushrooms", "Too much mush rooms, and mushrooms")
    'Growth of mushrooms'
    """
    words = list(_WORD.finditer(other))
    whole = {fold(word[0]) for word in words}
    pairs = {
        fold(one[0] + two[0]): len(one[0])
        for one, two in pairwise(words)
        if other[one.end() : two.start()].isspace() and fold(one[0] + two[0]) not in whole
    }

    def parted(word: re.Match[str]) -> str:
        at = pairs.get(fold(word[0]), 0)
        return f"{word[0][:at]} {word[0][at:]}" if at else word[0]

    return _WORD.sub(parted, text) if pairs else text
