"""Registries around registries: paced, retried, split, chained."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registries_made import MISS, NOWHERE, Clock, StandIn, dois, failing, holding, query, record, scripted

from refcheck.model import Answer, Cause, Found, Hits, Id, NotFound, Query, Scope, Unavailable
from refcheck.registries import Chain, Offline, Paced, Registry, Retrying, Splitting
from refcheck.registries.base import Traits
from refcheck.registries.failures import Failure
from refcheck.registries.transport.spread import spread
from refcheck.registries.wrappers.claims import Places
from refcheck.registries.wrappers.pace import UNDER_WAY, Limit, OwnBucket, Pace
from refcheck.registries.wrappers.pacing import Breaker

PAPER, OTHER = record("10.1000/paper"), record("10.1000/other")
DOWN = failing(Cause.BROKEN)


# Pacing


@settings(deadline=None)
@given(
    count=st.integers(1, 5),
    gaps=st.lists(st.floats(0, 1.5, allow_nan=False), min_size=1, max_size=30),
    latency=st.floats(0, 3, allow_nan=False),
)
def test_no_second_sees_more_requests_than_the_limit(count: int, gaps: list[float], latency: float) -> None:
    clock = Clock()
    pace = Pace(Limit(count=count), clock=clock, sleep=clock.sleep)
    arrivals: list[float] = []
    for gap in gaps:
        clock.now += gap
        with pace.turn():
            arrivals.append(clock.now + min(latency, UNDER_WAY))
            clock.now += latency
    for first, later in zip(arrivals, arrivals[count:], strict=False):
        assert later - first >= 1.0 - 1e-6


def test_the_pace_is_no_slower_than_the_limit() -> None:
    clock = Clock()
    pace = Pace(Limit(count=3), clock=clock, sleep=clock.sleep)
    for _ in range(30):
        with pace.turn():
            pass
    assert clock.now - 1_000 == pytest.approx(9.0)


class Room:
    """Who is inside at once, and the most that ever were. Nobody goes before there were two."""

    def __init__(self) -> None:
        self.most = 0
        self._inside = 0
        self._changed = threading.Condition()

    def stay(self) -> None:
        """Come in, and give a third the time to come as well."""
        with self._changed:
            self._inside += 1
            self.most = max(self.most, self._inside)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self.most > 1, 60)
            self._changed.wait(0.005)
            self._inside -= 1


def test_so_many_at_once_and_no_more() -> None:
    pace, room = Pace(Limit(count=100, at_once=2)), Room()

    def work(_: int) -> None:
        with pace.turn():
            room.stay()

    list(spread(work, range(12), threads=6))
    assert room.most == 2


def test_the_time_that_the_pace_allows_is_told_through_every_wrapper() -> None:
    pace = Pace(Limit(count=3, seconds=2.0))
    wrapped = Splitting(Retrying(Paced(holding(), pace)))
    assert (wrapped.traits.least_seconds(30), Splitting(holding()).traits.least_seconds(30)) == (20.0, 0.0)
    pace.slower(0.0)
    assert wrapped.traits.least_seconds(30) == 40.0


# Places of several processes


def test_two_processes_have_no_more_places_than_one(tmp_path: Path) -> None:
    paces = [Pace(Limit(count=100, at_once=2), places=Places(tmp_path / "place")) for _ in range(2)]
    room = Room()

    def work(number: int) -> None:
        with paces[number % 2].turn():
            room.stay()

    list(spread(work, range(12), threads=6))
    assert room.most == 2


def test_a_place_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "place"
    code = (
        "import sys; from pathlib import Path; from refcheck.registries.wrappers.claims import Places;"
        "place = Places(Path(sys.argv[1])).enter(1); print(place is not None, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "True"
        assert Places(path).enter(1) is None
        other.kill()
    place = Places(path).enter(1)
    assert place is not None
    place()


def test_a_process_that_was_stopped_in_its_place_keeps_nobody_out(tmp_path: Path) -> None:
    clock, places = Clock(), Places(tmp_path / "place")
    held = places.enter(1)
    pace = Pace(Limit(count=1), places=places, clock=clock, sleep=clock.sleep)
    with pace.turn():
        assert 60 <= clock.now - 1_000 < 61
    assert held is not None
    held()


def test_where_no_place_can_be_kept_everybody_is_let_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    places = Places(tmp_path / "file" / "place")
    for place in (places.enter(1), places.enter(1)):
        assert place is not None
        place()


# Slower and faster


def test_a_refusal_slows_down_and_good_answers_find_the_way_back() -> None:
    clock = Clock()
    registry = scripted(failing(Cause.BUSY, 5.0), MISS, batch=1)
    paced = Paced(registry, Pace(Limit(count=1), clock=clock, sleep=clock.sleep))
    paced.lookup(dois("10.1000/a", "10.1000/b", "10.1000/c"))
    assert clock.slept[0] == pytest.approx(5.0)
    assert clock.slept[1] == pytest.approx(2.0)
    paced.lookup(dois(*(f"10.1000/{number}" for number in range(20))))
    assert clock.slept[-1] == pytest.approx(1.0)


def test_headers_lower_the_limit_and_never_raise_it() -> None:
    clock = Clock()
    pace = Pace(Limit(count=10, at_once=3), clock=clock, sleep=clock.sleep)
    pace.on_rate_limit({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s", "x-concurrency-limit": "5"})
    pace.on_rate_limit({"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1"})
    pace.on_rate_limit({"x-rate-limit-limit": "many"})
    for _ in range(5):
        with pace.turn():
            pass
    assert clock.now - 1_000 == pytest.approx(2.0)


def test_a_token_is_given_back_only_by_who_holds_it() -> None:
    bucket, limit = OwnBucket(), Limit(count=1)
    late = bucket.take(limit, 10.0)
    second = bucket.take(limit, 12.0)
    bucket.give_back(late, 5.0)
    assert bucket.take(limit, 12.0).start == second.back


@pytest.mark.parametrize("cause", [Cause.UNREACHABLE, Cause.BLOCKED])
def test_nobody_is_asked_twice_where_nobody_answers(cause: Cause) -> None:
    clock = Clock()
    registry = scripted(failing(cause), batch=1)
    paced = Paced(registry, Pace(Limit(count=1), clock=clock, sleep=clock.sleep), Breaker(clock=clock))
    answers = paced.lookup(dois(*(f"10.1000/{number}" for number in range(100))))
    assert len(registry.lookups) == 1
    assert all(isinstance(answer, Unavailable) for answer in answers.values())
    assert clock.slept == []
    clock.now += 60
    paced.search((query("after a while somebody tries again"),))
    assert len(registry.searches) == 1


def test_who_asks_to_wait_for_long_is_left_alone_for_that_long() -> None:
    clock = Clock()
    breaker = Breaker(clock=clock)
    breaker.learn(Failure("busy", Cause.BUSY, 3_600.0))
    clock.now += 3_599
    assert breaker.failure() == Failure("busy", Cause.BUSY, 3_600.0)
    clock.now += 1
    assert breaker.failure() is None


def test_nobody_waits_for_a_turn_where_nobody_asks() -> None:
    clock = Clock()
    pace, breaker = Pace(Limit(count=10), clock=clock, sleep=clock.sleep), Breaker(clock=clock)
    Paced(scripted(failing(Cause.BUSY, 3_600.0)), pace, breaker).lookup(dois("10.1000/a"))
    with pace.turn():  # of one who was already waiting
        assert clock.slept == []


# Retrying


def retrying(registry: Registry, clock: Clock) -> Retrying:
    return Retrying(registry, breaker=Breaker(clock=clock), clock=clock, sleep=clock.sleep, jitter=lambda: 0.0)


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause.may_pass])
def test_what_may_pass_is_tried_again_with_a_growing_wait(cause: Cause) -> None:
    clock = Clock()
    registry = scripted(failing(cause), failing(cause), failing(cause), MISS)
    assert retrying(registry, clock).lookup(dois("10.1000/a")) == {Id.doi("10.1000/a"): MISS}
    assert clock.slept == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("cause", [cause for cause in Cause if not cause.may_pass])
def test_what_does_not_pass_is_not_tried_again(cause: Cause) -> None:
    clock = Clock()
    registry = scripted(failing(cause))
    retrying(registry, clock).lookup(dois("10.1000/a"))
    assert (len(registry.lookups), clock.slept) == (1, [])


@pytest.mark.parametrize(("cause", "requests"), [(Cause.BUSY, 5), (Cause.SLOW, 2), (Cause.BROKEN, 12)])
def test_who_fails_in_a_row_is_left_alone_and_not_tried_again(cause: Cause, requests: int) -> None:
    clock = Clock()
    breaker, registry = Breaker(clock=clock), scripted(failing(cause), batch=1)
    paced = Paced(registry, Pace(Limit(count=1), clock=clock, sleep=clock.sleep), breaker)
    asked = Retrying(paced, breaker=breaker, clock=clock, sleep=clock.sleep, jitter=lambda: 0.0)
    asked.lookup(dois(*(f"10.1000/{number}" for number in range(requests))))
    assert len(registry.lookups) == requests
    slept = list(clock.slept)
    asked.lookup(dois("10.1000/later"))
    asked.search((query("later"),))
    assert (len(registry.lookups), registry.searches, clock.slept) == (requests, [], slept)


def test_a_wait_that_is_asked_for_is_kept() -> None:
    clock = Clock()
    registry = scripted(failing(Cause.BUSY, 20.0), MISS)
    retrying(registry, clock).search((query("a"),))
    assert clock.slept == [20.0]


def test_a_wait_of_an_hour_is_not_waited_for() -> None:
    clock = Clock()
    registry = scripted(failing(Cause.BUSY, 3_600.0), MISS)
    (answer,) = retrying(registry, clock).search((query("a"),))
    assert isinstance(answer, Unavailable)
    assert clock.slept == []


def test_retries_end() -> None:
    clock = Clock()
    registry = scripted(DOWN)
    retrying(registry, clock).lookup(dois("10.1000/a"))
    assert len(registry.lookups) == 5


def test_what_takes_half_a_minute_is_not_tried_again() -> None:
    clock = Clock()

    def stall(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        clock.now += 20
        return dict.fromkeys(ids, DOWN)

    registry = StandIn(stall)
    retrying(registry, clock).lookup(dois("10.1000/a"))
    assert len(registry.lookups) == 2


def test_when_a_tenth_fails_for_good_nobody_is_asked_for_a_while() -> None:
    clock = Clock()
    registry = scripted(DOWN, batch=1)
    retried = retrying(registry, clock)
    answers = retried.lookup(dois(*(f"10.1000/{number}" for number in range(100))))
    assert len(registry.lookups) == 3 * 5
    assert answers[Id.doi("10.1000/99")] == Unavailable(registry="Stand-in", why="not queried after 3 failed requests")
    clock.now += 60
    retried.lookup(dois("10.1000/later"))
    assert len(registry.lookups) == 4 * 5


def test_a_few_failures_among_many_good_answers_stop_nobody() -> None:
    clock = Clock()
    registry = StandIn(lambda ids: {key: DOWN if key.value.endswith("0") else MISS for key in ids}, batch=1)
    retrying(registry, clock).lookup(dois(*(f"10.1000/{number}" for number in range(11, 61))))
    assert len(set(registry.lookups)) == 50


# Splitting


def test_a_batch_that_a_bad_doi_breaks_is_split_and_nothing_is_lost() -> None:
    def answer(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        if Id.doi("10.1000/bad") in ids:
            return dict.fromkeys(ids, failing(Cause.REFUSED))
        return dict.fromkeys(ids, Found(record=PAPER))

    registry = StandIn(answer, batch=8)
    asked = dois(
        "10.1000/1", "10.1000/2", "10.1000/3", "10.1000/bad", "10.1000/5", "10.1000/6", "10.1000/7", "10.1000/8"
    )
    answers = Splitting(registry).lookup(asked)
    assert [key.value for key, given in answers.items() if not isinstance(given, Found)] == ["10.1000/bad"]
    assert answers[Id.doi("10.1000/bad")] == NotFound(registry="Stand-in", scope=Scope.HOLDINGS)
    assert len(registry.lookups) == 7


def test_a_failure_that_is_no_refusal_is_not_split() -> None:
    registry = scripted(DOWN, batch=8)
    Splitting(registry).lookup(dois("10.1000/1", "10.1000/2"))
    assert len(registry.lookups) == 1


# Chains


def test_the_first_record_found_is_the_answer_and_nobody_else_is_asked() -> None:
    first, second = holding(PAPER), holding(PAPER, OTHER)
    answers = Chain(first, second).lookup(dois("10.1000/PAPER", "10.1000/other"))
    assert [type(answer) for answer in answers.values()] == [Found, Found]
    assert second.lookups == [("10.1000/other",)]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ([MISS, MISS], MISS),
        ([MISS, NOWHERE], NOWHERE),
        ([NOWHERE, MISS], NOWHERE),
        ([MISS, DOWN], DOWN),
        ([DOWN, MISS], DOWN),
        ([DOWN, NOWHERE], DOWN),
        ([failing(Cause.UNABLE), MISS], MISS),
        ([MISS, failing(Cause.UNABLE)], MISS),
        ([MISS, Found(record=PAPER)], Found(record=PAPER)),
    ],
)
def test_without_a_record_an_outage_outweighs_a_miss(given: list[Answer], answer: Answer) -> None:
    chain = Chain(*(scripted(each) for each in given))
    assert chain.lookup(dois("10.1000/a")) == {Id.doi("10.1000/a"): answer}


def test_after_an_outage_only_what_costs_nothing_is_asked() -> None:
    class Free(StandIn):
        def plan(self, ids: object, queries: object) -> tuple[()]:
            return ()

    costly = holding(PAPER)
    free = Free(lambda ids: dict.fromkeys(ids, Found(record=PAPER)))
    assert Chain(scripted(DOWN), costly, free).lookup(dois("10.1000/paper")) == {
        Id.doi("10.1000/paper"): Found(record=PAPER, missed=DOWN)
    }
    assert costly.lookups == []
    costly.traits = Traits(is_apart=True)
    assert Chain(scripted(DOWN), costly).lookup(dois("10.1000/paper", "10.1000/b")) == {
        Id.doi("10.1000/paper"): Found(record=PAPER, missed=DOWN),
        Id.doi("10.1000/b"): DOWN,
    }


def test_a_chain_names_everybody_once() -> None:
    assert Chain(holding(name="A"), Chain(holding(name="B"), holding(name="A")), Offline()).names() == ("A", "B")


def test_a_search_is_unavailable_if_anybody_was() -> None:
    answers = Chain(holding(PAPER), scripted(DOWN)).search((query("a title"),))
    assert answers == (DOWN,)


def test_who_is_content_with_one_search_need_not_make_the_next() -> None:
    second = holding(OTHER)
    each = Chain(holding(PAPER), second).search_each(query("a title"))
    _, answer = next(each)
    assert isinstance(answer, Hits)
    assert second.searches == []


def test_answers_come_as_soon_as_nobody_could_change_them() -> None:
    third = scripted(NOWHERE, batch=1)
    asked = dois("10.1000/paper", "10.1000/other", "10.1000/a")
    parts = Chain(holding(PAPER), scripted(MISS), third, threads=1).lookup_each(asked)
    assert next(parts) == {asked[0]: Found(record=PAPER)}
    assert third.lookups == []
    later = [part for part in parts if part]
    assert later == [{asked[1]: NOWHERE}, {asked[2]: NOWHERE}]


def test_a_chain_asks_batches_at_once() -> None:
    meet = threading.Barrier(3, timeout=60)

    def answer(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        meet.wait()
        return dict.fromkeys(ids, MISS)

    asked = dois("10.1000/a", "10.1000/b", "10.1000/c")
    assert list(Chain(StandIn(answer, batch=1)).lookup(asked)) == list(asked)


def test_the_spread_raises_what_its_work_raises() -> None:
    def work(item: int) -> int:
        if item == 3:
            raise ValueError(item)
        return item

    with pytest.raises(ValueError, match="3"):
        list(spread(work, range(6), threads=3))


def test_the_wrappers_answer_every_query_in_order() -> None:
    registry = StandIn(lambda ids: {}, found=lambda asked: Hits(registry=asked.raw))
    clock = Clock()
    wrapped = Splitting(retrying(Paced(registry, Pace(Limit(count=9), clock=clock, sleep=clock.sleep)), clock))
    asked: tuple[Query, ...] = tuple(query(text) for text in "abc")
    assert wrapped.search(asked) == tuple(Hits(registry=text) for text in "abc")
    assert wrapped.plan((), asked) == registry.plan((), asked)
