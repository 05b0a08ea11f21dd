"""A registry whose questions and answers are kept as they pass."""

from collections.abc import Sequence

from refcheck.model import Answer, Hits, Id, Query, Unavailable, Work
from refcheck.registries.base import Clock, Planned, Registry, utc_now
from refcheck.registries.recording.exchange import listening
from refcheck.registries.recording.track import Card, Question, Track, work_key
from refcheck.registries.wrappers.caching import lookup_key, search_key
from refcheck.registries.wrappers.chain import Chain
from refcheck.registries.wrappers.wrapper import Wrapper


class Recorded(Wrapper):
    """Wraps a registry of a chain, whoever it is: what it is asked and what it answers is put on its ``track``."""

    def __init__(self, registry: Registry, now: Clock = utc_now) -> None:
        """The track is empty."""
        super().__init__(registry)
        self._now = now
        card = Card(
            name=self.name,
            names=self.names(),
            schemes=self.schemes,
            holds=self.holds,
            standing=self.standing,
            is_last=self.is_last,
        )
        self._track = Track(card=card)

    def track(self) -> Track:
        """What was kept by now."""
        self._track.used = self.used()
        return self._track

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Those of the wrapped registry."""
        self._track.offered |= dict.fromkeys(map(lookup_key, ids))
        return super().batches(ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The wrapped registry's answers."""
        asked = self._now()
        with listening() as heard:
            answers = self._registry.lookup(ids)
        told = {lookup_key(key): answer for key, answer in answers.items()}
        self._track.questions.append(Question(asked=asked, answers=told, exchanges=tuple(heard)))
        return answers

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """What the wrapped registry would send; kept as it was when it was first asked of a single thing."""
        planned = super().plan(ids, queries)
        if len(ids) + len(queries) == 1:
            (key,) = (*map(lookup_key, ids), *map(search_key, queries))
            self._track.planned.setdefault(key, bool(planned))
        return planned

    def is_home_of(self, work: Work) -> bool:
        """Whether the wrapped registry is; kept too, since the order of a search depends on it."""
        is_home = super().is_home_of(work)
        self._track.at_home.setdefault(work_key(work), is_home)
        return is_home

    def _search(self, query: Query) -> Hits | Unavailable:
        asked = self._now()
        with listening() as heard:
            answer = super()._search(query)
        told = {search_key(query): answer}
        self._track.questions.append(Question(asked=asked, answers=told, exchanges=tuple(heard)))
        return answer


def recorded(chain: Chain, now: Clock = utc_now) -> tuple[Chain, tuple[Recorded, ...]]:
    """The same chain with everything kept that it is asked and told; and its members, who know it."""
    members = tuple(Recorded(member, now) for member in chain.members)
    return Chain(*members), members
