"""How fast a registry may be asked."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from attrs import evolve, frozen

_MARGIN = 1.04
"""A turn comes back a little later than the limit says, as requests do not travel at one speed."""

_SLOWEST = 16.0
_SLOWER, _FASTER = 2.0, 0.85
"""What a refusal for speed and a good answer do to the interval: twice as long, and step by step back."""


@frozen(kw_only=True)
class Limit:
    """``count`` requests may start within any ``seconds``, and ``at_once`` may be under way."""

    count: int
    seconds: float = 1.0
    at_once: int = 1


class Turns(Protocol):
    """Who keeps the turns: this process alone, or a file for several."""

    def take(self, limit: Limit, now: float) -> float:
        """Book the next turn and give its time: ``now`` or later."""
        ...

    def pause(self, until: float) -> None:
        """No turn before ``until``."""
        ...


class OwnTurns:
    """The turns of this process."""

    def __init__(self) -> None:
        """None is taken yet."""
        self._lock = threading.Lock()
        self._taken: deque[float] = deque(maxlen=1_000)
        self._pause = 0.0

    def take(self, limit: Limit, now: float) -> float:
        """The first time from which ``limit.count`` turns lie within no window of ``limit.seconds``."""
        with self._lock:
            free = self._taken[-limit.count] + limit.seconds if len(self._taken) >= limit.count else now
            turn = max(now, free, self._pause)
            self._taken.append(turn)
            return turn

    def pause(self, until: float) -> None:
        """No turn before ``until``."""
        with self._lock:
            self._pause = max(self._pause, until)


class Pace:
    """A bucket of tokens, each of which comes back a whole interval after it was taken.

    It slows down when it is told to, and finds its way back with every good answer.
    """

    def __init__(
        self,
        limit: Limit,
        *,
        turns: Turns | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``limit`` is the official one. ``clock`` is in seconds; with ``turns`` in a file it must be the wall clock."""
        self._limit = limit
        self._turns = turns or OwnTurns()
        self._clock = clock
        self._sleep = sleep
        self._slowness = 1.0
        self._under_way = 0
        self._free = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and hold one of the places."""
        with self._free:
            self._free.wait_for(lambda: self._under_way < self._limit.at_once)
            self._under_way += 1
        try:
            self.wait()
            yield
        finally:
            with self._free:
                self._under_way -= 1
                self._free.notify()

    def wait(self) -> None:
        """Wait for a turn in a place that one holds already: a redirect is a request like any other."""
        now = self._clock()
        paced = evolve(self._limit, seconds=self._limit.seconds * _MARGIN * self._slowness)
        if (wait := self._turns.take(paced, now) - now) > 0:
            self._sleep(wait)

    def slower(self, retry_after: float | None) -> None:
        """A request came too fast: double the interval, and pause as long as the registry asks (one interval if it does not)."""
        self._slowness = min(self._slowness * _SLOWER, _SLOWEST)
        pause = self._limit.seconds * self._slowness if retry_after is None else retry_after
        self._turns.pause(self._clock() + pause)

    def faster(self) -> None:
        """A request went well."""
        self._slowness = max(1.0, self._slowness * _FASTER)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Lower the limit to what Crossref's headers announce; it is never raised above the official one."""
        count = _number(headers.get("x-rate-limit-limit", ""))
        seconds = _number(headers.get("x-rate-limit-interval", "").removesuffix("s"))
        at_once = _number(headers.get("x-concurrency-limit", ""))
        with self._free:
            if count and seconds and count / seconds < self._limit.count / self._limit.seconds:
                self._limit = evolve(self._limit, count=count, seconds=float(seconds))
            if at_once:
                self._limit = evolve(self._limit, at_once=min(at_once, self._limit.at_once))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
