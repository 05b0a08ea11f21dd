"""A work that is compared with several others, with a cache of the values derived for comparison."""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import field, frozen

from refcheck.model import Work

T = TypeVar("T")


@frozen(eq=False)
class PreparedWork:
    """A work, and the values derived from it so far: folded titles, parsed names and numbers."""

    work: Work
    _made: dict[Callable[[Work], Any], Any] = field(factory=dict, init=False, repr=False)

    def get(self, make: Callable[[Work], T]) -> T:
        """Return the result of a function for the work; the function is called only once."""
        if make not in self._made:
            self._made[make] = make(self.work)
        found: T = self._made[make]
        return found


def prepared(work: Work | PreparedWork) -> PreparedWork:
    """Return the work as a ``PreparedWork``."""
    return work if isinstance(work, PreparedWork) else PreparedWork(work)
