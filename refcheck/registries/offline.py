"""Nobody: what stands at the end of an offline run in place of the network."""

from collections.abc import Sequence

from refcheck.model import Answer, Id, Query, Scheme, Unavailable
from refcheck.registries.base import Planned, unavailable

OFFLINE = "offline"
"""The registry's name in the answers of an offline run: a choice, and no outage."""

_WHY = "the run is offline"


class Offline:
    """Answers that it could not be asked, to everything."""

    name = OFFLINE
    schemes = frozenset({Scheme.DOI})

    def names(self) -> tuple[str, ...]:
        """Nobody is asked."""
        return ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Not asked."""
        return unavailable(self.name, _WHY, ids)

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """Not asked."""
        return tuple(Unavailable(registry=self.name, why=_WHY) for _ in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Nothing is sent."""
        return ()
