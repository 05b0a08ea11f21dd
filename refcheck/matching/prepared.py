"""A work that is compared with several others: what is made of it for a comparison is made once."""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import field, frozen

from refcheck.model import Work

T = TypeVar("T")


@frozen(eq=False)
class PreparedWork:
    """A work, and what was made of it so far: its titles folded, its names read, its numbers taken apart."""

    work: Work
    _made: dict[Callable[[Work], Any], Any] = field(factory=dict, init=False, repr=False)

    def get(self, make: Callable[[Work], T]) -> T:
        """Return what a function makes of the work; it is called once."""
        if make not in self._made:
            self._made[make] = make(self.work)
        found: T = self._made[make]
        return found


def prepared(work: Work | PreparedWork) -> PreparedWork:
    """Return the work as one that remembers what is made of it."""
    return work if isinstance(work, PreparedWork) else PreparedWork(work)
