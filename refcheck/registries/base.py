"""The protocol of registries: services and stores in which identifiers are looked up and works are searched."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from attrs import frozen

from refcheck.model import (
    Answer,
    Authority,
    Cause,
    Found,
    Hits,
    Id,
    NotFound,
    Query,
    Record,
    Scheme,
    Scope,
    ServiceUse,
    Unavailable,
    Work,
)
from refcheck.registries.failures import Failure

Clock = Callable[[], datetime]
"""A function that returns the time in UTC: the time at which a record was retrieved."""


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


@frozen(kw_only=True)
class Planned:
    """A request that would be sent: the registry, the exact URL, and the ``body`` if it is a POST.

    ``when`` is the condition on which it is sent; empty for a request that is sent in any case.
    """

    registry: str
    method: str = "GET"
    url: str
    body: str = ""
    when: str = ""


@frozen(kw_only=True)
class Asking:
    """The progress of querying one registry: ``done`` of ``total`` identifiers or searches.

    ``least`` is the least time, in seconds, that the remaining requests take at the current pace, if every answer is immediate.
    """

    registry: str
    done: int = 0
    total: int
    least: float = 0.0


@runtime_checkable
class Registry(Protocol):
    """A service or a store of records that answers lookups and searches.

    A registry never raises because of a network failure: it answers ``Unavailable``. It may be queried from several threads at
    once. If a registry from outside this package raises, or leaves a key without an answer, a run takes that as ``Unavailable``.
    """

    @property
    def name(self) -> str:
        """The name that reports show."""
        ...

    @property
    def schemes(self) -> frozenset[Scheme]:
        """The schemes of the identifiers that it can look up."""
        ...

    def names(self) -> tuple[str, ...]:
        """Return the names of all registries that it queries, in order: its own, or those of the registries that it wraps."""
        ...

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return one answer for every identifier."""
        ...

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Return one answer for every query, in order."""
        ...

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what ``lookup(ids)`` and ``search(queries)`` would send. Nothing is sent."""
        ...


@runtime_checkable
class Batched(Protocol):
    """A registry that is queried for a limited number of identifiers at a time."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the identifiers, divided so that each batch takes one request (or none, where the answer is at hand).

        Identifiers that the registry cannot look up are in no batch.
        """
        ...


THREADS = 8
"""Threads per registry: more than any registry allows at once, so that a request that waits for its retry blocks no other."""


@frozen(kw_only=True)
class Traits:
    """Properties of a registry beside its methods; all are optional.

    Args:
        holds: what works it should have, in words. If this is empty, its misses prove nothing: they make no work ``not-found``.
        standing: ``CATALOGUED`` for a catalogue with descriptions of its own, which is queried beside those that register works.
        is_apart: whether no other registry registers its works, and it looks them up in lists (few requests): it is queried even
            after the outage of another.
        is_last: whether it is searched after all others, whatever it costs.
        threads: from how many threads it is queried; a registry of many hosts can be queried from more than one host allows.
        is_home_of: whether it is likelier than any other to have a given work, and is therefore searched before the others.
        serves: whether it covers the field of a given work.
        least_seconds: the least time, in seconds, that a given number of requests takes at the current pace.
        waiting_seconds: the seconds that a new request waits for its turn; 0 where no request waits.
        used: what each service that it queries was used for so far.
    """

    holds: str = ""
    standing: Authority = Authority.REGISTERED
    is_apart: bool = False
    is_last: bool = False
    threads: int = THREADS
    is_home_of: Callable[[Work], bool] = lambda work: False
    serves: Callable[[Work], bool] = lambda work: False
    least_seconds: Callable[[int], float] = lambda requests: 0.0
    waiting_seconds: Callable[[], float] = lambda: 0.0
    used: Callable[[], tuple[ServiceUse, ...]] = tuple

    @property
    def is_catalogue(self) -> bool:
        """Whether it is a catalogue with descriptions of its own."""
        return self.standing is Authority.CATALOGUED


PLAIN = Traits()


def traits_of(registry: Registry) -> Traits:
    """Return the ``traits`` of a registry; where it has none, the defaults, which are true of most."""
    traits: Traits = getattr(registry, "traits", PLAIN)
    return traits


def batches_of(registry: Registry, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
    """Return the batches in which ``registry`` looks up ``ids``: its own, or else all that are of its schemes as one batch."""
    own: Callable[[Sequence[Id]], tuple[tuple[Id, ...], ...]] | None = getattr(registry, "batches", None)
    if own is not None:  # not ``isinstance``: for a protocol it takes longer than everything else here
        return own(ids)
    askable = tuple(key for key in ids if key.scheme in registry.schemes)
    return (askable,) if askable else ()


def unable(registry: str, what: str) -> Unavailable:
    """Return the answer of a registry that does not support what it was asked for; ``what`` is the reason."""
    return Failure(what, Cause.UNABLE).of(registry)


def not_found_here(registry: str) -> NotFound:
    """Return the answer of a registry that has no record of the work, which may well be registered elsewhere."""
    return NotFound(registry=registry, scope=Scope.HOLDINGS)


def complete(registry: str, ids: Sequence[Id], answers: Mapping[Id, Answer]) -> dict[Id, Answer]:
    """Return the answers in the order of ``ids``; for those that are missing, ``Unavailable`` with the cause ``UNABLE``."""
    missing = unable(registry, "cannot be asked for this identifier")
    return {key: answers.get(key, missing) for key in ids}


class Asked:
    """Base of the registries of this package: a subclass answers one batch in ``_ask`` and one query in ``_search``.

    By default it looks up no identifiers, cannot be searched, and plans to send nothing.
    """

    name: str
    schemes: frozenset[Scheme] = frozenset()
    unsearched: str = "cannot be searched"
    """Why it does not answer searches."""

    def names(self) -> tuple[str, ...]:
        """Return its own name."""
        return (self.name,)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return one answer for each identifier, batch by batch; ``unable`` for those in no batch and those without an answer."""
        answers: dict[Id, Answer] = {}
        for batch in batches_of(self, ids):
            given = self._ask(batch)
            answers |= dict.fromkeys(batch, given.of(self.name)) if isinstance(given, Failure) else given
        return complete(self.name, ids, answers)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Return the hits of each query, or why there is no answer."""
        return tuple(map(self._search, queries))

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return an empty plan: nothing is sent."""
        return ()

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer] | Failure:
        """Return the answers to one batch, which may be incomplete, or why there are none."""
        return {}

    def _search(self, query: Query) -> Hits | Unavailable:
        """Return the answer to one query."""
        return unable(self.name, self.unsearched)


class AtHand(Asked):
    """Base of the registries that send nothing: their records are on this machine, and a work without one may well exist."""

    schemes = frozenset({Scheme.DOI})

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        """Return the records; a miss has the scope ``holdings``."""
        records = {key: self._held(key) for key in batch}
        return {key: Found(record=each) if each else not_found_here(self.name) for key, each in records.items()}

    def _held(self, key: Id) -> Record | None:
        """Return the record of an identifier, if there is one."""
        return None
