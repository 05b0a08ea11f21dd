"""Progress of a run, and how long the rest will take."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from math import ceil
from typing import Protocol

from refcheck.model import Case
from refcheck.registries import Asking

_MINUTE, _HOUR = 60, 3_600


class Stage(StrEnum):
    """A part of a run; some are under way beside one another."""

    IDENTIFIERS = "identifiers"
    OTHER_READINGS = "other readings"
    SEARCHES = "searches"
    FOUND_DOIS = "found DOIs"
    VENUES = "venues"
    LINKS = "links"
    OTHER_LINKS = "other links"
    ARCHIVED_COPIES = "archived copies"
    COPIES_READ = "copies read"


class Progress(Protocol):
    """Is told how far a stage has come, one of ``Stage``."""

    def __call__(self, stage: str, asking: Asking) -> None:
        """Whom the stage asks now, and how much of it is done."""
        ...


OnResolved = Callable[[Mapping[int, Case]], None]
"""Is told of references, by their places, when a record is held for them or nothing that is still asked could say what they are.
Several threads may tell it; links and notices are asked for later still."""


def ignore(resolved: Mapping[int, Case]) -> None:
    """Do nothing: who asked can wait for all of them."""


def unseen(stage: str, asking: Asking) -> None:
    """Show no progress: nobody looks."""


def seconds_left(asking: Asking, elapsed: float) -> float:
    """Return the seconds that the rest will take.

    That is what the pace asks for, or longer where the answers so far have taken longer: ``elapsed`` are the seconds since the
    first was asked for.
    """
    left = asking.total - asking.done
    by_experience = elapsed / asking.done * left if asking.done else 0.0
    return max(asking.least, by_experience) if left else 0.0


def in_words(seconds: float) -> str:
    """Return a time for people, no more exact than an estimate is.

    >>> in_words(0.4), in_words(41.2), in_words(150), in_words(5_400)
    ('1 s', '42 s', '3 min', '1 h 30 min')
    """
    if seconds <= _MINUTE:
        return f"{max(1, ceil(seconds))} s"
    minutes = ceil(seconds / _MINUTE)
    return f"{minutes} min" if seconds < _HOUR else f"{minutes // _MINUTE} h {minutes % _MINUTE} min"
