"""A guard around registries from outside this package: whatever they raise or return becomes an answer of the protocol."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeGuard

from refcheck.model import Answer, Cause, Found, Hit, Hits, Id, NotFound, Query, Record, Unavailable
from refcheck.registries.base import Asked, Batched, Planned, Registry, Traits, complete, traits_of
from refcheck.registries.failures import Failure, broken
from refcheck.text.visible import brief

_LONGEST = 200
"""The longest part of an exception's message that is reported, in characters. Source: a judgement; not measured."""

_NO_ANSWER = broken("gave no usable answer")


def guarded(registry: Registry) -> Registry:
    """Return a registry from outside this package in a guard, and one of this package unchanged, so that its bugs surface."""
    if type(registry).__module__.partition(".")[0] == __name__.partition(".")[0]:
        return registry
    return _GuardedBatches(registry) if isinstance(registry, Batched) else _Guarded(registry)


class _Guarded(Asked):
    """Turns exceptions, missing answers and invalid answers of a registry into ``Unavailable`` under its name."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.name = registry.name
        self.schemes = registry.schemes

    def __eq__(self, other: object) -> bool:
        """Return whether it guards the same registry, so that its answers are recognised in another chain."""
        return isinstance(other, _Guarded) and self._registry is other._registry

    def __hash__(self) -> int:
        return id(self._registry)

    @property
    def traits(self) -> Traits:
        return traits_of(self._registry)

    def names(self) -> tuple[str, ...]:
        return self._registry.names()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        given = self._asked(lambda: self._registry.lookup(ids))
        if isinstance(given, Failure):
            return dict.fromkeys(ids, given.of(self.name))
        answers = given if isinstance(given, Mapping) else {}
        asked = {key: answers.get(key) for key in ids if key in answers or key.scheme in self.schemes}
        none = _NO_ANSWER.of(self.name)
        return complete(self.name, ids, {key: each if _is_answer(each) else none for key, each in asked.items()})

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        given = self._asked(lambda: self._registry.plan(ids, queries))
        return tuple(given) if isinstance(given, Sequence) else ()

    def _search(self, query: Query) -> Hits | Unavailable:
        given = self._asked(lambda: self._registry.search((query,)))
        if isinstance(given, Failure):
            return given.of(self.name)
        only = given[0] if isinstance(given, Sequence) and len(given) == 1 else None
        return only if isinstance(only, Unavailable) or _is_hits(only) else _NO_ANSWER.of(self.name)

    def _asked(self, ask: Callable[[], object]) -> object:
        """Return whatever the registry returns, or a ``Failure`` if it raises."""
        try:
            return ask()
        except Exception as error:  # foreign code: whatever it raises, the answers of the other registries are kept
            from logging import getLogger  # imported only when needed

            getLogger("refcheck.requests").info("%s raised %s", self.name, type(error).__name__, exc_info=True)
            cause = Cause.UNREACHABLE if isinstance(error, OSError) else Cause.UNKNOWN
            return Failure(f"raised {type(error).__name__}: {brief(str(error), _LONGEST)}", cause)


class _GuardedBatches(_Guarded):
    """The guard of a registry that has ``batches``."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        given = self._asked(lambda: self._registry.batches(ids))  # type: ignore[attr-defined]
        return (
            tuple(given) if isinstance(given, Sequence) else (tuple(key for key in ids if key.scheme in self.schemes),)
        )


def _is_answer(given: object) -> TypeGuard[Answer]:
    return isinstance(given, NotFound | Unavailable) or (isinstance(given, Found) and isinstance(given.record, Record))


def _is_hits(given: object) -> TypeGuard[Hits]:
    return isinstance(given, Hits) and all(
        isinstance(hit, Hit) and isinstance(hit.record, Record) for hit in given.hits
    )
