"""Requests that wait for their turn, are sent again where they failed for the moment, and not at all where nobody answers."""

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
"""Seconds until somebody may try again. Source: a choice of patience, not measured."""

PATIENCE = 30.0
"""Seconds from the first attempt on, within which the last one must begin. Who asks to wait longer is not waited for, but left
alone for that long. Source: a choice of patience, not measured."""

_ENOUGH = 60
_WEIGHTS = {Cause.BUSY: 12, Cause.SLOW: 30, Cause.BROKEN: 5, Cause.OTHER_RECORD: 5}
"""What failures in a row come to, and what each counts: five refusals, which is all that one request is tried, two answers that
never come, and a dozen accidents are enough. Where three requests in ten fail, a dozen in a row come about once in a million."""


@define(eq=False)
class Breaker:
    """Once open, it answers in a host's place for a while, to all that would ask it and at once. ``clock`` counts seconds."""

    _clock: Callable[[], float] = field(default=time.monotonic, kw_only=True)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)
    _failure: Failure | None = field(default=None, init=False)
    _until: float = field(default=0.0, init=False)
    _in_a_row: int = field(default=0, init=False)

    def failure(self) -> Failure | None:
        """Return why nobody should be asked now, or ``None``."""
        with self._lock:
            if self._clock() >= self._until:
                self._failure = None
            return self._failure

    def open(self, failure: Failure, seconds: float = COOL_DOWN) -> None:
        """Stop everybody for ``seconds``."""
        with self._lock:
            self._failure, self._until = failure, self._clock() + seconds

    def learn(self, failure: Failure) -> None:
        """Open, if a request's failure is a reason to: nobody there, blocked, told to come back much later, or one too many."""
        if failure.cause in (Cause.UNREACHABLE, Cause.BLOCKED):
            self.open(failure)
        elif failure.retry_after is not None and failure.retry_after > PATIENCE:
            self.open(failure, failure.retry_after)
        elif self._is_one_too_many(failure):
            self.open(Failure(worded("left-alone-for-a-while", why=phrase(failure.why)), failure.cause))

    def well(self) -> None:
        """Count no failures in a row any more: a request was answered."""
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
    """A turn; or at once why there is none, whether that was known before the wait in the ``queue`` or only after it."""
    if (closed := breaker.failure()) is not None:
        yield closed
        return
    with ExitStack() as held:
        with queue:
            held.enter_context(pace.turn())
        yield breaker.failure()


class Paced(Wrapper):
    """Wraps a registry: every request waits for its turn, and none is sent where nobody answers."""

    def __init__(self, registry: Registry, pace: Pace, breaker: Breaker | None = None) -> None:
        """``pace`` belongs to one limit of one registry; ``breaker`` to one host, and is shared by all that ask it."""
        super().__init__(registry)
        self._pace = pace
        self._breaker = breaker or Breaker()
        self._lock = threading.Lock()
        self._waiting = 0

    @property
    def traits(self) -> Traits:
        """Those of the wrapped registry, at the pace in force."""
        return evolve(super().traits, least_seconds=self.least_seconds, waiting_seconds=self.waiting_seconds)

    def least_seconds(self, requests: int) -> float:
        """Return what the pace in force asks for."""
        return self._pace.least_seconds(requests)

    def waiting_seconds(self) -> float:
        """Return what the pace in force makes of those who wait already; none where nobody is asked for now."""
        return self._pace.least_seconds(self._waiting) if self._waiting and self._breaker.failure() is None else 0.0

    def _search(self, query: Query) -> Hits | Unavailable:
        if not self.plan((), (query,)):  # nothing is sent: no turn is needed
            return self._registry.search((query,))[0]
        return super()._search(query)

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        with turn_at(self._pace, self._breaker, self._queue()) as closed:
            if closed is not None:
                return dict.fromkeys(asked, closed.of(self.name))
            answers = ask()
            self._learn(answers.values())
            return answers

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """Be counted among those who wait."""
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
            if (
                failure.cause is Cause.BUSY and self._breaker.failure() is None
            ):  # else nobody asks, and nobody needs to wait
                self._pace.slower(failure.retry_after)
        if not failures:
            self._pace.faster()
            self._breaker.well()


ATTEMPTS = 5
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds: the wait doubles from the one to the other, and a random part of its half is taken off. Source: a choice of
patience, not measured."""

MOST_FAILED, FEWEST_FAILED, OF_THE_LAST = 0.1, 3, 100
"""A registry is left alone when more than this part of the last hundred requests failed for good, and at least so many.
Source: a choice, not measured."""


class Retrying(Wrapper):
    """Wraps a registry: what may pass is tried again, with a growing wait, and only so often.

    Not retried: what was refused, who has blocked us, who cannot be reached, and who asks to wait for long. When a tenth of
    the requests have failed for good, nobody is asked for a while (Crossref's advice).
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
        """``breaker`` opens at the tenth; ``clock`` and ``sleep`` count seconds; ``jitter`` gives a number from 0 to 1."""
        super().__init__(registry)
        self._breaker = breaker or Breaker()
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._lock = threading.Lock()
        self._failed: deque[bool] = deque(maxlen=OF_THE_LAST)

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        """Return what ``ask`` gives, at last."""
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
