"""The progress of a run, and an estimate of the remaining time."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from math import ceil
from typing import Protocol

from refcheck.model import Case
from refcheck.registries import Asking

_MINUTE, _HOUR = 60, 3_600


class Stage(StrEnum):
    """A stage of a run; some stages run at the same time."""

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
    """A callback for the progress of a stage, one of ``Stage``."""

    def __call__(self, stage: str, asking: Asking) -> None:
        """Receive the registry that the stage queries, and how much of the stage is done."""
        ...


OnResolved = Callable[[Mapping[int, Case]], None]
"""A callback for resolved references, keyed by place: those with a record, or for which no later query could find one.
Several threads may call it; links and notices are queried later."""


def ignore(resolved: Mapping[int, Case]) -> None:
    """Do nothing: the caller waits for all references."""


def unseen(stage: str, asking: Asking) -> None:
    """Show no progress."""


def seconds_left(asking: Asking, elapsed: float) -> float:
    """Return an estimate of the remaining seconds.

    It is the least that the registry's rate limit allows, or more if the answers so far took longer; ``elapsed`` is the number of
    seconds since the first request.
    """
    left = asking.total - asking.done
    by_experience = elapsed / asking.done * left if asking.done else 0.0
    return max(asking.least, by_experience) if left else 0.0


def time_left(asking: Asking, elapsed: float) -> str:
    """Return the estimate as the end of a line, ``, about 3 min left``; empty if nothing is left."""
    seconds = seconds_left(asking, elapsed)
    return f", about {in_words(seconds)} left" if seconds else ""


def in_words(seconds: float) -> str:
    """Return a duration as text for the user, no more precise than an estimate is.

    >>> in_words(0.4), in_words(41.2), in_words(150), in_words(5_400)
    ('1 s', '42 s', '3 min', '1 h 30 min')
    """
    if seconds <= _MINUTE:
        return f"{max(1, ceil(seconds))} s"
    minutes = ceil(seconds / _MINUTE)
    return f"{minutes} min" if seconds < _HOUR else f"{minutes // _MINUTE} h {minutes % _MINUTE} min"
