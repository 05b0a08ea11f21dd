"""Whether two titles are in two languages, as far as their small words tell."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from refcheck.lexicon.language import ENGLISH, languages_of, without_shared

_FEWEST = 4
"""A title of fewer words may have no small word in any language."""

_TYPOGRAPHY = dict.fromkeys(map(ord, "‘’“”–—‐‑…•·®™°×±≤≥αβγδμµ"))
"""Signs beyond ASCII that English titles have."""


def in_two_languages(one: str, other: str) -> bool:
    """Whether two titles are in two languages: each of a known one, or one in English and the other surely not."""
    counts = languages_of(without_shared(one)), languages_of(without_shared(other))
    languages = _surely(counts[0]), _surely(counts[1])
    if None not in languages:
        return languages[0] != languages[1]
    for language, count in zip(languages, reversed(counts), strict=True):
        if language not in (None, ENGLISH):
            return not count[language]  # a word of the other language's own would be there
    english = [bool(count[ENGLISH]) for count in counts]
    if english[0] == english[1]:
        return False
    text, count = (other, counts[1]) if english[0] else (one, counts[0])
    speaks = count.total() > count[ENGLISH] or not text.translate(_TYPOGRAPHY).isascii()
    return speaks and len(text.split()) >= _FEWEST


def is_of_known_language(text: str) -> bool:
    """Whether a text has small words that tell its language."""
    return _surely(languages_of(without_shared(text))) is not None


def are_in_two_languages(pieces: Iterable[str]) -> bool:
    """Whether the pieces of one title are in two known languages: nobody sets the title of a work so.

    >>> are_in_two_languages(["Tides of the north and their keepers", "eine Untersuchung der Küsten von Friesland"])
    True
    >>> are_in_two_languages(["Tides of the north and their keepers", "a study of the coasts", "Sedimentum"])
    False
    """
    return len({_surely(languages_of(without_shared(piece))) for piece in pieces} - {None}) > 1


@lru_cache(maxsize=4_096)  # a title is held against those of all hits of its search
def is_rather_english(text: str) -> bool:
    """Whether the small words of a text speak for English, and for no other language as much, whatever letters its names have.

    >>> is_rather_english("Alfvén waves and their damping"), is_rather_english("Le big data and others dans la ville")
    (True, False)
    """
    counts = languages_of(without_shared(text))
    return bool(counts[ENGLISH]) and all(count < counts[ENGLISH] for name, count in counts.items() if name != ENGLISH)


def _surely(counts: Counter[str]) -> str | None:
    """The language that more words speak for than for any other, and at least two do."""
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
