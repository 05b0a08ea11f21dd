"""Venues that register no DOIs: what appeared in them can be in no registry of DOIs, and is not missing there."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from refcheck.text.folding import fold


class Venue(NamedTuple):
    """A venue: its full name, the keys of all its names, and the year from which it registers after all."""

    name: str
    keys: tuple[str, ...]
    since: int | None


def unregistered_venue(container: str, year: int | None) -> str | None:
    """The venue without DOIs that a container's name tells of, in a year; ``None`` where it tells of none.

    >>> unregistered_venue("Advances in Neural Information Processing Systems 26", 2013)
    'Advances in Neural Information Processing Systems'
    >>> unregistered_venue("Advances in Neural Information Processing Systems 35", 2024)
    """
    words = f" {fold(container)} "
    for venue in _venues():
        if any(f" {key} " in words for key in venue.keys) and not (venue.since and year and year >= venue.since):
            return venue.name
    return None


@cache
def _venues() -> tuple[Venue, ...]:
    tables = tomllib.loads(Path(__file__).with_name("unregistered.toml").read_text(encoding="utf-8"))["venue"]
    return tuple(
        Venue(name=each["names"][0], keys=tuple(map(fold, each["names"])), since=each.get("since")) for each in tables
    )
