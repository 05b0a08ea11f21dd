"""Pacing, retries and circuit breakers: when a request is sent, sent again after a temporary failure, or not sent at all."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from attrs import define, evolve, field

from refcheck.messages import phrase, worded
from refcheck.model import Answer, Cause, Hits, Query, Unavailable
from refcheck.registries.base import Registry, Traits
from refcheck.registries.failures import Failure
from refcheck.registries.wrappers import Given, Key, Wrapper
from refcheck.registries.wrappers.pace import Pace

COOL_DOWN = 60.0
"""Seconds for which a breaker stays open. Source: a judgement of how long a user waits; not measured."""

PATIENCE = 30.0
"""The time, in seconds from the first attempt, within which the last attempt must start. If a registry asks for a longer wait,
it is not queried for that long. Source: a judgement of how long a user waits; not measured."""

_ENOUGH = 60
_WEIGHTS = {Cause.BUSY: 12, Cause.SLOW: 30, Cause.BROKEN: 5, Cause.OTHER_RECORD: 5}
"""The sum of the weights of consecutive failures at which a breaker opens, and the weight of each: five answers "too busy" (all
the attempts of one request), two timeouts, or a dozen broken answers are enough. If three requests in ten fail, twelve failures
in a row occur about once in a million."""


@define(eq=False)
class Breaker:
    """A circuit breaker: while it is open, requests to its host fail at once and are not sent. ``clock`` counts seconds."""

    _clock: Callable[[], float] = field(default=time.monotonic, kw_only=True)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)
    _failure: Failure | None = field(default=None, init=False)
    _until: float = field(default=0.0, init=False)
    _in_a_row: int = field(default=0, init=False)

    def failure(self) -> Failure | None:
        """Return why no request may be sent now, or ``None`` if requests may be sent."""
        with self._lock:
            if self._clock() >= self._until:
                self._failure = None
            return self._failure

    def open(self, failure: Failure, seconds: float = COOL_DOWN) -> None:
        """Stop all requests for ``seconds``."""
        with self._lock:
            self._failure, self._until = failure, self._clock() + seconds

    def learn(self, failure: Failure) -> None:
        """Open if a failure is a reason to: the host is unreachable, blocks us, asks for a long wait, or has failed too often."""
        if failure.cause in (Cause.UNREACHABLE, Cause.BLOCKED):
            self.open(failure)
        elif failure.retry_after is not None and failure.retry_after > PATIENCE:
            self.open(failure, failure.retry_after)
        elif self._is_one_too_many(failure):
            self.open(Failure(worded("left-alone-for-a-while", why=phrase(failure.why)), failure.cause))

    def well(self) -> None:
        """Reset the count of consecutive failures: a request was answered."""
        with self._lock:
            self._in_a_row = 0

    def _is_one_too_many(self, failure: Failure) -> bool:
        with self._lock:
            self._in_a_row += _WEIGHTS.get(failure.cause, 0)
            if self._in_a_row < _ENOUGH:
                return False
            self._in_a_row = 0
            return True


@contextmanager
def turn_at(pace: Pace, breaker: Breaker, queue: AbstractContextManager[None]) -> Iterator[Failure | None]:
    """Wait in the ``queue`` for a turn and yield ``None``; yield a failure if the breaker is open before or after the wait."""
    if (stopped := breaker.failure()) is not None:
        yield stopped
        return
    with ExitStack() as held:
        with queue:
            held.enter_context(pace.turn())
        yield breaker.failure()


class Paced(Wrapper):
    """Wraps a registry: every request waits for its turn, and none is sent while the breaker is open."""

    def __init__(self, registry: Registry, pace: Pace, breaker: Breaker | None = None) -> None:
        """``pace`` belongs to one limit of one registry; ``breaker`` to one host, and is shared by all registries of that host."""
        super().__init__(registry)
        self._pace = pace
        self._breaker = breaker or Breaker()
        self._lock = threading.Lock()
        self._waiting = 0

    @property
    def traits(self) -> Traits:
        """The traits of the wrapped registry, with the times at the current pace."""
        return evolve(super().traits, least_seconds=self.least_seconds, waiting_seconds=self.waiting_seconds)

    def least_seconds(self, requests: int) -> float:
        """Return the least time, in seconds, that a number of requests takes at the current pace."""
        return self._pace.least_seconds(requests)

    def waiting_seconds(self) -> float:
        """Return the seconds that the waiting requests take at the current pace; 0 while the breaker is open."""
        return self._pace.least_seconds(self._waiting) if self._waiting and self._breaker.failure() is None else 0.0

    def _search(self, query: Query) -> Hits | Unavailable:
        if not self.plan((), (query,)):  # nothing is sent: no turn is needed
            return self._registry.search((query,))[0]
        return super()._search(query)

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        with turn_at(self._pace, self._breaker, self._queue()) as stopped:
            if stopped is not None:
                return dict.fromkeys(asked, stopped.of(self.name))
            answers = ask()
            self._learn(answers.values())
            return answers

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """Count one request as waiting until the context ends."""
        with self._lock:
            self._waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    def _learn(self, answers: Iterable[Answer | Hits]) -> None:
        failures = {Failure.behind(answer) for answer in answers if isinstance(answer, Unavailable)}
        for failure in failures:
            self._breaker.learn(failure)
            if failure.cause is Cause.BUSY and self._breaker.failure() is None:  # an open breaker needs no slower pace
                self._pace.slower(failure.retry_after)
        if not failures:
            self._pace.faster()
            self._breaker.well()


ATTEMPTS = 5
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds: the wait doubles from the first value up to the second, and a random part of at most half of it is taken off.
Source: a judgement of how long a user waits; not measured."""

