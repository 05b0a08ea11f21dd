"""Registries that others have written: whatever they raise or answer, the run goes on, and says who gave no answer."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from registries_made import dois, holding, query, record

import refcheck
from refcheck.model import Answer, Cause, Found, Hit, Hits, Id, NotFound, Scheme, Scope, Unavailable
from refcheck.registries import Batched, Chain, Local, Planned, Retrying
from refcheck.registries.wrappers.guarding import guarded

PRINTED = "Oduya, A. (1987). Tides and the walls of small harbours. Tidal Letters, 8(9), 617–628. doi:10.5555/tides.1"
KEY = dois("10.5555/tides.1")[0]
HELD = record("10.5555/tides.1")
MISS = NotFound(registry="Mine", scope=Scope.HOLDINGS)


def raising(error: Exception) -> Callable[..., Any]:
    def ask(*arguments: object) -> Any:
        raise error

    return ask


class Mine:
    """A registry as somebody else writes it."""

    name = "Mine"
    schemes = frozenset({Scheme.DOI})

    def __init__(self, lookup: Any = None, search: Any = None, plan: Any = None) -> None:
        self._lookup: Any = lookup or (lambda ids: dict.fromkeys(ids, MISS))
        self._search: Any = search or (lambda queries: (Hits(registry="Mine"),) * len(queries))
        self._plan: Any = plan or (lambda ids, queries: ())

    def names(self) -> tuple[str, ...]:
        return ("Mine",)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        answers: dict[Id, Answer] = self._lookup(ids)
        return answers

    def search(self, queries: Sequence[Any]) -> tuple[Hits | Unavailable, ...]:
        hits: tuple[Hits | Unavailable, ...] = self._search(queries)
        return hits

    def plan(self, ids: Sequence[Id], queries: Sequence[Any]) -> tuple[Planned, ...]:
        planned: tuple[Planned, ...] = self._plan(ids, queries)
        return planned


NONE = "gave no usable answer"

LOOKUPS = [
    (raising(ConnectionError("down")), "raised ConnectionError: down", Cause.UNREACHABLE),
    (raising(TimeoutError()), "raised TimeoutError: ", Cause.UNREACHABLE),
    (raising(KeyError("title")), "raised KeyError: 'title'", Cause.UNKNOWN),
    (raising(ValueError("a\x1b[1m\n" + "b" * 500)), "raised ValueError: a‹U+001B›[1m b", Cause.UNKNOWN),
    (lambda ids: {}, NONE, Cause.BROKEN),
    (lambda ids: None, NONE, Cause.BROKEN),
    (lambda ids: [MISS], NONE, Cause.BROKEN),
    (lambda ids: dict.fromkeys(ids), NONE, Cause.BROKEN),
    (lambda ids: dict.fromkeys(ids, (HELD,)), NONE, Cause.BROKEN),
    (lambda ids: {key: Found(record=None) for key in ids}, NONE, Cause.BROKEN),  # type: ignore[arg-type]
    (lambda ids: {key.value: MISS for key in ids}, NONE, Cause.BROKEN),
]
SEARCHES = [
    (raising(ConnectionError("down")), "raised ConnectionError: down"),
    (lambda queries: (), NONE),
    (lambda queries: None, NONE),
    (lambda queries: (None,), NONE),
    (lambda queries: ((HELD,),), NONE),
    (lambda queries: (Hits(registry="Mine", hits=(HELD,)),), NONE),  # type: ignore[arg-type]
    (lambda queries: [Hits(registry="Mine"), Hits(registry="Mine")], NONE),
]


@pytest.mark.parametrize(("lookup", "why", "cause"), LOOKUPS)
def test_a_lookup_that_is_no_answer_is_unavailable(lookup: Any, why: str, cause: Cause) -> None:
    answer = Chain(Mine(lookup)).lookup((KEY,))[KEY]
    assert isinstance(answer, Unavailable)
    assert (answer.registry, answer.cause) == ("Mine", cause)
    assert answer.why.startswith(why)
    assert len(answer.why) < 250
    assert Chain(Mine(lookup), holding(HELD)).lookup((KEY,))[KEY] == Unavailable(
        registry="Mine", why=answer.why, cause=cause
    )
    assert Chain(holding(HELD), Mine(lookup)).lookup((KEY,))[KEY] == Found(record=HELD)


@pytest.mark.parametrize(("search", "why"), SEARCHES)
def test_a_search_that_is_no_answer_is_unavailable(search: Any, why: str) -> None:
    (answer,) = Chain(Mine(search=search)).search((query("tides"),))
    assert isinstance(answer, Unavailable)
    assert (answer.registry, answer.why) == ("Mine", why)
    hits = dict(Chain(Mine(search=search), holding(HELD)).search_each(query("tides")))
    assert [type(each) for each in hits.values()] == [Unavailable, Hits]


@pytest.mark.parametrize(
    "registry", [Mine(lookup, search) for (lookup, *_), (search, _) in zip(LOOKUPS, SEARCHES, strict=False)]
)
def test_a_run_goes_on_and_says_who_gave_no_answer(registry: Mine) -> None:
    for asked in (registry, Chain(registry), Chain(Retrying(registry, sleep=lambda seconds: None))):
        report = refcheck.check([PRINTED], registry=asked)
        assert [each.verdict for each in report] == [refcheck.Verdict.UNVERIFIED]
        assert {each.registry for each in report.run.incomplete} == {"Mine"}


@pytest.mark.parametrize("plan", [raising(ConnectionError()), lambda ids, queries: None])
def test_a_plan_that_is_none_costs_nobody_a_request(plan: Any) -> None:
    chain = Chain(Mine(plan=plan), holding(HELD))
    assert chain.lookup((KEY,))[KEY] == Found(record=HELD)
    assert len(chain.plan((KEY,), ())) == 1


def test_what_is_sound_is_handed_on() -> None:
    hits = Hits(registry="Mine", hits=(Hit(record=HELD),))
    mine = Chain(Mine(lambda ids: dict.fromkeys(ids, Found(record=HELD)), lambda queries: [hits]))
    assert mine.lookup((KEY,)) == {KEY: Found(record=HELD)}
    assert mine.search((query("tides"),)) == (hits,)


def test_a_batch_is_asked_for_as_its_registry_wants_it() -> None:
    assert isinstance(guarded(holding(HELD)), Batched)
    assert not isinstance(guarded(Mine()), Batched)


def test_our_own_registries_are_in_no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug of ours is seen, and is no outage."""
    local = Local([HELD])
    assert guarded(local) is local
    monkeypatch.setattr(Local, "lookup", raising(ZeroDivisionError("a fault of our own")))
    with pytest.raises(ZeroDivisionError):
        refcheck.check([PRINTED], registry=Chain(local))
