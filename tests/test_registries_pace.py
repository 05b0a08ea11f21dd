"""The pace of one registry, second by second: tokens, refusals, and what a registry announces in its headers."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from registries_made import Clock

from refcheck.registries.wrappers.claims import Places
from refcheck.registries.wrappers.pace import Limit, OwnBucket, Pace, Ticket

T = TypeVar("T")

TEN = Limit(count=10, at_once=3)
SLOW = Limit(count=10, seconds=2.0, at_once=3)
COUNT, INTERVAL, AT_ONCE = "x-rate-limit-limit", "x-rate-limit-interval", "x-concurrency-limit"


class Counted(Places):
    """Places for everybody, which know how many there were to be."""

    def enter(self, at_once: int) -> Callable[[], None]:
        self.at_once = at_once
        return lambda: None


class Taken(Places):
    """Places that other processes hold, all of them, so many times that one looks; and whether the one had was left."""

    def __init__(self, times: int) -> None:
        self.times, self.left = times, 0

    def enter(self, at_once: int) -> Callable[[], None] | None:
        self.times -= 1
        return None if self.times >= 0 else self.leave

    def leave(self) -> None:
        self.left += 1


class Impatient(threading.Condition):
    """A condition that fails where one would wait."""

    def wait_for(self, predicate: Callable[[], T], timeout: float | None = None) -> T:
        if not (is_so := predicate()):
            raise BlockingIOError
        return is_so


@pytest.mark.parametrize(
    ("limit", "headers", "seconds", "at_once"),
    [
        (TEN, {COUNT: "5", INTERVAL: "1s"}, 20.0, 3),
        (TEN, {COUNT: "5", INTERVAL: "2s"}, 40.0, 3),
        (TEN, {COUNT: "20", INTERVAL: "4s"}, 20.0, 3),
        (TEN, {COUNT: "5", INTERVAL: "1"}, 20.0, 3),
        (TEN, {COUNT: "10000", INTERVAL: "20000s"}, 200.0, 3),
        (TEN, {AT_ONCE: "1"}, 10.0, 1),
        (TEN, {AT_ONCE: "2"}, 10.0, 2),
        (TEN, {COUNT: "5", INTERVAL: "1s", AT_ONCE: "1"}, 20.0, 1),
        (SLOW, {COUNT: "4", INTERVAL: "1s"}, 25.0, 3),
        # what must change nothing
        (TEN, {}, 10.0, 3),
        (TEN, {COUNT: "10", INTERVAL: "1s"}, 10.0, 3),
        (TEN, {COUNT: "50", INTERVAL: "1s", AT_ONCE: "5"}, 10.0, 3),
        (SLOW, {COUNT: "8", INTERVAL: "1s"}, 20.0, 3),
        (TEN, {COUNT: "5"}, 10.0, 3),
        (TEN, {INTERVAL: "4s"}, 10.0, 3),
        (TEN, {COUNT: "0", INTERVAL: "1s", AT_ONCE: "0"}, 10.0, 3),
        (TEN, {COUNT: "5", INTERVAL: "0s"}, 10.0, 3),
        (TEN, {COUNT: "many", INTERVAL: "1s", AT_ONCE: "few"}, 10.0, 3),
        (TEN, {COUNT: "100000", INTERVAL: "200000s"}, 10.0, 3),
        (TEN, {COUNT: "٥", INTERVAL: "1s", AT_ONCE: "١"}, 10.0, 3),
        (TEN, {COUNT: "-5", INTERVAL: "1s"}, 10.0, 3),
    ],
)
def test_what_is_announced_lowers_the_limit_alone(
    limit: Limit, headers: dict[str, str], seconds: float, at_once: int, tmp_path: Path
) -> None:
    clock, places = Clock(), Counted(tmp_path / "place")
    pace = Pace(limit, places=places, clock=clock, sleep=clock.sleep)
    pace.on_rate_limit(headers)
    with pace.turn():
        pass
    assert pace.least_seconds(100) == pytest.approx(seconds)
    assert places.at_once == at_once


@pytest.mark.parametrize(
    ("refusals", "asked_for", "good", "pause", "seconds"),
    [
        (1, None, 0, 2.0, 2.0),
        (2, None, 0, 4.0, 4.0),
        (3, None, 0, 4.0, 4.0),
        (1, 5.0, 0, 5.0, 2.0),
        (1, 30.0, 0, 30.0, 2.0),
        (1, 3_600.0, 0, 30.0, 2.0),
        (1, None, 1, 2.0, 1.7),
        (2, None, 2, 4.0, 2.89),
        (1, None, 50, 2.0, 1.0),
        (0, None, 3, 0.0, 1.0),
    ],
)
def test_a_refusal_doubles_the_interval_and_good_answers_lead_back(
    refusals: int, asked_for: float | None, good: int, pause: float, seconds: float
) -> None:
    clock = Clock()
    pace = Pace(Limit(count=1), clock=clock, sleep=clock.sleep)
    for _ in range(refusals):
        pace.slower(asked_for)
    for _ in range(good):
        pace.faster()
    assert pace.least_seconds(1) == pytest.approx(seconds)
    before = clock.now
    with pace.turn():
        assert clock.now - before == pytest.approx(pause)


@pytest.mark.parametrize(("latency", "next_start"), [(0.0, 1.0), (0.1, 1.1), (0.25, 1.25), (0.5, 1.25), (3.0, 3.0)])
def test_a_request_counts_from_its_end_but_from_no_later_than_it_can_be_under_way(
    latency: float, next_start: float
) -> None:
    clock = Clock()
    pace = Pace(Limit(count=1), clock=clock, sleep=clock.sleep)
    before = clock.now
    with pace.turn():
        clock.now += latency
    with pace.turn():
        assert clock.now - before == pytest.approx(next_start)


def test_no_more_are_under_way_than_may_be() -> None:
    pace = Pace(Limit(count=1_000, at_once=2), sleep=lambda seconds: None)
    pace._free = Impatient()
    for _ in range(2):  # those that are done make room for as many
        with pace.turn(), pace.turn(), pytest.raises(BlockingIOError), pace.turn():
            pytest.fail("a third was let in")


@pytest.mark.parametrize(("times", "slept", "left"), [(0, 0.0, 1), (3, 0.15, 1), (1_000_000, 60.0, 0)])
def test_a_place_is_looked_for_until_there_is_one_or_its_holder_must_be_gone(
    times: int, slept: float, left: int
) -> None:
    clock, places = Clock(), Taken(times)
    with Pace(TEN, places=places, clock=clock, sleep=clock.sleep).turn():
        assert sum(clock.slept) == pytest.approx(slept, abs=0.051)
        assert places.left == 0
    assert places.left == left


def test_a_redirect_waits_for_a_token_of_its_own() -> None:
    clock = Clock()
    pace = Pace(Limit(count=1), clock=clock, sleep=clock.sleep)
    before = clock.now
    with pace.turn():
        pace.wait()
    assert clock.now - before == pytest.approx(1.25)


def test_the_token_that_is_back_first_is_taken() -> None:
    bucket, two = OwnBucket(), Limit(count=2)
    first = bucket.take(two, 10.0)
    assert first == Ticket(token=0, start=10.0, back=11.25)
    assert bucket.take(two, 10.5) == Ticket(token=1, start=10.5, back=11.75)
    bucket.give_back(first, 11.0)
    assert bucket.take(two, 10.75) == Ticket(token=0, start=11.0, back=12.25)
    bucket.pause(20.0)
    bucket.pause(15.0)
    assert bucket.take(two, 11.0) == Ticket(token=1, start=20.0, back=21.25)
    assert bucket.take(two, 30.0) == Ticket(token=0, start=30.0, back=31.25)


def test_what_is_announced_in_other_words_is_no_other_limit() -> None:
    clock = Clock()
    pace = Pace(Limit(count=2), clock=clock, sleep=clock.sleep)
    pace.on_rate_limit({COUNT: "4", INTERVAL: "2s"})
    before = clock.now
    for _ in range(3):
        with pace.turn():
            pass
    assert clock.now - before == pytest.approx(1.0), "two may start within a second, not four within two"


def test_at_the_beginning_nobody_waits() -> None:
    assert OwnBucket().take(Limit(count=1), 0.0).start == 0.0
