"""Nobody: what stands at the end of an offline run in place of the network."""

from collections.abc import Sequence

from refcheck.model import OFFLINE, Answer, Id, Query, Scheme, Unavailable
from refcheck.registries.base import Planned, unable, unavailable
from refcheck.registries.failures import Failure

_FAILURE = Failure("the run is offline")


class Offline:
    """Stands in for a registry that is asked and searched: it answers that it was not."""

    name = OFFLINE

    def __init__(self, schemes: frozenset[Scheme] = frozenset({Scheme.DOI})) -> None:
        """``schemes`` are those of the registry that it stands in for."""
        self.schemes = schemes

    def names(self) -> tuple[str, ...]:
        """Nobody is asked."""
        return ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Not asked."""
        return unavailable(self.name, _FAILURE, ids)

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """Not asked."""
        return tuple(_FAILURE.of(self.name) for _ in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Nothing is sent."""
        return ()


class OfflineUnsearched(Offline):
    """Stands in for a registry that cannot be searched anyway: an offline search misses nothing by it."""

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """Never done."""
        return tuple(unable(self.name, _FAILURE.why) for _ in queries)
