"""Whether two titles, or the names of two journals, are in different languages, as far as their words show it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from refcheck.lexicon.language import ENGLISH, languages_of, may_be_english, without_shared
from refcheck.text.scripts import comparable

_FEWEST = 4
"""Fewest words of a title that must have a function word of its language."""

_TYPOGRAPHY = dict.fromkeys(map(ord, "‘’“”–—‐‑…•·®™°×±≤≥αβγδμµ"))
"""Characters beyond ASCII that English titles have."""

_WESTERN = frozenset(("de", "fr", "es", "pt", "it", "nl"))
"""Languages whose journals are registered under their own names, so that an English name is not a translation of theirs."""

_STEM = 3
"""Letters that are compared as the stem of a word: ``brasileira``, ``brazilian``."""


def in_two_languages(one: str, other: str) -> bool:
    """Return whether two titles are in different languages: both known, or one English and the other certainly not."""
    counts = languages_of(without_shared(one)), languages_of(without_shared(other))
    languages = _surely(counts[0]), _surely(counts[1])
    if None not in languages:
        return languages[0] != languages[1]
    for language, count in zip(languages, reversed(counts), strict=True):
        if language not in (None, ENGLISH):
            return not count[language]  # a title in the same language would have a word of it
    english = [bool(count[ENGLISH]) for count in counts]
    if english[0] == english[1]:
        return False
    text, count = (other, counts[1]) if english[0] else (one, counts[0])
    speaks = count.total() > count[ENGLISH] or not text.translate(_TYPOGRAPHY).isascii()
    return speaks and len(text.split()) >= _FEWEST


def are_in_two_languages(pieces: Iterable[str]) -> bool:
    """Return whether the parts of a title are in two known languages, as those of a work's own title never are.

    >>> are_in_two_languages(["Tides of the north and their keepers", "eine Untersuchung der Küsten von Friesland"])
    True
    >>> are_in_two_languages(["Tides of the north and their keepers", "a study of the coasts", "Sedimentum"])
    False
    """
    return len({_surely(languages_of(without_shared(piece))) for piece in pieces} - {None}) > 1


@lru_cache(maxsize=4_096)  # a title is compared with those of all hits of its search
def is_rather_english(text: str) -> bool:
    """Return whether the function words of a text indicate English more than any other language; letters of names do not count.

    >>> is_rather_english("Alfvén waves and their damping"), is_rather_english("Le big data and others dans la ville")
    (True, False)
    """
    counts = languages_of(without_shared(text))
    return bool(counts[ENGLISH]) and all(count < counts[ENGLISH] for name, count in counts.items() if name != ENGLISH)


def _surely(counts: Counter[str]) -> str | None:
    """Return the language that at least two words indicate, and more than indicate any other; else ``None``."""
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def in_one_language(ours: str, theirs: str) -> bool:
    """Return whether two folded names of journals may be in the same language, as far as script and words show it."""
    if not comparable(ours, theirs):
        return False
    languages = _languages(ours), _languages(theirs)
    return not all(languages) or not languages[0].isdisjoint(languages[1])


def _languages(name: str) -> set[str]:
    """Return the languages that most of the journal words in a name indicate; at least two words must do so."""
    counts = languages_of("", name)
    most = max(counts.values(), default=0)
    return {language for language, count in counts.items() if count == most} if most > 1 else set()


def is_no_translation(ours: str, theirs: str, titles: Sequence[str]) -> bool:
    """Return whether a journal is cited under a name in another language that cannot be a translation of its own.

    This is the case for a work with an English title, if the names have no word with the same stem: an author who cites an
    English title does not translate the English name of its journal.
    """
    may_be_decided = all(map(may_be_english, titles)) and _languages(ours) <= _WESTERN and ENGLISH in _languages(theirs)
    return may_be_decided and _stems(ours).isdisjoint(_stems(theirs))


def _stems(key: str) -> set[str]:
    """Return the stems of a name's words, except words common in names of journals, if any others are left."""
    words = [word for word in key.split() if len(word) > _STEM]
    return {_stem(word) for word in [word for word in words if not languages_of("", word)] or words}


def _stem(word: str) -> str:
    for spelling, plain in (("ph", "f"), ("th", "t"), ("y", "i"), ("z", "s"), ("k", "c"), ("qu", "c")):
        word = word.replace(spelling, plain)
    return word[:_STEM]
