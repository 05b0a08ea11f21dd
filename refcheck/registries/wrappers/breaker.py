"""Stops asking where nobody answers."""

import threading
import time
from collections.abc import Callable

from refcheck.model import Cause
from refcheck.registries.failures import Failure

COOL_DOWN = 60.0
"""Seconds until somebody may try again. Source: a choice of patience, not measured."""

PATIENCE = 30.0
"""Seconds. Who asks to wait longer is not waited for, but left alone for that long. Source: a choice of patience, not
measured."""

_ENOUGH = 60
_WEIGHTS = {Cause.BUSY: 12, Cause.SLOW: 30, Cause.BROKEN: 5, Cause.OTHER_RECORD: 5}
"""What failures in a row come to, and what each counts: five refusals, which is all that one request is tried, two answers that
never come, and a dozen accidents are enough. Where three requests in ten fail, a dozen in a row come about once in a million."""


class Breaker:
    """Once open, it answers in a host's place for a while, to all that would ask it and at once."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds. It starts closed."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failure: Failure | None = None
        self._until = 0.0
        self._in_a_row = 0

    def failure(self) -> Failure | None:
        """Why nobody should be asked now, or ``None``."""
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
            self.open(Failure(f"is left alone for a while: it {failure.why} again and again", failure.cause))

    def well(self) -> None:
        """A request was answered."""
        with self._lock:
            self._in_a_row = 0

    def _is_one_too_many(self, failure: Failure) -> bool:
        with self._lock:
            self._in_a_row += _WEIGHTS.get(failure.cause, 0)
            if self._in_a_row < _ENOUGH:
                return False
            self._in_a_row = 0
            return True
