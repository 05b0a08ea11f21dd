"""Whether two titles, or the names of two journals, are in two languages, as far as their words tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from refcheck.lexicon.language import ENGLISH, languages_of, may_be_english, without_shared
from refcheck.text.scripts import comparable

_FEWEST = 4
"""A title of fewer words may have no small word in any language."""

_TYPOGRAPHY = dict.fromkeys(map(ord, "‘’“”–—‐‑…•·®™°×±≤≥αβγδμµ"))
"""Signs beyond ASCII that English titles have."""

_WESTERN = frozenset(("de", "fr", "es", "pt", "it", "nl"))
"""Languages whose journals are registered under their own names: an English name of another journal is no translation."""

_STEM = 3
"""So many letters of a word are its stem: ``brasileira``, ``brazilian``."""


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


def in_one_language(ours: str, theirs: str) -> bool:
    """Whether two folded names of journals may be in one language, as far as script and words tell."""
    if not comparable(ours, theirs):
        return False
    languages = _languages(ours), _languages(theirs)
    return not all(languages) or not languages[0].isdisjoint(languages[1])


def _languages(name: str) -> set[str]:
    """The languages that the words of journals in a name speak for most."""
    counts = languages_of("", name)
    most = max(counts.values(), default=0)
    return {language for language, count in counts.items() if count == most} if most > 1 else set()


def is_no_translation(ours: str, theirs: str, titles: Sequence[str]) -> bool:
    """Whether a journal is cited under a name in another language that cannot be a translation of its own.

    That is so of a work with an English title, where the names have no word of one stem: nobody translates the name of a
    journal for an English title, unless that is in the other language itself.
    """
    may_be_told = all(map(may_be_english, titles)) and _languages(ours) <= _WESTERN and ENGLISH in _languages(theirs)
    return may_be_told and _stems(ours).isdisjoint(_stems(theirs))


def _stems(key: str) -> set[str]:
    """The stems of a name's words, without those that journals of its language are named with, if any are left."""
    words = [word for word in key.split() if len(word) > _STEM]
    return {_stem(word) for word in [word for word in words if not languages_of("", word)] or words}


def _stem(word: str) -> str:
    for spelling, plain in (("ph", "f"), ("th", "t"), ("y", "i"), ("z", "s"), ("k", "c"), ("qu", "c")):
        word = word.replace(spelling, plain)
    return word[:_STEM]
