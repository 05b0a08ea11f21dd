"""A wrapper that caches the answers of a registry."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from refcheck.model import Aim, Answer, Found, Hits, Id, NotFound, Query, Unavailable
from refcheck.registries.base import Clock, Planned, Registry, batches_of, utc_now
from refcheck.registries.connections import FOUND_DAYS
from refcheck.registries.wrappers import Wrapper, is_answer
from refcheck.registries.wrappers.cache import Cache, Known, from_json, to_json

NOT_FOUND_DAYS, SEARCH_DAYS, REGISTERED_DAYS = 1.0, 7.0, 7.0
"""The days for which answers other than records stay cached: a missing DOI may be registered tomorrow; a search, or an agency that
gave no record of a registered DOI, may return more next week. Source: a judgement; not measured."""

_LOOK_AGAIN = 0.1
"""Seconds between checks whether another run has received the awaited answer. Source: a judgement; not measured."""

_ANSWERS = (Found, NotFound, Unavailable)
"""The types of answers about an identifier that may be cached."""

T = TypeVar("T")


class Cached(Wrapper):
    """Wraps a registry: questions that it has answered before are answered from a cache.

    Answers are cached as they arrive, so that after a killed run only the missing ones are requested. An outage is never cached.
    What another run with the same cache is just requesting is not requested twice.
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
        """``space`` names the kind of request and the URL, as the answer for a DOI differs between services.

        ``found_days`` is the number of days for which a record stays cached.
        """
        super().__init__(registry)
        self._cache = cache
        self._space = space
        self._days = {Found: found_days, NotFound: NOT_FOUND_DAYS, Unavailable: REGISTERED_DAYS}
        self._now = now
        self._sleep = sleep

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the cached identifiers as one batch, which takes no request, and the batches of the others."""
        known = self._known(ids)
        missing = batches_of(self._registry, [key for key in ids if key not in known])
        return (tuple(known), *missing) if known else missing

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return the plan for what is not cached."""
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
                self._keep({key: each for key, each in answers.items() if type(each) is kind and is_answer(each)}, days)
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
        """Return the cached answers and request the missing ones; wait for those that another run is just requesting.

        The keys claimed by this run are requested first, so that no two runs wait for each other.
        """
        given: dict[str, T] = self._stored(keys, kinds)
        while left := [key for key in keys if key not in given]:
            claimed = self._cache.claim(self._space, left, self._now())
            try:
                given |= self._stored(claimed, kinds)  # it may have been stored between the look-up and the claim
                if wanted := [key for key in claimed if key not in given]:
                    given |= ask(wanted)
            finally:
                if claimed:
                    self._cache.release(self._space, claimed)
            if not claimed:
                self._sleep(_LOOK_AGAIN)
                given |= self._stored(left, kinds)
        return given

    def _known(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        cached = self._stored([lookup_key(key) for key in ids], _ANSWERS)
        return {key: cached[lookup_key(key)] for key in ids if lookup_key(key) in cached}

    def _hits(self, query: Query) -> Hits | None:
        return next(iter(self._stored([search_key(query)], (Hits,)).values()), None)

    def _stored(self, keys: Sequence[str], kinds: tuple[type, ...]) -> dict[str, Any]:
        """Return the cached answers of these kinds."""
        cached = self._cache.get(self._space, keys, self._now())
        read = ((key, from_json(key, body)) for key, body in cached.items())
        return {key: answer for key, answer in read if isinstance(answer, kinds)}

    def _keep(self, answers: Mapping[str, Known], days: float) -> None:
        if answers:
            now = self._now()
            bodies = {key: to_json(key, answer) for key, answer in answers.items()}
            self._cache.put(self._space, bodies, now + timedelta(days=days))


def lookup_key(key: Id) -> str:
    """Return the cache key of the answer for an identifier."""
    return f"{key.scheme.value}:{key.value}"


def search_key(query: Query) -> str:
    """Return the cache key of the answer to a search."""
    if query.aim is Aim.WORK:
        return f"search:{query.raw}"
    return f"{query.aim.value}:{query.work.year or ''}:{query.raw}"
