"""Publishing houses, with their imprints and with whom they publish."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@cache
def _houses() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("houses.toml").read_text(encoding="utf-8"))


@cache
def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for house, facts in _houses().items():
        for word in facts.get("words", "").split():
            found.setdefault(word, set()).add(house)
    return {word: frozenset(houses) for word, houses in found.items()}


@lru_cache(maxsize=1_024)  # a list names the same few publishers over and over
def houses_of(key: str) -> frozenset[str]:
    """The houses that a folded publisher's name may be of: ``pergamon press`` is Elsevier's; none of one that is not known."""
    words = key.split()
    found = {house for word in words for house in _by_word().get(word, ())}
    padded = f" {key} "
    for house, facts in _houses().items():
        for name in facts.get("names", ()):
            if key == name or (" " in name and f" {name} " in padded):
                found.add(house)
    return frozenset(found)


def is_elsewhere(key: str, houses: frozenset[str]) -> bool:
    """Whether a folded place is no seat of any of the houses, whose seats are known: a meeting's, where they print proceedings.

    >>> is_elsewhere("new york ny usa", houses_of("acm")), is_elsewhere("dublin ireland", houses_of("acm"))
    (False, True)
    """
    seats = [_houses()[house].get("seats") for house in houses]
    return bool(seats) and all(seats) and not any(f" {seat} " in f" {key} " for known in seats for seat in known or ())


def keep_their_lists(houses: frozenset[str]) -> bool:
    """Whether all of the houses are universities', which sell no lists of books."""
    return bool(houses) and all(_houses()[house].get("keeps") for house in houses)


def cannot_be(cited: frozenset[str], registered: frozenset[str]) -> bool:
    """Whether what one house registered was published by another: both register for themselves alone, and never together."""
    facts = _houses()
    if not cited or not registered or not cited.isdisjoint(registered):
        return False
    return all(
        facts[one].get("alone")
        and facts[other].get("alone")
        and other not in facts[one].get("beside", "").split()
        and one not in facts[other].get("beside", "").split()
        for one in cited
        for other in registered
    )
