"""Registries that are searched by what was read in a reference, through requests."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlencode

from refcheck.model import Answer, Hit, Hits, Id, Provenance, Query, Record, Scheme, Standing, Unavailable, Work
from refcheck.registries.base import Clock, Planned, complete, unable, utc_now
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.transport.get import Reply, Web, within
from refcheck.text.folding import fold

ROWS = 5
"""Hits that are asked for, to be put in order by our own matcher."""

_MOST_WORDS = 24
"""Words of a title that are searched for: more find no better."""


class Searched(ABC):
    """One request a search, for works that the registry may hold; it is asked for no identifiers.

    A registry of this kind says what it may hold (``may_hold``), how its address is written (``_search_url``) and how its answer is
    read (``_found``). For what it does not hold it is ``unable``, and nothing is sent.
    """

    name: ClassVar[str]
    holds: ClassVar[str]
    """What it holds, for people."""
    schemes: ClassVar[frozenset[Scheme]] = frozenset()
    standing: ClassVar[Standing] = Standing.CATALOGUED
    accept: ClassVar[str] = "application/json"

    def __init__(
        self,
        *,
        base_url: str,
        mailto: str | None = None,
        key: str | None = None,
        turn: Callable[[], None] | None = None,
        now: Clock = utc_now,
        dialler: Dialler | None = None,
    ) -> None:
        """``mailto`` and ``key``, where the registry gives any, are sent only if given. ``turn`` waits before a second request."""
        self._turn = turn
        self._base_url = base_url.rstrip("/")
        self._mailto = mailto
        self._key = key
        self._web = Web(home=self._base_url, mailto=mailto, now=now, dialler=dialler, headers=self._headers())
        self._now = now

    def names(self) -> tuple[str, ...]:
        """Itself."""
        return (self.name,)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """None."""
        return ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Never done."""
        return complete(self.name, ids, {})

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """The works that it finds for each query."""
        return tuple(self._search(query) for query in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """One address for each query that it may hold the work of."""
        return tuple(each for query in queries for each in self._planned(query))

    def _headers(self) -> Mapping[str, str]:
        """What is sent with each request beside what all send: a key, where it goes there."""
        return {}

    def _planned(self, query: Query) -> Iterator[Planned]:
        if (url := self._url_for(query)) is not None:
            yield Planned(registry=self.name, url=url)
            if (second := self._second_url(query.work)) is not None:
                yield Planned(registry=self.name, url=second, when="if that finds nothing")

    @abstractmethod
    def may_hold(self, work: Work) -> bool:
        """Whether it holds works of the kind."""

    def is_home_of(self, work: Work) -> bool:
        """Whether it would hold such a work sooner than anybody else."""
        return False

    @abstractmethod
    def _search_url(self, work: Work) -> str:
        """The address of the search."""

    def _second_url(self, work: Work) -> str | None:
        """The address of a second search, for what the first did not find because of a slip in it."""
        return None

    @abstractmethod
    def _found(self, reply: Reply, retrieved: datetime) -> Sequence[Record] | Failure:
        """The records in an answer, or why there are none to read."""

    def _url_for(self, query: Query) -> str | None:
        work = query.work
        return self._search_url(work) if work.title and self.may_hold(work) else None

    def _search(self, query: Query) -> Hits | Unavailable:
        url = self._url_for(query)
        if url is None:
            return unable(self.name, f"holds {self.holds}")
        return self._asked(url, self._second_url(query.work))

    def _asked(self, url: str, second: str | None) -> Hits | Unavailable:
        """What is found at an address; where that is nothing, at the second."""
        reply = self._web.get(url, follow=within(self._base_url), accept=self.accept)
        if isinstance(reply, Failure):
            return reply.of(self.name)
        if reply.status != 200:
            return self._web.failure(reply).of(self.name)
        records = self._found(reply, self._now())
        if isinstance(records, Failure):
            return records.of(self.name)
        if not records and second is not None:
            if self._turn is not None:
                self._turn()
            return self._asked(second, None)
        return Hits(registry=self.name, hits=tuple(Hit(record=record) for record in records))

    def _record(self, key: Id, work: Work, url: str, retrieved: datetime, **more: Any) -> Record:
        """A record of the catalogue."""
        provenance = Provenance(registry=self.name, url=url, retrieved=retrieved, standing=self.standing)
        return Record(id=key, work=work, provenance=provenance, **more)


def title_words(work: Work) -> str:
    """The words of a title, without the signs that search engines take for their own."""
    return " ".join(fold(work.title or "").split()[:_MOST_WORDS])


def first_family(work: Work) -> str:
    """The family name, or else the whole name, of the first author, without signs; empty without one."""
    people = work.author or work.editor
    return fold(people[0].family or people[0].literal or "") if people else ""


def query_string(**parameters: str | int | None) -> str:
    """The parameters that have a value, as they stand in an address."""
    return urlencode({name: value for name, value in parameters.items() if value not in (None, "")})


def items_at(body: Any | Failure, *path: str) -> Sequence[Mapping[str, Any]] | Failure:
    """The objects of the list at the end of a path in JSON; none where the list is absent from its object."""
    for name in path[:-1]:
        if isinstance(body, Failure):
            return body
        body = body.get(name) if isinstance(body, Mapping) else None
    if isinstance(body, Failure):
        return body
    if not isinstance(body, Mapping):
        return broken("gave an answer that is not what it answers")
    found = body.get(path[-1], [])
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
