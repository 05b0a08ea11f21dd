"""Known names, in lower case: of persons, and of places where much is published."""

import re
from functools import cache, partial

from refcheck.gazetteer import table, words_of

given_names = partial(words_of, "persons", "given")
"""Given names that are seldom family names: ``johann``, ``fatemeh``."""

long_initials = partial(words_of, "persons", "long_initials")
"""Initials of two or more letters: ``yu``, ``chr``."""


@cache
def nicknames() -> tuple[tuple[str, ...], ...]:
    """Return English given names, each followed by its short forms: ``("william", "bill", "will")``."""
    return tuple(tuple(names.split()) for names in table("persons")["nicknames"].split(";"))


given_suffixes = partial(words_of, "persons", "given_suffixes")
"""Given names that are suffixes in another language: ``jun``."""

families_like_roles = partial(words_of, "persons", "families_like_roles")
"""Family names that look like abbreviated roles: ``ford``."""

second_halves = partial(words_of, "persons", "second_halves")
"""Words that are the second half of a Persian family name: ``zadeh``, ``nejad``."""

capital_particles = partial(words_of, "persons", "capital_particles")
"""Particles that are also capitalised in family names: ``el``, ``van``."""

east_asian_families = partial(words_of, "persons", "east_asian_families")
"""Common Chinese, Korean and Vietnamese family names in Latin letters: ``nguyen``."""


def korean_families() -> frozenset[str]:
    """Return Korean family names of one syllable, in Hangul: ``김``."""
    return frozenset("".join(words_of("persons", "korean_families")))


def unspaced_families() -> frozenset[str]:
    """Return common family names of one character, in Hangul and in Han characters: ``김``, ``张``."""
    return korean_families() | frozenset("".join(words_of("persons", "han_families")))


_LISTS = table("places")

CITIES = tuple(_LISTS["cities"].split())
"""Cities whose name is one word, in lower case."""

PLACE_WORDS = (*_LISTS["words"].split(), *CITIES)
"""Words of places' names and abbreviations of states, in lower case: "janeiro", "ca"."""

_NAMES = frozenset(name.replace(". ", ".") for name in (*CITIES, *_LISTS["more"]))
_REGIONS = frozenset(_LISTS["regions"].split())

_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = frozenset(_WORD.findall(name)[0] for name in _NAMES)
"""The first words of all names: a text that starts with another word is not a place."""

_BETWEEN = re.compile(r"\s?[/,;&–-]\s?|\s(?:und|and|et|e|y|u\.)\s")
"""Separators of two places, or a place and its region: "/", ", ", " - ", " und "."""

_OTHERS = re.compile(r"\s?,?\s?\[?(?:u\.\s?a\.?|et\sal\.?|etc\.)\]?$")
""""And other places": " u. a.", " [u.a.]", " et al."."""

_LONGEST = 80
"""The longest text that may be places, in code points."""


def iranian_places() -> frozenset[str]:
    """Return Iran and the cities in which its journals are published, in lower case."""
    return frozenset(_LISTS["iranian"].split())


def are_places(text: str) -> bool:
    """Return whether a text names places and nothing else: "Oxford", "London/New York", "Cambridge, Mass.", "Wien u. a."."""
    if len(text) > _LONGEST:
        return False
    stripped = text.lower().strip(" .,;:()[]")
    first_word = _WORD.match(stripped)
    if first_word is None or first_word[0] not in _FIRST_WORDS:
        return False
    rest = _OTHERS.sub("", stripped)
    if _is_place(rest):
        return True
    first, *others = _BETWEEN.split(rest)
    return _is_place(first) and all(_is_place(other) or _plain(other) in _REGIONS for other in others)


def _is_place(name: str) -> bool:
    return _plain(name) in _NAMES


def _plain(name: str) -> str:
    """Return a name without spaces after full stops and without the last full stop: "frankfurt a.m"."""
    stripped = " ".join(name.split()).strip(" .()[]")
    return stripped.replace(". ", ".")
