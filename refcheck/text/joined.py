"""Words that lost the blank between them, as where a tag stood that was taken out."""

import re
from itertools import pairwise

from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_WORD = deferred(r"\w+")
"""A word: ``rivers``, ``acrossPlains``."""


def parted_as(text: str, other: str) -> str:
    """Return a text with a blank in each word that is two words of another text, one behind the other.

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
