"""Requests that wait for their turn, and are not sent where nobody answers."""

import threading
import time
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
"""Seconds. Who asks to wait longer is not waited for, but left alone for that long. Source: a choice of patience, not
measured."""

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
