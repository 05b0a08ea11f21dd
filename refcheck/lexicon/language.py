"""Detection of the language of a title and of its journal's name, by script and words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from refcheck.lexicon.terms import Term
from refcheck.lexicon.wordings import in_language, languages, wordings
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold, words
from refcheck.text.scripts import script_of

ENGLISH = "en"

_OF_JOURNALS = 2
"""The weight of a word that occurs only in names of a language's journals; a function word, which languages share, has 1."""

_LONG = 6
"""The fewest letters of a word whose ending indicates a language."""


def languages_of(title: str, container: str = "") -> Counter[str]:
    """Return the languages (ISO 639-1) that the words indicate, with weights; a script other than Latin is a language of its name.

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


def may_not_be_english(title: str, container: str, *, is_known: bool = False) -> bool:
    """Return whether nothing indicates that a work and its journal are English, or more indicates that they are not.

    A title is often cited in translation, so the journal's name is also judged on its own if it indicates a language. The name of
    a known journal that indicates none (``is_known``) leaves the decision to the title.

    >>> may_not_be_english("The teaching of rivers", "Przegląd Geograficzny")
    True
    >>> may_not_be_english("The teaching of rivers", "Journal of Geography")
    False
    >>> may_not_be_english("The teaching of rivers", "Fluvial Geography")
    False
    >>> may_not_be_english("The teaching of rivers", "Fluv J Teach"), may_not_be_english("The rivers", "J fr Fleuves")
    (False, True)
    """
    whole, alone = languages_of(title, container), languages_of("", container)
    may_be = is_known or "j" in container.casefold().replace(".", " ").split() or _has_english_word(container)
    is_english = whole[ENGLISH] and (alone[ENGLISH] or (not alone and may_be))
    return not is_english or _indicates_another(whole) or _indicates_another(alone)


def may_be_english(title: str) -> bool:
    """Return whether a title's words indicate English at least as much as any other language.

    Function words that English shares with other languages are ignored if another word has an ending that only English has.

    >>> may_be_english("Productivity limits in reservoirs"), may_be_english("Entwicklungen in Chile")
    (True, False)
    """
    counts = languages_of(title)
    if counts[ENGLISH] >= max(counts.values(), default=0):
        return True
    own = languages_of(without_shared(title))
    return own[ENGLISH] >= max(own.values(), default=0) and _has_english_word(title)


def _has_english_word(text: str) -> bool:
    """Return whether a word has an ending that only English has, or occurs only in names of English journals."""
    endings = tuple(ending for wording in in_language(ENGLISH, "grammar.endings") for ending in _plain(wording))
    return any(
        (len(word) >= _LONG and word.endswith(endings)) or _journals().get(word) == (ENGLISH,) for word in _plain(text)
    )


def certainly_not_english(title: str, container: str = "") -> bool:
    """Return whether a title has more of another language than of English, and more than one word, or its journal's name indicates
    another language.

    >>> certainly_not_english("Deep learning en masse"), certainly_not_english("Il fiume e la città")
    (False, True)
    >>> certainly_not_english("Měření průtoku potoků"), certainly_not_english("Höller and Věra numbers")
    (True, False)
    >>> certainly_not_english("The river", "Rivista di idrologia"), certainly_not_english("Slopes", "Geotides")
    (True, False)
    """
    counts = languages_of(without_shared(title))
    for word in _plain(title):
        counts.update(_by_word("grammar.titles").get(word, ()))
    foreign = not counts[ENGLISH] and sum(word[0].islower() and _is_accented(word) for word in title.split())
    is_in_latin = script_of(title) in (None, "latin")
    return (
        not is_in_latin
        or _indicates_another(languages_of("", container))
        or foreign + max((counts[language] for language in counts if language != ENGLISH), default=0)
        > max(counts[ENGLISH], 1)
    )


def _is_accented(word: str) -> bool:
    """Return whether a word has a Latin letter that English does not have: ``ě``, ``ł``, but not ``β`` and ``ﬁ``."""
    plain = unicodedata.normalize("NFKC", word)
    return any(not c.isascii() and unicodedata.name(c, "").startswith("LATIN SMALL LETTER") for c in plain)


def is_small(word: str) -> bool:
    """Return whether a word is a function word of a language, such as an article or a conjunction.

    >>> is_small("und"), is_small("für"), is_small("land")
    (True, True, False)
    """
    plain = _plain(word)
    return len(plain) == 1 and plain[0] in _small()


def are_two_senses(one: str, other: str) -> bool:
    """Return whether two folded words are small words of one language, and not in use for each other.

    Few are: articles, the weakest prepositions, and groups of some others (``grammar.loose``, where several words are a group).

    >>> are_two_senses("with", "without"), are_two_senses("before", "after"), are_two_senses("and", "or")
    (True, True, True)
    >>> are_two_senses("of", "in"), are_two_senses("in", "during"), are_two_senses("der", "des"), are_two_senses("of", "rivers")
    (False, False, False, False)
    """
    groups = [loose for small, loose in _senses() if small >= {one, other}]
    return bool(groups) and one != other and not any(group >= {one, other} for loose in groups for group in loose)


@cache
def _senses() -> tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]:
    """Return the folded small words of each language that says which of them are in use for each other, and the groups of these."""
    found = []
    for language in languages():
        loose = [[*map(fold, wording.split())] for wording in in_language(language, "grammar.loose")]
        groups = [
            frozenset(word for (word, *others) in loose if not others),
            *(frozenset(each) for each in loose if each[1:]),
        ]
        small = frozenset(
            fold(word) for key in ("grammar.small", "grammar.negation") for word in in_language(language, key)
        )
        if loose:
            found.append((small.union(*groups), tuple(groups)))
    return tuple(found)


_SHARED = words("in a an on no do to at as by is are or it its")
"""English function words that are words of other languages, too."""


def without_shared(text: str) -> str:
    """Return a text without the function words that English shares with other languages."""
    return " ".join(word for word in text.split() if word.casefold() not in _SHARED)


_BEFORE_NAMES = words("to of by on and from with for")
"""English words after which a person or place may be named."""

_ET_AL = deferred(r"\bet al\b\.?", re.IGNORECASE)
"""“And others”, in Latin: ``et al.``."""


def without_names(text: str) -> str:
    """Return a text without “et al.” and the particles of names, which an English title takes from other languages.

    >>> without_names("Reply to van der Berg and J. de la Cruz et al."), without_names("La vida de los Ríos")
    ('Reply to Berg and J. Cruz', 'La vida de los Ríos')
    """
    printed, kept = _ET_AL.sub("", text).split(), list[str]()
    particles, begins = wordings(Term.PARTICLE, Term.ARTICLE), False
    for at, word in enumerate(printed):
        key = word.casefold()
        behind = (each for each in printed[at + 1 :] if each.casefold() not in particles)
        if begins and key in particles and next(behind, "")[:1].isupper():
            continue
        kept.append(word)
        begins = key in _BEFORE_NAMES or (begins and word.endswith("."))
    return " ".join(kept)


def _indicates_another(counts: Counter[str]) -> bool:
    return any(count > counts[ENGLISH] for language, count in counts.items() if language != ENGLISH)


def _plain(text: str) -> list[str]:
    """Return the words of more than one letter, in lower case and without diacritics; "und" and "et" are kept."""
    low = text.casefold()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return [word for word in _NO_WORD.sub(" ", low).split() if len(word) > 1]


_NO_WORD = re.compile(r"(?:[^\w]|_)+")
"""Separators of words: `` – ``, ``_``."""


def _small() -> Mapping[str, tuple[str, ...]]:
    return _by_word("grammar.small", "grammar.romanised")


def _journals() -> Mapping[str, tuple[str, ...]]:
    return _by_word("grammar.journals")


@cache
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
