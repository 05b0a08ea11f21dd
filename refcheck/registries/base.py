"""The protocol of registries: somebody who can be asked for identifiers, and searched."""

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
"""The time in UTC, for the day a record was retrieved on."""


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


@frozen(kw_only=True)
class Planned:
    """A request that would be sent: to whom, the exact address, and the ``body`` of one that is posted.

    ``when`` is empty for one that is sent in any case, else it says on what condition it follows.
    """

    registry: str
    method: str = "GET"
    url: str
    body: str = ""
    when: str = ""


@frozen(kw_only=True)
class Asking:
    """How far the asking of one registry has come: ``done`` of ``total`` identifiers or searches.

    ``least`` are the seconds that the rest takes at the pace in force, if every answer comes at once.
    """

    registry: str
    done: int = 0
    total: int
    least: float = 0.0


@runtime_checkable
class Registry(Protocol):
    """Somebody who can be asked.

    A registry never raises because of what the network does: that is an ``Unavailable``. It may be asked from several threads
    at once. What one that is not of this package raises, or leaves without an answer, a run takes for an ``Unavailable`` of it.
    """

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def schemes(self) -> frozenset[Scheme]:
        """The identifiers that it can be asked for."""
        ...

    def names(self) -> tuple[str, ...]:
        """Return everybody who is asked by this one, itself or those that it wraps, in order."""
        ...

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return one answer for every identifier asked for."""
        ...

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Return one answer for every query, in order."""
        ...

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what ``lookup(ids)`` and ``search(queries)`` would send. Nothing is sent."""
        ...


@runtime_checkable
class Batched(Protocol):
    """A registry that is asked for a few identifiers at a time."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the identifiers, divided so that each batch is one request (or none, where the answer is at hand).

        What the registry cannot be asked for is in no batch.
        """
        ...


THREADS = 8
"""More than any registry lets in at once, so that whoever waits for a retry keeps nobody waiting."""


@frozen(kw_only=True)
class Traits:
    """Properties of a registry beside its verbs; it need not give any of them.

    Args:
        holds: what it can hold, in words. The misses of one that does not say it prove nothing: no work is ``not-found`` by them.
        standing: ``CATALOGUED`` for a catalogue of its own, which is asked beside those that register works.
        is_apart: whether the works that it registers are no other's, and lists bring them: another's outage says nothing of them.
        is_last: whether it is searched after all others, whatever it costs.
        threads: from how many threads it is asked; one of many hosts may be asked for more at once than any single one.
        is_home_of: whether it would hold a work sooner than anybody else, and is searched before the others.
        serves: whether it is one of the field that a work is of.
        least_seconds: the seconds that so many requests take at the pace in force.
        waiting_seconds: the seconds that who asks now waits for a turn; none where nobody waits.
        used: what each service behind it was used for so far.
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
        """Whether it is a catalogue of its own."""
        return self.standing is Authority.CATALOGUED


PLAIN = Traits()


def traits_of(registry: Registry) -> Traits:
    """Return what a registry says of itself (``traits``); where it says nothing, what is true of most."""
    traits: Traits = getattr(registry, "traits", PLAIN)
    return traits


def batches_of(registry: Registry, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
    """Return how ``registry`` wants to be asked for ``ids``: in its own batches, else for all at once that are of its schemes."""
    own: Callable[[Sequence[Id]], tuple[tuple[Id, ...], ...]] | None = getattr(registry, "batches", None)
    if own is not None:  # ``isinstance`` of a protocol takes longer than all the rest
        return own(ids)
    askable = tuple(key for key in ids if key.scheme in registry.schemes)
    return (askable,) if askable else ()


def unable(registry: str, what: str) -> Unavailable:
    """Return the answer of a registry that does not do what it was asked for."""
    return Failure(what, Cause.UNABLE).of(registry)


def not_held(registry: str) -> NotFound:
    """Return the answer of a registry that has no such record among its own, though there may well be one elsewhere."""
    return NotFound(registry=registry, scope=Scope.HOLDINGS)


def complete(registry: str, ids: Sequence[Id], answers: Mapping[Id, Answer]) -> dict[Id, Answer]:
    """Return answers in the order asked; those that are missing are ``unable``."""
    missing = unable(registry, "cannot be asked for this identifier")
    return {key: answers.get(key, missing) for key in ids}


class Asked:
    """Base of the registries of this package: each says what it answers to one batch (``_ask``) and to one query (``_search``).

    It is asked for no identifiers and is not searched, until its kind says how, and plans to send nothing.
    """

    name: str
    schemes: frozenset[Scheme] = frozenset()
    unsearched: str = "cannot be searched"
    """Why a search has no answer."""

    def names(self) -> tuple[str, ...]:
        """Itself."""
        return (self.name,)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return one answer for each identifier, batch by batch; for what is in none, or was not answered for, it is ``unable``."""
        answers: dict[Id, Answer] = {}
        for batch in batches_of(self, ids):
            given = self._ask(batch)
            answers |= dict.fromkeys(batch, given.of(self.name)) if isinstance(given, Failure) else given
        return complete(self.name, ids, answers)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Return the works that it finds for each query, or why it finds none."""
        return tuple(map(self._search, queries))

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return nothing: nothing is sent."""
        return ()

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer] | Failure:
        """Return the answers to one batch, as far as there are any, or why there are none."""
        return {}

    def _search(self, query: Query) -> Hits | Unavailable:
        """Return the answer to one query."""
        return unable(self.name, self.unsearched)


class AtHand(Asked):
    """Base of the registries that send nothing: what they hold is on this machine, and what they lack may well exist."""

    schemes = frozenset({Scheme.DOI})

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        """Return the records held; a miss is of scope ``holdings``."""
        records = {key: self._held(key) for key in batch}
        return {key: Found(record=each) if each else not_held(self.name) for key, each in records.items()}

    def _held(self, key: Id) -> Record | None:
        """Return the record of an identifier, if it holds one."""
        return None
