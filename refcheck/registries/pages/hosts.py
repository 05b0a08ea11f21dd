"""The manners towards one host, and what is known of it: how often it is asked, and whether it answers at all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from refcheck.model import Cause
from refcheck.registries.failures import Failure
from refcheck.registries.wrappers.breaker import PATIENCE, Breaker
from refcheck.registries.wrappers.pace import Limit, Pace

PER_HOST = Limit(count=5, seconds=1.0, at_once=2)
"""No more than a reader who opens links one after the other. Source: a choice of manners; no host states a limit for
readers."""

_LONG = 10.0
"""Seconds. A host that asks to wait longer is asked for nothing else in this run. Source: a choice of patience, not
measured."""

T = TypeVar("T")


class Host:
    """One host."""

    def __init__(self, pace: Pace) -> None:
        """Nothing is known of it."""
        self._pace = pace
        self._breaker = Breaker()
        self._lock = threading.RLock()
        self._known: dict[str, object] = {}

    @contextmanager
    def turn(self) -> Iterator[Failure | None]:
        """A turn to ask the host for something; or at once why it is not asked any more."""
        if (closed := self._breaker.failure()) is not None:
            yield closed
            return
        with self._pace.turn():
            yield self._breaker.failure()

    def learn(self, failure: Failure) -> None:
        """Slow down, or stop, where a failure is a reason to."""
        if failure.cause is Cause.UNREACHABLE:
            self._breaker.open(failure)
        elif failure.cause is Cause.BUSY and (failure.retry_after or 0.0) > _LONG:
            self._breaker.open(failure, max(PATIENCE, failure.retry_after or 0.0))
        elif failure.cause is Cause.BUSY:
            self._pace.slower(failure.retry_after)

    def cached(self, what: str, find_out: Callable[[], T]) -> T:
        """Something that is found out once for the whole host, by whoever needs it first."""
        with self._lock:
            if what not in self._known:
                self._known[what] = find_out()
            return self._known[what]  # type: ignore[return-value]  # it is what the same caller has put there


class Hosts:
    """All hosts that were asked, by name."""

    def __init__(self, make_pace: Callable[[], Pace] = lambda: Pace(PER_HOST)) -> None:
        """``make_pace`` gives each host its own."""
        self._make_pace = make_pace
        self._lock = threading.Lock()
        self._hosts: dict[str, Host] = {}

    def __getitem__(self, name: str) -> Host:
        """The host of that name."""
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = Host(self._make_pace())
            return self._hosts[name]
