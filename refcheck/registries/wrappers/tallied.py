"""Requests counted: how many a registry was sent, how many it answered, what it had, and how long that took."""

import threading
import time
from collections.abc import Callable

from attrs import evolve

from refcheck.model import Answer, Cause, Found, Hits, Id, Query, ServiceUse, Unavailable
from refcheck.registries.base import Registry
from refcheck.registries.wrappers.wrapper import Wrapper


class Tallied(Wrapper):
    """Wraps a registry: every request that it sends is counted."""

    def __init__(self, registry: Registry, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds."""
        super().__init__(registry)
        self._clock = clock
        self._lock = threading.Lock()
        self._use = ServiceUse(registry=registry.name)

    def used(self) -> tuple[ServiceUse, ...]:
        """What was counted."""
        return (self._use,) if self._use.asked else ()

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        started = self._clock()
        answers = super()._lookup(batch)
        given = list(answers.values())
        found = sum(isinstance(answer, Found) for answer in given)
        self._count(started, answered=any(_is_answer(each) for each in given), found=found)
        return answers

    def _search(self, query: Query) -> Hits | Unavailable:
        started = self._clock()
        answer = super()._search(query)
        if not (isinstance(answer, Unavailable) and answer.cause is Cause.UNABLE):
            self._count(
                started, answered=isinstance(answer, Hits), found=int(isinstance(answer, Hits) and bool(answer.hits))
            )
        return answer

    def _count(self, started: float, *, answered: bool, found: int) -> None:
        seconds = self._clock() - started
        with self._lock:
            use = self._use
            self._use = evolve(
                use,
                asked=use.asked + 1,
                answered=use.answered + answered,
                found=use.found + found,
                seconds=use.seconds + seconds,
            )


def _is_answer(answer: Answer) -> bool:
    """Whether somebody answered: that a DOI is registered and has no record is an answer."""
    return not isinstance(answer, Unavailable) or answer.cause is Cause.REGISTERED
