"""A registry that remembers."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from refcheck.model import Aim, Answer, Cause, Found, Hits, Id, NotFound, Query, Unavailable
from refcheck.registries.base import Clock, Planned, Registry, batches_of, utc_now
from refcheck.registries.connections import FOUND_DAYS
from refcheck.registries.wrappers import Wrapper
from refcheck.registries.wrappers.cache import Cache, Known, from_json, to_json

NOT_FOUND_DAYS, SEARCH_DAYS, REGISTERED_DAYS = 1.0, 7.0, 7.0
"""A miss may be a registration that has not arrived yet, a search may find more next week, and so may who asks an agency
again that gave no record. Source: a choice, not measured."""

_LOOK_AGAIN = 0.1
"""Seconds after which it is seen whether somebody else has heard what is waited for. Source: a choice of patience, not
measured."""

_ANSWERS = (Found, NotFound, Unavailable)
"""Answers about an identifier that may be kept."""

T = TypeVar("T")


class Cached(Wrapper):
    """Wraps a registry: what it has answered before is not asked again.

    Answers are kept as they come, so that a run which was killed asks only for what is missing. An outage is never kept. What
    another run on the same cache is asking for is not asked for twice.
    """

    def __init__(
        self,
        registry: Registry,
        cache: Cache,
        *,
        space: str,
        found_days: float = FOUND_DAYS,
        now: Clock = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``space`` names the kind of request and the address asked: the same DOI has another answer elsewhere.

        ``found_days`` are the days that a record counts.
        """
        super().__init__(registry)
        self._cache = cache
        self._space = space
        self._days = {Found: found_days, NotFound: NOT_FOUND_DAYS, Unavailable: REGISTERED_DAYS}
        self._now = now
        self._sleep = sleep

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return what is known is a batch of its own, and costs nothing."""
        known = self._known(ids)
        missing = batches_of(self._registry, [key for key in ids if key not in known])
        return (tuple(known), *missing) if known else missing

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what would be sent for what is not known."""
        known = self._known(ids)
        return self._registry.plan(
            [key for key in ids if key not in known], [query for query in queries if self._hits(query) is None]
        )

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        known = self._known(batch)
        missing = tuple(key for key in batch if key not in known)
        if not missing or not self._registry.plan(missing, ()):  # nothing is sent
            return {**known, **super()._ask(missing)} if missing else known
        ids = {lookup_key(key): key for key in missing}

        def ask(keys: Sequence[str]) -> dict[str, Answer]:
            given = super(Cached, self)._ask(tuple(ids[key] for key in keys))
            answers = {lookup_key(key): answer for key, answer in given.items()}
            for kind, days in self._days.items():
                self._keep(
                    {key: each for key, each in answers.items() if type(each) is kind and not _is_open(each)}, days
                )
            return answers

        return known | {ids[key]: answer for key, answer in self._shared(tuple(ids), _ANSWERS, ask).items()}

    def _search(self, query: Query) -> Hits | Unavailable:
        key = search_key(query)
        if (kept := self._hits(query)) is not None:
            return kept
        if not self._registry.plan((), (query,)):  # nothing is sent
            return super()._search(query)

        def ask(keys: Sequence[str]) -> dict[str, Hits | Unavailable]:
            answer = super(Cached, self)._search(query)
            if isinstance(answer, Hits):
                self._keep({key: answer}, SEARCH_DAYS if answer.hits else NOT_FOUND_DAYS)
            return {key: answer}

        return self._shared((key,), (Hits,), ask)[key]

    def _shared(
        self, keys: Sequence[str], kinds: tuple[type, ...], ask: Callable[[Sequence[str]], dict[str, T]]
    ) -> dict[str, T]:
        """Return what is held of the keys and what is asked for; what somebody else is asking for just now is waited for.

        One's own are asked for first, so that no two wait for each other.
        """
        given: dict[str, T] = self._held(keys, kinds)
        while left := [key for key in keys if key not in given]:
            mine = self._cache.claim(self._space, left, self._now())
            try:
                given |= self._held(mine, kinds)  # it may have come between the look and the claim
                if wanted := [key for key in mine if key not in given]:
                    given |= ask(wanted)
            finally:
                if mine:
                    self._cache.release(self._space, mine)
            if not mine:
                self._sleep(_LOOK_AGAIN)
                given |= self._held(left, kinds)
        return given

    def _known(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        held = self._held([lookup_key(key) for key in ids], _ANSWERS)
        return {key: held[lookup_key(key)] for key in ids if lookup_key(key) in held}

    def _hits(self, query: Query) -> Hits | None:
        return next(iter(self._held([search_key(query)], (Hits,)).values()), None)

    def _held(self, keys: Sequence[str], kinds: tuple[type, ...]) -> dict[str, Any]:
        """Return the answers of these kinds that are held."""
        held = self._cache.get(self._space, keys, self._now())
        read = ((key, from_json(key, body)) for key, body in held.items())
        return {key: answer for key, answer in read if isinstance(answer, kinds)}

    def _keep(self, answers: Mapping[str, Known], days: float) -> None:
        if answers:
            now = self._now()
            bodies = {key: to_json(key, answer) for key, answer in answers.items()}
            self._cache.put(self._space, bodies, now + timedelta(days=days))


def _is_open(answer: Answer) -> bool:
    """Return whether the answer leaves open whether the identifier exists."""
    return isinstance(answer, Unavailable) and answer.cause is not Cause.REGISTERED


def lookup_key(key: Id) -> str:
    """Return what the answer for an identifier is kept under."""
    return f"{key.scheme.value}:{key.value}"


def search_key(query: Query) -> str:
    """Return what the answer to a search is kept under."""
    if query.aim is Aim.WORK:
        return f"search:{query.raw}"
    return f"{query.aim.value}:{query.work.year or ''}:{query.raw}"
