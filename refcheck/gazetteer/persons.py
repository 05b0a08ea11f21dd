"""Names of persons that are known as what they are, in small letters."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _words(name: str) -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("persons.toml").read_text(encoding="utf-8"))
    return frozenset(lists[name].split())


def given_names() -> frozenset[str]:
    """Given names that are seldom family names: ``johann``, ``fatemeh``."""
    return _words("given")


def long_initials() -> frozenset[str]:
    """Initials of two letters and more: ``yu``, ``chr``."""
    return _words("long_initials")


@cache
def nicknames() -> tuple[tuple[str, ...], ...]:
    """English given names, each with its short forms behind it: ``("william", "bill", "will")``."""
    lists = tomllib.loads(Path(__file__).with_name("persons.toml").read_text(encoding="utf-8"))
    return tuple(tuple(names.split()) for names in lists["nicknames"].split(";"))


def given_suffixes() -> frozenset[str]:
    """Given names that are suffixes in another language: ``jun``."""
    return _words("given_suffixes")


def families_like_roles() -> frozenset[str]:
    """Family names that are roles when they are cut short: ``ford``."""
    return _words("families_like_roles")


def second_halves() -> frozenset[str]:
    """Words that are the second half of a Persian family name: ``zadeh``, ``nejad``."""
    return _words("second_halves")


def capital_particles() -> frozenset[str]:
    """Particles that family names are printed with in capitals, too: ``el``, ``van``."""
    return _words("capital_particles")


def east_asian_families() -> frozenset[str]:
    """Usual Chinese, Korean and Vietnamese family names in Latin letters: ``nguyen``."""
    return _words("east_asian_families")


def korean_families() -> frozenset[str]:
    """Korean family names of one syllable, in Hangul: ``김``."""
    return frozenset("".join(_words("korean_families")))
