"""Requests that wait for their turn."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from refcheck.model import Answer, Cause, Hits, Id, Query, Unavailable
from refcheck.registries.base import Registry, unavailable
from refcheck.registries.failures import Failure
from refcheck.registries.wrappers.breaker import Breaker
from refcheck.registries.wrappers.pace import Pace
from refcheck.registries.wrappers.wrapper import Wrapper


class Paced(Wrapper):
    """Wraps a registry: every request waits for its turn, and none is sent where nobody answers."""

    def __init__(self, registry: Registry, pace: Pace, breaker: Breaker | None = None) -> None:
        """``pace`` belongs to one limit of one registry; ``breaker`` to one host, and is shared by all that ask it."""
        super().__init__(registry)
        self._pace = pace
        self._breaker = breaker or Breaker()
        self._lock = threading.Lock()
        self._waiting = 0

    def least_seconds(self, requests: int) -> float:
        """What the pace in force asks for."""
        return self._pace.least_seconds(requests)

    def waiting_seconds(self) -> float:
        """What the pace in force makes of those who wait already; none where nobody is asked for now."""
        return self._pace.least_seconds(self._waiting) if self._waiting and self._breaker.failure() is None else 0.0

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        with self._turn() as closed:
            if closed is not None:
                return unavailable(self.name, closed, batch)
            answers = super()._lookup(batch)
            self._learn(answers.values())
            return answers

    def _search(self, query: Query) -> Hits | Unavailable:
        if not self.plan((), (query,)):  # nothing is sent: no turn is needed
            return super()._search(query)
        with self._turn() as closed:
            if closed is not None:
                return closed.of(self.name)
            answer = super()._search(query)
            self._learn((answer,))
            return answer

    @contextmanager
    def _turn(self) -> Iterator[Failure | None]:
        """A turn; or at once why there is none, whether that was known before the wait or only after it."""
        if (closed := self._breaker.failure()) is not None:
            yield closed
            return
        with ExitStack() as held:
            with self._queue():
                held.enter_context(self._pace.turn())
            yield self._breaker.failure()

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
