"""Requests that failed for the moment, sent again."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from refcheck.model import Unavailable
from refcheck.registries.base import Registry
from refcheck.registries.failures import Failure
from refcheck.registries.wrappers import Given, Key, Wrapper
from refcheck.registries.wrappers.pacing import Breaker

ATTEMPTS = 5
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds: the wait doubles from the one to the other, and a random part of its half is taken off. Source: a choice of
patience, not measured."""

PATIENCE = 30.0
"""Seconds from the first attempt on, within which the last one must begin. Source: a choice of patience, not measured."""

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
                self._breaker.open(Failure(f"left alone after {failures} failed requests"))
                self._failed.clear()