MOST_FAILED, FEWEST_FAILED, OF_THE_LAST = 0.1, 3, 100
"""A registry is not queried for a while if more than this share of its last hundred requests failed in all attempts, and at
least this number. Source: a judgement; not measured."""


class Retrying(Wrapper):
    """Wraps a registry: temporary failures are retried, with a growing wait, in at most ``ATTEMPTS`` attempts.

    Not retried: refused requests, and hosts that block us, are unreachable, or ask for a long wait. When more than a tenth of the
    requests have failed in all attempts, the registry is not queried for a while (Crossref's advice).
    """

    def __init__(
        self,
        registry: Registry,
        *,
        breaker: Breaker | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """``breaker`` opens if over a tenth fail; ``clock`` and ``sleep`` count seconds; ``jitter`` gives a number from 0 to 1."""
        super().__init__(registry)
        self._breaker = breaker or Breaker()
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._lock = threading.Lock()
        self._failed: deque[bool] = deque(maxlen=OF_THE_LAST)

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        """Return the answers of the last attempt."""
        if (stopped := self._breaker.failure()) is not None:
            return dict.fromkeys(asked, stopped.of(self.name))
        started = self._clock()
        for attempt in range(1, ATTEMPTS + 1):
            given = ask()
            failed = next(
                (each for each in given.values() if isinstance(each, Unavailable) and each.cause.may_pass), None
            )
            if failed is None or attempt == ATTEMPTS or self._breaker.failure() is not None:
                break
            back_off = min(FIRST_WAIT * 2.0 ** (attempt - 1), LONGEST_WAIT) * (1 - self._jitter() / 2)
            wait = max(back_off, failed.retry_after or 0.0)
            if self._clock() + wait - started > PATIENCE:
                break
            self._sleep(wait)
        self._count(failed=failed is not None)
        return given

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failed.append(failed)
            failures = sum(self._failed)
            if failures >= FEWEST_FAILED and failures > MOST_FAILED * len(self._failed):
                self._breaker.open(Failure(f"not queried after {failures} failed requests"))
                self._failed.clear()
