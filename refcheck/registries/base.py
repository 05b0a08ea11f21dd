"""The protocol of registries: somebody who can be asked for identifiers, and searched."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from attrs import frozen

from refcheck.model import Answer, Authority, Cause, Hits, Id, Query, Scheme, ServiceUse, Unavailable, Work
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
    at once.
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
        """Everybody who is asked by this one, itself or those that it wraps, in order."""
        ...

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """One answer for every identifier asked for."""
        ...

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """One answer for every query, in order."""
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


@runtime_checkable
class Timed(Protocol):
    """A registry that is asked at a certain pace."""

    def least_seconds(self, requests: int) -> float:
        """Return the seconds that so many requests take at the pace in force."""
        ...


def least_seconds(registry: Registry, requests: int) -> float:
    """Return the seconds that so many requests to ``registry`` take at its pace; none where it has no pace."""
    return registry.least_seconds(requests) if isinstance(registry, Timed) else 0.0


@runtime_checkable
class Wide(Protocol):
    """A registry of many hosts: it may be asked for more at once than any single one."""

    @property
    def threads(self) -> int:
        """From how many threads it is asked."""
        ...


@runtime_checkable
class Used(Protocol):
    """A registry that counts its requests."""

    def used(self) -> tuple[ServiceUse, ...]:
        """Return what each service was used for so far."""
        ...


def used(registry: Registry) -> tuple[ServiceUse, ...]:
    """Return what each service behind a registry was used for so far."""
    return registry.used() if isinstance(registry, Used) else ()


def holds(registry: Registry) -> str:
    """Return what a registry can hold, in words; empty where it does not say."""
    return str(getattr(registry, "holds", ""))


def is_last(registry: Registry) -> bool:
    """Return whether a registry is searched after all others, whatever it costs."""
    return bool(getattr(registry, "is_last", False))


def is_catalogue(registry: Registry) -> bool:
    """Return whether a registry is a catalogue of its own, which is asked beside those that register works."""
    return getattr(registry, "standing", Authority.REGISTERED) is Authority.CATALOGUED


@runtime_checkable
class Homing(Protocol):
    """A registry that would hold certain works sooner than anybody else."""

    def is_home_of(self, work: Work) -> bool:
        """Return whether it is asked for such a work before the others."""
        ...


def is_home_of(registry: Registry, work: Work) -> bool:
    """Return whether a registry is asked for a work before the others."""
    return isinstance(registry, Homing) and registry.is_home_of(work)


@runtime_checkable
class Queued(Protocol):
    """A registry that some wait for."""

    def waiting_seconds(self) -> float:
        """Return the seconds that who asks now waits for a turn, by the pace in force."""
        ...


def waiting_seconds(registry: Registry) -> float:
    """Return the seconds until a registry could be asked; none where nobody waits."""
    return registry.waiting_seconds() if isinstance(registry, Queued) else 0.0


@runtime_checkable
class Specialised(Protocol):
    """A registry of the works of one field."""

    def serves(self, work: Work) -> bool:
        """Return whether a work is of its field."""
        ...


def serves(registry: Registry, work: Work) -> bool:
    """Return whether a registry is one of the field that a work is of."""
    return isinstance(registry, Specialised) and registry.serves(work)


THREADS = 8
"""More than any registry lets in at once, so that whoever waits for a retry keeps nobody waiting."""


def threads_for(registry: Registry) -> int:
    """From how many threads a registry is asked."""
    return registry.threads if isinstance(registry, Wide) else THREADS


def batches_of(registry: Registry, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
    """Return how ``registry`` wants to be asked for ``ids``: in its own batches, else for all at once that are of its schemes."""
    if isinstance(registry, Batched):
        return registry.batches(ids)
    askable = tuple(key for key in ids if key.scheme in registry.schemes)
    return (askable,) if askable else ()


def unable(registry: str, what: str) -> Unavailable:
    """Return the answer of a registry that does not do what it was asked for."""
    return Failure(what, Cause.UNABLE).of(registry)


def unavailable(registry: str, failure: Failure, ids: Sequence[Id]) -> dict[Id, Answer]:
    """Return the same ``Unavailable`` for every identifier."""
    return dict.fromkeys(ids, failure.of(registry))


def complete(registry: str, ids: Sequence[Id], answers: Mapping[Id, Answer]) -> dict[Id, Answer]:
    """Answers in the order asked; those that are missing are ``unable``."""
    missing = unable(registry, "cannot be asked for this identifier")
    return {key: answers.get(key, missing) for key in ids}
