"""Rate limits: buckets of tokens."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from refcheck.registries.further import Limit as Limit  # other modules import it from here

if TYPE_CHECKING:
    from refcheck.registries.wrappers.claims import Places

LONGEST_PAUSE = 30.0
"""The longest pause, in seconds, that is waited out. For a longer one the breaker stops the requests to the host.
Source: a judgement of how long a user waits; not measured."""

UNDER_WAY = 0.25
"""Seconds. It is not known when a request reaches the registry. Its interval starts when it ends, but at the latest this long
after its start, so that a slow answer does not slow the pace. Source: a judgement; not measured."""

_LOOK_AGAIN = 0.05
"""Seconds between attempts to take a place while other processes hold all of them. Source: a judgement; not measured."""

_LONGEST_HELD = 60.0
"""Seconds after which a request starts without a place: no request takes so long, so the process that holds the place must be
suspended. Source: a judgement; not measured."""

_SLOWEST = 4.0
"""The greatest factor by which the interval grows. Source: a judgement; not measured."""

_SLOWER, _FASTER = 2.0, 0.85
"""The factors by which the interval changes after a request that was too fast and after a good answer: it doubles, and returns
step by step. Source: a judgement; not measured."""


@frozen(kw_only=True)
class Ticket:
    """A token that was taken: its number, when its request may start, and when it is available again at the latest."""

    token: int
    start: float
    back: float


class OwnBucket:
    """The tokens of this process. ``SharedBucket`` does the same for several processes, in a file."""

    def __init__(self) -> None:
        """Start with all tokens available."""
        self._lock = threading.Lock()
        self._back: list[float] = []
        self._pause = 0.0

    def take(self, limit: Limit, now: float) -> Ticket:
        """Take the token that is available first. Its request may start ``now`` or later."""
        with self._lock:
            self._back = [*self._back, *[0.0] * (limit.count - len(self._back))]
            token = min(range(limit.count), key=self._back.__getitem__)
            start = max(now, self._back[token], self._pause)
            self._back[token] = start + UNDER_WAY + limit.seconds
            return Ticket(token=token, start=start, back=self._back[token])

    def give_back(self, ticket: Ticket, back: float) -> None:
        """Make the token available again at the time ``back``, unless it was taken again in the meantime."""
        with self._lock:
            if self._back[ticket.token] == ticket.back:
                self._back[ticket.token] = back

    def pause(self, until: float) -> None:
        """Let no request start before ``until``."""
        with self._lock:
            self._pause = max(self._pause, until)


@define(eq=False)
class Pace:
    """Enforces the official rate limit of one registry. Each token is available again one whole interval after its use.

    ``slower`` lengthens the interval, and every good answer shortens it again. ``places`` are those that it shares with other
    processes; ``clock`` counts seconds, and for a bucket in a file it must be the wall clock.
    """

    _limit: Limit
    _bucket: OwnBucket = field(factory=OwnBucket, kw_only=True)
    _places: "Places | None" = field(default=None, kw_only=True)
    _clock: Callable[[], float] = field(default=time.time, kw_only=True)
    _sleep: Callable[[float], None] = field(default=time.sleep, kw_only=True)
    _slowness: float = field(default=1.0, init=False)
    _under_way: int = field(default=0, init=False)
    _free: threading.Condition = field(factory=threading.Condition, init=False)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and hold one of the places until the context ends."""
        with self._place():
            ticket = self._take()
            yield
            early = ticket.start + UNDER_WAY - self._clock()
            self._bucket.give_back(ticket, ticket.back - max(0.0, early))

    def wait(self) -> None:
        """Wait for a turn without taking another place, e.g. for a redirect, which counts as a request."""
        self._take()

    def slower(self, retry_after: float | None) -> None:
        """Double the interval after a request that was too fast, and pause for as long as the registry asks, or one interval."""
        self._slowness = min(self._slowness * _SLOWER, _SLOWEST)
        pause = self._limit.seconds * self._slowness if retry_after is None else retry_after
        self._bucket.pause(self._clock() + min(pause, LONGEST_PAUSE))

    def faster(self) -> None:
        """Shorten the interval after a request that was answered."""
        self._slowness = max(1.0, self._slowness * _FASTER)

    def on_rate_limit(self, headers: Mapping[str, str]) -> None:
        """Lower the limit to the one in Crossref's headers; it is never raised above the official limit."""
        count, seconds = announced(headers)
        at_once = _number(headers.get("x-concurrency-limit", ""))
        with self._free:
            if count and seconds and count / seconds < self._limit.count / self._limit.seconds:
                self._limit = evolve(self._limit, count=count, seconds=float(seconds))
            if at_once:
                self._limit = evolve(self._limit, at_once=min(at_once, self._limit.at_once))

    def least_seconds(self, requests: int) -> float:
        """Return the least time, in seconds, that a number of requests takes at the current pace."""
        return requests / self._limit.count * self._limit.seconds * self._slowness

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Hold one of the places of this process, and one of those that all processes share."""
        with self._free:
            self._free.wait_for(lambda: self._under_way < self._limit.at_once)
            self._under_way += 1
        try:
            if self._places is None:
                yield
                return
            end = self._clock() + _LONGEST_HELD
            while (leave := self._places.enter(self._limit.at_once)) is None and self._clock() < end:
                self._sleep(_LOOK_AGAIN)
            try:
                yield
            finally:
                if leave is not None:
                    leave()
        finally:
            with self._free:
                self._under_way -= 1
                self._free.notify()

    def _take(self) -> Ticket:
        now = self._clock()
        limit = evolve(self._limit, seconds=self._limit.seconds * self._slowness)
        ticket = self._bucket.take(limit, now)
        if ticket.start > now:
            self._sleep(ticket.start - now)
        return ticket


def announced(headers: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Return the number of requests, and the seconds for that number, in Crossref's headers."""
    count, seconds = (headers.get(f"x-rate-limit-{name}", "") for name in ("limit", "interval"))
    return _number(count), _number(seconds.removesuffix("s"))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
