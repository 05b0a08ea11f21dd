"""What rides along in lists with room: no request more, and no other answer."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries_made import MISS, NOWHERE, StandIn, dois, failing, holding, record, scripted

from refcheck.model import Answer, Cause, Found, Hits, Id, Query, Scheme, Unavailable
from refcheck.registries import Chain, Planned, Registry
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch

PAPER = record("10.1000/paper")
A, B, C, D, E = dois("10.1000/a", "10.1000/b", "10.1000/c", "10.1000/d", "10.1000/e")


def asked(registry: Registry, ids: Sequence[Id], opportunistic: OpportunisticBatch) -> dict[Id, Answer]:
    return {
        key: answer
        for part in Chain(registry).lookup_each(ids, opportunistic=opportunistic)
        for key, answer in part.items()
    }


@pytest.mark.parametrize(
    ("wanted", "riding", "batch", "sent"),
    [
        ((A,), (B, C), 3, [(A, B, C)]),
        ((A,), (B, C, D, E), 3, [(A, B, C)]),
        ((A, B, C), (D, E), 2, [(A, B), (C, D)]),
        ((A, B), (C,), 2, [(A, B)]),
        ((A, B), (C,), 1, [(A,), (B,)]),
        ((A,), (A, B), 2, [(A, B)]),
        ((A,), (*dois("10.1000/x,y"), B), 1, [(A,)]),
        ((A,), (), 9, [(A,)]),
        ((), (A, B), 9, []),
    ],
)
def test_a_list_is_filled_and_none_is_added(
    wanted: tuple[Id, ...], riding: tuple[Id, ...], batch: int, sent: list[tuple[Id, ...]]
) -> None:
    registry = holding(batch=batch)
    assert set(asked(registry, wanted, OpportunisticBatch(riding))) == set(wanted)
    assert registry.lookups == [tuple(key.value for key in each) for each in sent]


def test_what_rode_along_is_not_asked_for_again() -> None:
    registry = holding(PAPER, batch=3)
    opportunistic = OpportunisticBatch((*dois("10.1000/paper"), B))
    asked(registry, (A,), opportunistic)
    assert asked(registry, (*dois("10.1000/paper"), B), opportunistic) == {PAPER.id: Found(record=PAPER), B: MISS}
    assert len(registry.lookups) == 1


def test_what_could_not_be_told_along_is_asked_for_in_its_turn() -> None:
    registry = scripted(failing(Cause.BUSY), NOWHERE, batch=3)
    opportunistic = OpportunisticBatch((B,))
    asked(registry, (A,), opportunistic)
    assert asked(registry, (B,), opportunistic) == {B: NOWHERE}


def test_a_rider_goes_on_with_the_others_until_somebody_knows_of_it() -> None:
    first, second, third = holding(PAPER, batch=9), holding(miss=NOWHERE, batch=9), holding(batch=9)
    opportunistic = OpportunisticBatch((*dois("10.1000/paper"), B))
    chain = Chain(first, second, third)
    list(chain.lookup_each((A,), opportunistic=opportunistic))
    assert (first.lookups, second.lookups, third.lookups) == (
        [("10.1000/a", "10.1000/paper", "10.1000/b")],
        [("10.1000/a", "10.1000/b")],
        [],
    )


class Unsaying:
    """A registry that does not say how many identifiers it takes at once."""

    name = "Unsaying"
    schemes = frozenset({Scheme.DOI})

    def __init__(self) -> None:
        self.lookups: list[tuple[Id, ...]] = []

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        self.lookups.append(tuple(ids))
        return dict.fromkeys(ids, MISS)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        return tuple(Hits(registry=self.name) for _ in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        return ()


def test_who_does_not_say_how_many_it_takes_gets_no_riders() -> None:
    registry = Unsaying()
    asked(registry, (A,), OpportunisticBatch((B,)))
    assert registry.lookups == [(A,)]


IDS = st.lists(st.sampled_from((A, B, C, D, E, PAPER.id)), unique=True)
ANSWERS = st.sampled_from((MISS, NOWHERE, Found(record=PAPER), failing(Cause.BUSY)))
SAID = st.dictionaries(st.sampled_from((A, B, C, D, E, PAPER.id)), ANSWERS)


def saying(answers: Mapping[Id, Answer], batch: int) -> StandIn:
    return StandIn(lambda ids: {key: answers.get(key, MISS) for key in ids}, batch=batch)


@given(first=IDS, then=IDS, riding=IDS, said=st.lists(st.tuples(SAID, st.integers(1, 4)), min_size=1, max_size=3))
def test_riders_change_no_answer_and_make_no_request_more(
    first: list[Id], then: list[Id], riding: list[Id], said: list[tuple[dict[Id, Answer], int]]
) -> None:
    def run(opportunistic: OpportunisticBatch) -> tuple[list[dict[Id, Answer]], int]:
        members = [saying(*each) for each in said]
        chain = Chain(*members, threads=1)
        told = [
            {
                key: answer
                for part in chain.lookup_each(ids, opportunistic=opportunistic)
                for key, answer in part.items()
            }
            for ids in (first, then)
        ]
        return told, sum(len(member.lookups) for member in members)

    alone, requests = run(OpportunisticBatch())
    along, fewer = run(OpportunisticBatch(riding))
    assert along == alone
    assert fewer <= requests
