"""Registries, records and a clock for tests, without a network."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from refcheck.model import (
    Answer,
    Cause,
    Date,
    Found,
    Hit,
    Hits,
    Id,
    Name,
    NotFound,
    Provenance,
    Query,
    Record,
    Scheme,
    Scope,
    Unavailable,
    Work,
)
from refcheck.registries import Planned
from refcheck.registries.base import Traits

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def record(
    doi: str,
    title: str = "A Title of Some Length",
    family: str = "Sample",
    year: int = 2020,
    container: str = "Journal of Samples",
) -> Record:
    work = Work(
        type="article-journal",
        title=title,
        author=(Name(family=family, given="Ann"),),
        issued=Date(year=year),
        container_title=container,
        doi=doi,
    )
    return Record(
        id=Id.doi(doi),
        work=work,
        provenance=Provenance(registry="Stand-in", url=f"https://example.org/{doi}", retrieved=NOON),
    )


def failing(cause: Cause, retry_after: float | None = None) -> Unavailable:
    return Unavailable(registry="Stand-in", why=f"{cause} on purpose", cause=cause, retry_after=retry_after)


MISS = NotFound(registry="Stand-in", scope=Scope.HOLDINGS)
NOWHERE = NotFound(registry="Stand-in", scope=Scope.REGISTRATION)


class Clock:
    """Time passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class StandIn:
    """Answers by a function, in batches of a given size, and keeps what it was asked."""

    schemes: frozenset[Scheme] = frozenset({Scheme.DOI})
    traits = Traits(holds="everything")

    def __init__(
        self,
        answer: Callable[[tuple[Id, ...]], Mapping[Id, Answer]],
        *,
        found: Callable[[Query], Hits | Unavailable] | None = None,
        name: str = "Stand-in",
        batch: int = 2,
    ) -> None:
        self.name = name
        self.lookups: list[tuple[str, ...]] = []
        self.searches: list[str] = []
        self._answer = answer
        self._found = found or (lambda query: Hits(registry=name))
        self._batch = batch

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        own = [key for key in ids if key.scheme in self.schemes]
        return tuple(tuple(own[start : start + self._batch]) for start in range(0, len(own), self._batch))

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        answers: dict[Id, Answer] = {}
        for batch in self.batches(ids):
            self.lookups.append(tuple(key.value for key in batch))
            answers |= self._answer(batch)
        return answers

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        self.searches += [query.raw for query in queries]
        return tuple(self._found(query) for query in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        lists = [f"https://stand-in.example/{'+'.join(key.value for key in batch)}" for batch in self.batches(ids)]
        searches = [f"https://stand-in.example/?{query.raw}" for query in queries]
        return tuple(Planned(registry=self.name, url=url) for url in [*lists, *searches])


def holding(*records: Record, miss: Answer = MISS, name: str = "Stand-in", batch: int = 2) -> StandIn:
    """A registry of these records, found by DOI, and all of them by any search."""
    held = {each.id: each for each in records}
    hits = Hits(registry=name, hits=tuple(Hit(record=each, score=1.0) for each in records))
    return StandIn(
        lambda ids: {key: Found(record=held[key]) if key in held else miss for key in ids},
        found=lambda query: hits,
        name=name,
        batch=batch,
    )


def scripted(*outcomes: Answer, batch: int = 2) -> StandIn:
    """A registry that gives one outcome a request, to all that it asks for, and the last one for ever."""
    left = list(outcomes)

    def answer(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        outcome = left.pop(0) if len(left) > 1 else left[0]
        return dict.fromkeys(ids, outcome)

    def found(query: Query) -> Hits | Unavailable:
        outcome = left.pop(0) if len(left) > 1 else left[0]
        return outcome if isinstance(outcome, Unavailable) else Hits(registry="Stand-in")

    return StandIn(answer, found=found, batch=batch)


def dois(*values: str) -> tuple[Id, ...]:
    return tuple(Id.doi(value) for value in values)


def query(text: str) -> Query:
    return Query(raw=text, work=Work(title=text))
