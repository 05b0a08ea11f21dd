"""Memoization of functions that are called again with every word."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


def memoize(most: int) -> Callable[[Callable[[Key], Made]], Callable[[Key], Made]]:
    """Remember what a function makes of so many keys at most; where they are more, all is forgotten.

    A hit is a look-up in a dictionary and nothing else, where ``functools.lru_cache`` notes what was used last, which takes most of
    its time. Several threads may share what is remembered: the worst is that a thing is made twice.
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
