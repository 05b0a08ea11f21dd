"""The base class of the wrappers, and three simple ones: for splitting batches, counting requests, and limiting what is sent."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from attrs import evolve

from refcheck.model import Aim, Answer, Cause, Found, Hits, Id, Query, Scheme, ServiceUse, Unavailable, Work
from refcheck.registries.base import Asked, Planned, Registry, Traits, batches_of, not_found_here, traits_of, unable
from refcheck.registries.connections import Send
from refcheck.registries.wrappers.guarding import guarded

Key = TypeVar("Key")
"""An identifier of a batch, or a query."""

Given = TypeVar("Given", Answer, Hits | Unavailable)
"""The answer to a ``Key``."""


class Wrapper(Asked):
    """Delegates everything. A subclass overrides what happens to one request: ``_answered``, or ``_ask`` and ``_search``."""

    def __init__(self, registry: Registry) -> None:
        """Wrap ``registry``."""
        self._registry = guarded(registry)
        self.name = registry.name
        self.schemes = registry.schemes

    def names(self) -> tuple[str, ...]:
        """Return the names of the wrapped registry."""
        return self._registry.names()

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the batches of the wrapped registry."""
        return batches_of(self._registry, ids)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what the wrapped registry would send."""
        return self._registry.plan(ids, queries)

    @property
    def traits(self) -> Traits:
        """The traits of the wrapped registry."""
        return traits_of(self._registry)

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        return self._answered(batch, lambda: self._registry.lookup(batch))

    def _search(self, query: Query) -> Hits | Unavailable:
        return self._answered((query,), lambda: {query: self._registry.search((query,))[0]})[query]

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        """Return the answers to one request for ``asked``, a batch or a single query; ``ask`` sends it to the wrapped registry."""
        return ask()


class Splitting(Wrapper):
    """Wraps a registry that refuses a whole batch because of one identifier that it considers malformed.

    A refused batch is sent again in halves. A single identifier that is refused counts as not found in the registry.
    """

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        answers = super()._ask(batch)
        if not all(isinstance(each, Unavailable) and each.cause is Cause.REFUSED for each in answers.values()):
            return answers
        if len(batch) == 1:
            return {batch[0]: not_found_here(self.name)}
        middle = len(batch) // 2
        return {**self._ask(batch[:middle]), **self._ask(batch[middle:])}


class Tallied(Wrapper):
    """Wraps a registry and counts its requests."""

    def __init__(self, registry: Registry, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds."""
        super().__init__(registry)
        self._clock = clock
        self._lock = threading.Lock()
        self._use = ServiceUse(registry=registry.name)

    @property
    def traits(self) -> Traits:
        """The traits of the wrapped registry, with the counts."""
        return evolve(super().traits, used=lambda: (self._use,) if self._use.asked else ())

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        started = self._clock()
        answers = ask()
        results: Sequence[Answer | Hits] = tuple(answers.values())
        if not (isinstance(asked[0], Query) and all(map(is_unable, results))):  # such a query is not sent
            seconds, is_answered = self._clock() - started, any(map(is_answer, results))
            found = sum(isinstance(each, Found) or (isinstance(each, Hits) and bool(each.hits)) for each in results)
            once = ServiceUse(registry=self.name, asked=1, answered=int(is_answered), found=found, seconds=seconds)
            with self._lock:
                self._use = plus(self._use, once)
        return answers


def plus(one: ServiceUse, other: ServiceUse, sign: int = 1) -> ServiceUse:
    """Return the sum of two uses of one service, or with the ``sign`` -1 their difference."""
    names = ("asked", "answered", "found", "seconds")
    return evolve(one, **{name: getattr(one, name) + sign * getattr(other, name) for name in names})


def is_unable(answer: Answer | Hits) -> bool:
    """Return whether the answer says that the registry does not support what it was asked for."""
    return isinstance(answer, Unavailable) and answer.cause is Cause.UNABLE


def is_answer(answer: Answer | Hits) -> bool:
    """Return whether the service answered; that a DOI is registered but has no record counts as an answer."""
    return not isinstance(answer, Unavailable) or answer.cause is Cause.REGISTERED


class PrivacyFilter(Wrapper):
    """Wraps a registry: identifiers are looked up; searches contain only what may be sent, or are not made."""

    def __init__(self, registry: Registry, send: Send) -> None:
        """Send no more than the level ``send`` allows."""
        super().__init__(registry)
        self._send = send
        if send is Send.IDENTIFIERS:
            self.schemes -= {Scheme.CITATION}  # these consist of bibliographic data

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the batches of the identifiers that may be sent."""
        return super().batches([key for key in ids if key.scheme in self.schemes])

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return the plan for what may be sent."""
        allowed = () if self._send is Send.IDENTIFIERS else tuple(map(self._allowed, queries))
        return self._registry.plan([key for key in ids if key.scheme in self.schemes], allowed)

    def _search(self, query: Query) -> Hits | Unavailable:
        if self._send is Send.IDENTIFIERS:
            return unable(self.name, "is not searched: only identifiers are sent")
        return super()._search(self._allowed(query))

    def _allowed(self, query: Query) -> Query:
        """Return the query in the form that may be sent: as printed, or rebuilt from its fields. Names of venues are fields."""
        return (
            query if self._send is Send.PRINTED or query.aim is Aim.VENUE else evolve(query, raw=in_fields(query.work))
        )


def in_fields(work: Work) -> str:
    """Return the bibliographic data of a work: names, year, title, container, volume, pages; no note, URL or identifier.

    >>> in_fields(Work(title="On kilns", note="private"))
    'On kilns'
    """
    people = (name.headword for name in (work.author or work.editor))
    where = (work.container_title, work.volume, work.issue, work.page, work.publisher)
    return " ".join(filter(None, (*people, str(work.year or ""), work.title, work.subtitle, *where)))
