"""Registrants of DOIs whose prefix is unambiguous, and venues that register no DOIs.

A prefix shows the first registrant of a DOI, not the publisher of the work today.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from refcheck.gazetteer import table
from refcheck.text.folding import fold


class Venue(NamedTuple):
    """A venue: its full name, the keys of all its names, and the year from which it does register DOIs, if any."""

    name: str
    keys: tuple[str, ...]
    since: int | None


_FEWEST = 3
"""The fewest words of a name that is recognised by their beginnings."""

_SMALL = frozenset(("of", "on", "in", "and", "the", "for"))
"""Words that an abbreviated name leaves out. Source: ISO 4."""


def unregistered_venue(container: str, year: int | None) -> str | None:
    """Return the venue without DOIs that a container's name denotes, in a year; ``None`` if it denotes none.

    >>> unregistered_venue("Advances in Neural Information Processing Systems 26", 2013)
    'Advances in Neural Information Processing Systems'
    >>> unregistered_venue("Advances in Neural Information Processing Systems 35", 2024)
    >>> unregistered_venue("Proc. 36th Int. Conf. Mach. Learn.", 2019)
    'International Conference on Machine Learning'
    """
    key = fold(container)
    for venue in _venues():
        is_named = any(f" {name} " in f" {key} " or _is_abbreviated(key, name) for name in venue.keys)
        if is_named and not (venue.since and year and year >= venue.since):
            return venue.name
    return None


def _is_abbreviated(key: str, name: str) -> bool:
    """Return whether a container's key has the words of a name in sequence, each by its beginning. Source: ISO 4."""
    wanted = _significant(name)
    given = _significant(key)
    return len(wanted) >= _FEWEST and any(
        all(whole.startswith(word) for whole, word in zip(wanted, given[at:], strict=False))
        for at in range(len(given) - len(wanted) + 1)
    )


def _significant(key: str) -> list[str]:
    return [word for word in key.split() if word not in _SMALL]


@cache
def _venues() -> tuple[Venue, ...]:
    return tuple(
        Venue(name=each["names"][0], keys=tuple(map(fold, each["names"])), since=each.get("since"))
        for each in table("unregistered")["venue"]
    )


REGISTRANTS: Mapping[str, str] = table("registrants")["registrants"]
"""Prefix → registrant."""

DATED: Mapping[str, int] = table("registrants")["dated"]
"""Prefixes none of whose works is dated more than three years after its DOI → the most years that a work is dated before it."""
