"""What the wrappers have in common: a registry around a registry, one request at a time."""

from collections.abc import Sequence

from refcheck.model import Answer, Authority, Hits, Id, Query, Scheme, ServiceUse, Unavailable, Work
from refcheck.registries.base import (
    Planned,
    Registry,
    batches_of,
    complete,
    holds,
    is_catalogue,
    is_home_of,
    is_last,
    least_seconds,
    serves,
    threads_for,
    used,
    waiting_seconds,
)


class Wrapper:
    """Hands everything on. A wrapper overrides what happens to one request: ``_lookup`` and ``_search``."""

    def __init__(self, registry: Registry) -> None:
        """Wrap ``registry``."""
        self._registry = registry
        self.name = registry.name
        self.schemes: frozenset[Scheme] = registry.schemes
        self.holds = holds(registry)
        self.standing = Authority.CATALOGUED if is_catalogue(registry) else Authority.REGISTERED
        self.is_last = is_last(registry)

    def names(self) -> tuple[str, ...]:
        """Whoever is wrapped."""
        return self._registry.names()

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Those of the wrapped registry."""
        return batches_of(self._registry, ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The wrapped registry's answers, batch by batch."""
        answers: dict[Id, Answer] = {}
        for batch in self.batches(ids):
            answers |= self._lookup(batch)
        return complete(self.name, ids, answers)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """The wrapped registry's answers, query by query."""
        return tuple(self._search(query) for query in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """What the wrapped registry would send."""
        return self._registry.plan(ids, queries)

    @property
    def threads(self) -> int:
        """As many as suit the wrapped registry."""
        return threads_for(self._registry)

    def used(self) -> tuple[ServiceUse, ...]:
        """What the wrapped registry was used for."""
        return used(self._registry)

    def is_home_of(self, work: Work) -> bool:
        """Whether the wrapped registry is."""
        return is_home_of(self._registry, work)

    def serves(self, work: Work) -> bool:
        """Whether the wrapped registry does."""
        return serves(self._registry, work)

    def waiting_seconds(self) -> float:
        """How long one waits for the wrapped registry."""
        return waiting_seconds(self._registry)

    def least_seconds(self, requests: int) -> float:
        """What the wrapped registry's pace asks for."""
        return least_seconds(self._registry, requests)

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        return self._registry.lookup(batch)

    def _search(self, query: Query) -> Hits | Unavailable:
        return self._registry.search((query,))[0]
