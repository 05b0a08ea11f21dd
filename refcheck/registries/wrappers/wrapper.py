"""Base of the wrappers, and the plainest two: one that splits batches, and one that counts."""

import threading
import time
from collections.abc import Callable, Sequence

from attrs import evolve

from refcheck.model import Answer, Cause, Found, Hits, Id, NotFound, Query, Scheme, Scope, ServiceUse, Unavailable
from refcheck.registries.base import Planned, Registry, Traits, batches_of, complete, traits_of


class Wrapper:
    """Hands everything on. A wrapper overrides what happens to one request: ``_lookup`` and ``_search``."""

    def __init__(self, registry: Registry) -> None:
        """Wrap ``registry``."""
        self._registry = registry
        self.name = registry.name
        self.schemes: frozenset[Scheme] = registry.schemes

    def names(self) -> tuple[str, ...]:
        """Whoever is wrapped."""
        return self._registry.names()

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return those of the wrapped registry."""
        return batches_of(self._registry, ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return the wrapped registry's answers, batch by batch."""
        answers: dict[Id, Answer] = {}
        for batch in self.batches(ids):
            answers |= self._lookup(batch)
        return complete(self.name, ids, answers)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Return the wrapped registry's answers, query by query."""
        return tuple(self._search(query) for query in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what the wrapped registry would send."""
        return self._registry.plan(ids, queries)

    @property
    def traits(self) -> Traits:
        """Those of the wrapped registry."""
        return traits_of(self._registry)

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        return self._registry.lookup(batch)

    def _search(self, query: Query) -> Hits | Unavailable:
        return self._registry.search((query,))[0]


class Splitting(Wrapper):
    """Wraps a registry whose requests fail as a whole for one identifier that it finds malformed.

    A refused batch is asked again in halves. What is refused alone is not among the registry's holdings.
    """

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        answers = super()._lookup(batch)
        if not all(_is_refused(answer) for answer in answers.values()):
            return answers
        if len(batch) == 1:
            return {batch[0]: NotFound(registry=self.name, scope=Scope.HOLDINGS)}
        middle = len(batch) // 2
        return self._lookup(batch[:middle]) | self._lookup(batch[middle:])


def _is_refused(answer: Answer) -> bool:
    return isinstance(answer, Unavailable) and answer.cause is Cause.REFUSED


class Tallied(Wrapper):
    """Wraps a registry: every request that it sends is counted."""

    def __init__(self, registry: Registry, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds."""
        super().__init__(registry)
        self._clock = clock
        self._lock = threading.Lock()
        self._use = ServiceUse(registry=registry.name)

    @property
    def traits(self) -> Traits:
        """Those of the wrapped registry, and what was counted."""
        return evolve(super().traits, used=lambda: (self._use,) if self._use.asked else ())

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        started = self._clock()
        answers = super()._lookup(batch)
        given = list(answers.values())
        found = sum(isinstance(answer, Found) for answer in given)
        self._count(started, answered=any(_is_answer(each) for each in given), found=found)
        return answers

    def _search(self, query: Query) -> Hits | Unavailable:
        started = self._clock()
        answer = super()._search(query)
        if not (isinstance(answer, Unavailable) and answer.cause is Cause.UNABLE):
            self._count(
                started, answered=isinstance(answer, Hits), found=int(isinstance(answer, Hits) and bool(answer.hits))
            )
        return answer

    def _count(self, started: float, *, answered: bool, found: int) -> None:
        seconds = self._clock() - started
        with self._lock:
            use = self._use
            self._use = evolve(
                use,
                asked=use.asked + 1,
                answered=use.answered + answered,
                found=use.found + found,
                seconds=use.seconds + seconds,
            )


def _is_answer(answer: Answer) -> bool:
    """Return whether somebody answered: that a DOI is registered and has no record is an answer."""
    return not isinstance(answer, Unavailable) or answer.cause is Cause.REGISTERED
