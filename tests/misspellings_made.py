"""Labels of printed references, and the ways to misspell them by one step."""

import random
import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from refcheck.lexicon import Term, respelt, words

LABELS = (Term.AVAILABLE, Term.ACCESSED, Term.OTHERS_WORD, Term.PUBLISHED, Term.LICENSED)

_WORD = re.compile(r"[^\W\d_]{5,}")
_IN = re.compile(r"[(\[]\s?in $", re.IGNORECASE)


def labels(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each label of five letters and more stands in a reference, and its right spelling in the case of the printed one."""
    for found in _WORD.finditer(text):
        named = _IN.search(text, max(found.start() - 5, 0), found.start())
        right = respelt(found[0], Term.LANGUAGE) if named else respelt(found[0], *LABELS)
        if right and (named or _is_label(text, found.start(), right)):
            yield found.start(), found.end(), right.capitalize() if found[0][0].isupper() else right


def _is_label(text: str, start: int, right: str) -> bool:
    """Whether a word that titles hold too is a label here: it begins a sentence, or stands behind "under" or "exclusive"."""
    if right not in words(Term.PUBLISHED) and right not in ("under", "exclusive", "license"):
        return True
    return text[start].isupper() or "exclusive" in text


def misspelt(word: str, way: int, place: int, letter: str) -> str:
    """A word with one letter inserted (way 0), dropped (1), swapped with the next (2) or replaced (3)."""
    at = place % (len(word) + (way == 0) - (way == 2))
    if way == 0:
        return word[:at] + letter + word[at:]
    if way == 1:
        return word[:at] + word[at + 1 :]
    if way == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + letter + word[at + 1 :]


def all_misspelt(text: str, chance: random.Random) -> str:
    """A reference with every label misspelt by one step of chance."""
    for start, end, right in reversed(list(labels(text))):
        wrong = misspelt(right, chance.randrange(4), chance.randrange(len(right)), chance.choice(ascii_lowercase))
        text = text[:start] + wrong + text[end:]
    return text


def spelt_right(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    """A reference with the labels that are misspelt in print spelt right."""
    for start, end, right in reversed(places):
        text = text[:start] + right + text[end:]
    return text
