"""Memoization of functions that are called for every word."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


def memoize(most: int) -> Callable[[Callable[[Key], Made]], Callable[[Key], Made]]:
    """Cache the results of a function for at most ``most`` keys; when there are more, clear the whole cache.

    A hit is only a look-up in a dictionary, whereas ``functools.lru_cache`` records what was used last, which takes most of its
    time. Several threads may share the cache: at worst, a result is computed twice.
    """
    return lambda make: _Memo(make, most).__getitem__


class _Memo(dict[Key, Made], Generic[Key, Made]):
    def __init__(self, make: Callable[[Key], Made], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: Key) -> Made:
        made = self._make(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = made
        return made
