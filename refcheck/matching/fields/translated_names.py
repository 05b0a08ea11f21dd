"""Whether the names of two journals are in two languages, and whether one can be the translation of the other."""

from collections.abc import Sequence

from refcheck.lexicon.language import ENGLISH, languages_of, may_be_english
from refcheck.text.scripts import comparable

_WESTERN = frozenset(("de", "fr", "es", "pt", "it", "nl"))
"""Languages whose journals are registered under their own names: an English name of another journal is no translation."""

_LATIN = "acta "
"""How the Latin names of journals begin: ``Acta Paediatrica``."""

_TOLD = 2
"""So many small words tell that a title is in English."""

_STEM = 3
"""So many letters of a word are its stem: ``brasileira``, ``brazilian``."""


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
    journal for an English title, unless that is in the other language itself. Nobody gives a journal a Latin name, either.
    """
    if not all(map(may_be_english, titles)):
        return False
    told = all(languages_of(title)[ENGLISH] >= _TOLD for title in titles)
    is_english = ENGLISH in _languages(theirs)
    if ours.startswith(_LATIN):
        may_be_told = told and is_english
    else:
        may_be_told = _languages(ours) <= _WESTERN and (is_english or (told and _is_of_no_western_language(theirs)))
    return may_be_told and _stems(ours).isdisjoint(_stems(theirs))


def _is_of_no_western_language(name: str) -> bool:
    """Whether a journal's name is English, Latin or made of names: the same words are then its name in every language."""
    return _languages(name).isdisjoint(_WESTERN) and name.isascii()


def _stems(key: str) -> set[str]:
    """The stems of a name's words, without those that journals of its language are named with, if any are left."""
    words = [word for word in key.split() if len(word) > _STEM]
    own = [word for word in words if not languages_of("", word)]
    return {_stem(word) for word in own or words}


def _stem(word: str) -> str:
    for spelling, plain in (("ph", "f"), ("th", "t"), ("y", "i"), ("z", "s"), ("k", "c"), ("qu", "c")):
        word = word.replace(spelling, plain)
    return word[:_STEM]
