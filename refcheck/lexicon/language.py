"""Languages of a title and the name of its journal, as far as scripts and words tell."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from refcheck.lexicon.wordings import in_language, languages
from refcheck.text.folding import words
from refcheck.text.scripts import script_of

ENGLISH = "en"

_OF_JOURNALS = 2
"""A word that only journals of a language are named with counts for so many small words, which languages share."""

_LONG = 6
"""A word of so many letters has its ending by no chance."""


def languages_of(title: str, container: str = "") -> Counter[str]:
    """The languages (ISO 639-1) that words speak for, with how much; a script other than Latin is a language of its own name.

    >>> languages_of("On the study of rivers", "Rivista di idrologia").most_common(1)
    [('en', 3)]
    >>> languages_of("Il fiume e la città", "Rivista di idrologia").most_common(1)
    [('it', 5)]
    >>> languages_of("О теории поля")
    Counter({'cyrillic': 1})
    """
    counts: Counter[str] = Counter()
    for text in (title, container):
        script = script_of(text)
        if script not in (None, "latin"):
            counts[str(script)] += 1
    for word in _plain(f"{title} {container}"):
        counts.update(_small().get(word, ()))
    for word in _plain(container):
        for language in _journals().get(word, ()):
            counts[language] += _OF_JOURNALS
    return counts


def may_be_other_than_english(title: str, container: str, *, is_known: bool = False) -> bool:
    """Return whether nothing says that a work and its journal are English, or as much says that they are not.

    A title is often cited in translation, so the journal's name counts for itself where it speaks for a language. That of a known
    journal which speaks for none (``is_known``) leaves it to the title.

    >>> may_be_other_than_english("The teaching of rivers", "Przegląd Geograficzny")
    True
    >>> may_be_other_than_english("The teaching of rivers", "Journal of Geography")
    False
    >>> may_be_other_than_english("The teaching of rivers", "Fluvial Geography")
    False
    >>> may_be_other_than_english("The teaching of rivers", "Fluv J Teach"), may_be_other_than_english("The rivers", "J fr Fleuves")
    (False, True)
    """
    whole, alone = languages_of(title, container), languages_of("", container)
    may_be = is_known or "j" in container.casefold().replace(".", " ").split() or _has_english_word(container)
    is_english = whole[ENGLISH] and (alone[ENGLISH] or (not alone and may_be))
    return not is_english or _speak_for_another(whole) or _speak_for_another(alone)


def may_be_english(title: str) -> bool:
    """Return whether a title's words speak for English as much as for any other language; the small words that English shares with
    others are no matter where the others' words have endings that English alone has.

    >>> may_be_english("Productivity limits in reservoirs"), may_be_english("Entwicklungen in Chile")
    (True, False)
    """
    counts = languages_of(title)
    if counts[ENGLISH] >= max(counts.values(), default=0):
        return True
    own = languages_of(without_shared(title))
    return own[ENGLISH] >= max(own.values(), default=0) and _has_english_word(title)


def _has_english_word(text: str) -> bool:
    """Return whether a word has an ending that English alone has, or is one that English journals alone are named with."""
    endings = tuple(ending for wording in in_language(ENGLISH, "grammar.endings") for ending in _plain(wording))
    return any(
        (len(word) >= _LONG and word.endswith(endings)) or _journals().get(word) == (ENGLISH,) for word in _plain(text)
    )


def surely_other_than_english(title: str, container: str = "") -> bool:
    """Return whether a title has more of another language than of English, and more than a word that stands there by chance, or its
    journal's name speaks for another.

    >>> surely_other_than_english("Deep learning en masse"), surely_other_than_english("Il fiume e la città")
    (False, True)
    >>> surely_other_than_english("Měření průtoku potoků"), surely_other_than_english("Höller and Věra numbers")
    (True, False)
    >>> surely_other_than_english("The river", "Rivista di idrologia"), surely_other_than_english("Slopes", "Geotides")
    (True, False)
    """
    counts = languages_of(without_shared(title))
    for word in _plain(title):
        counts.update(_of_titles().get(word, ()))
    foreign = not counts[ENGLISH] and sum(word[0].islower() and _is_accented(word) for word in title.split())
    is_in_latin = script_of(title) in (None, "latin")
    return (
        not is_in_latin
        or _speak_for_another(languages_of("", container))
        or foreign + max((counts[language] for language in counts if language != ENGLISH), default=0)
        > max(counts[ENGLISH], 1)
    )


def _is_accented(word: str) -> bool:
    """Return whether a word has a Latin letter that is none of English: ``ě``, ``ł``; ``β`` and ``ﬁ`` are no such letters."""
    plain = unicodedata.normalize("NFKC", word)
    return any(not c.isascii() and unicodedata.name(c, "").startswith("LATIN SMALL LETTER") for c in plain)


def is_small(word: str) -> bool:
    """Return whether a word is an article, a conjunction or the like of a language.

    >>> is_small("und"), is_small("für"), is_small("land")
    (True, True, False)
    """
    plain = _plain(word)
    return len(plain) == 1 and plain[0] in _small()


_SHARED = words("in a an on no do to at as by is are or it its")
"""English small words that are words of other languages, too."""


def without_shared(text: str) -> str:
    """Return a text without the small words that English shares with other languages."""
    return " ".join(word for word in text.split() if word.casefold() not in _SHARED)


def _speak_for_another(counts: Counter[str]) -> bool:
    return any(count > counts[ENGLISH] for language, count in counts.items() if language != ENGLISH)


def _plain(text: str) -> list[str]:
    """Return the words of more than one letter, small and without diacritics; "und" and "et" stay what they are."""
    small = text.casefold()
    if not small.isascii():
        small = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return [word for word in _NO_WORD.sub(" ", small).split() if len(word) > 1]


_NO_WORD = re.compile(r"(?:[^\w]|_)+")
"""What parts words: `` – ``, ``_``."""


@cache
def _small() -> Mapping[str, tuple[str, ...]]:
    return _by_word("grammar.small", "grammar.romanised")


@cache
def _journals() -> Mapping[str, tuple[str, ...]]:
    return _by_word("grammar.journals")


@cache
def _of_titles() -> Mapping[str, tuple[str, ...]]:
    return _by_word("grammar.titles")


def _by_word(*keys: str) -> Mapping[str, tuple[str, ...]]:
    """Return each word, without diacritics, with the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in languages():
        plain = dict.fromkeys(
            word for key in keys for wording in in_language(language, key) for word in _plain(wording)
        )
        for word in plain:
            found[word] = (*found.get(word, ()), language)
    return found
