"""Names of people replaced by made ones of the same shape, so that what was misspelt is so still.

Within a case each letter stands for the same other letter, a vowel for a vowel; a given name keeps its first letter, by which it
is cited. Which letter stands for which is drawn anew for each case.
"""

import random
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from refcheck.model import Name

_VOWELS = frozenset("aeiouyаеёиоуыэюяαεηιουωا")
_WORD = re.compile(r"[^\W\d_]+")
"""A word of a name: ``Woo``, ``Guéhéneuc``."""

_SHORTEST = 2
"""A single letter is an initial, and stays."""


class Pseudonyms:
    """The made names of one case."""

    def __init__(self, names: Iterable[Name], rng: random.Random | None = None) -> None:
        """The names are those of everybody in the case; ``rng`` draws the letters."""
        families, givens = set[str](), set[str]()
        for name in names:
            families |= _words(name.family, name.literal)
            givens |= _words(name.given)
        letters = _letters(families | givens)
        self._other = _drawn(letters, rng or random.SystemRandom())
        self._made = {word: word[0] + self._new(word[1:]) for word in givens}
        self._made |= {word: self._new(word) for word in families}

    def text(self, text: str) -> str:
        """A text with every word of a name replaced, in whatever case it stands."""
        return _WORD.sub(lambda found: self._word(found[0]), text)

    def data(self, data: Any) -> Any:
        """The same for everything in JSON-ready data."""
        if isinstance(data, dict):
            return {key: self.data(value) for key, value in data.items()}
        if isinstance(data, list):
            return list(map(self.data, data))
        return self.text(data) if isinstance(data, str) else data

    def _word(self, word: str) -> str:
        made = self._made.get(word.casefold())
        if made is None:
            return word
        if word.isupper():
            return made.upper()
        return made[:1].upper() + made[1:] if word[0].isupper() else made

    def _new(self, word: str) -> str:
        """Each letter's other one, with the marks that it bears."""
        decomposed = unicodedata.normalize("NFD", word)
        return unicodedata.normalize("NFC", "".join(self._other.get(each, each) for each in decomposed))


def _words(*names: str | None) -> set[str]:
    found = (word.casefold() for name in names if name for word in _WORD.findall(name))
    return {word for word in found if len(word) >= _SHORTEST}


def _letters(words: Iterable[str]) -> list[str]:
    """The letters of words without their marks; those of the Latin alphabet are all among them."""
    found = {each for word in words for each in unicodedata.normalize("NFD", word) if each.isalpha()}
    return sorted(found | set("abcdefghijklmnopqrstuvwxyz"))


def _drawn(letters: list[str], rng: random.Random) -> dict[str, str]:
    """For each letter another of its script and kind."""
    kinds: dict[tuple[str, bool], list[str]] = {}
    for letter in letters:
        kinds.setdefault((unicodedata.name(letter, "").split(" ")[0], letter in _VOWELS), []).append(letter)
    drawn: dict[str, str] = {}
    for group in kinds.values():
        rng.shuffle(group)
        drawn |= dict(zip(group, [*group[1:], group[0]], strict=True))
    return drawn
