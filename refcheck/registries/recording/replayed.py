"""A registry whose questions and answers are kept as they pass, and one that answers from what was kept, and nobody else."""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from attrs import evolve

from refcheck.model import Answer, Found, Hits, Id, NotFound, Query, Scheme, Unavailable, Work
from refcheck.registries.base import Asked, Clock, Planned, Registry, Traits, complete, unable, utc_now
from refcheck.registries.failures import Failure
from refcheck.registries.ladder import Offline
from refcheck.registries.recording import listening
from refcheck.registries.recording.track import Question, Track, everything_offered, work_key
from refcheck.registries.wrappers import Given, Key, Wrapper
from refcheck.registries.wrappers.cache import Known
from refcheck.registries.wrappers.caching import lookup_key, search_key
from refcheck.registries.wrappers.chain import Chain


class Recorded(Wrapper):
    """Wraps a registry of a chain, whoever it is: what it is asked and what it answers is put on its ``track``."""

    def __init__(self, registry: Registry, now: Clock = utc_now) -> None:
        """The track is empty."""
        super().__init__(registry)
        self._now = now
        self._track = Track(name=self.name, names=self.names(), schemes=self.schemes, traits=super().traits)

    @property
    def traits(self) -> Traits:
        """Those of the wrapped registry; what is its own is kept too, since the order of a search depends on it."""
        return evolve(super().traits, is_home_of=self._is_home_of)

    def track(self) -> Track:
        """Return what was kept by now."""
        self._track.used = self.traits.used()
        return self._track

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return those of the wrapped registry."""
        self._track.offered |= dict.fromkeys(map(lookup_key, ids))
        return super().batches(ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return the wrapped registry's answers."""
        return self._kept(lookup_key, lambda: self._registry.lookup(ids))

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what the wrapped registry would send; kept as it was when it was first asked of a single thing."""
        planned = super().plan(ids, queries)
        if len(ids) + len(queries) == 1:
            (key,) = (*map(lookup_key, ids), *map(search_key, queries))
            self._track.planned.setdefault(key, bool(planned))
        return planned

    def _is_home_of(self, work: Work) -> bool:
        is_home = super().traits.is_home_of(work)
        self._track.at_home.setdefault(work_key(work), is_home)
        return is_home

    def _search(self, query: Query) -> Hits | Unavailable:
        return self._kept(search_key, lambda: {query: super(Recorded, self)._search(query)})[query]

    def _kept(self, key_of: Callable[[Key], str], ask: Callable[[], dict[Key, Given]]) -> dict[Key, Given]:
        """Return the answers to one question, which is put on the track with them."""
        asked = self._now()
        with listening() as heard:
            answers = ask()
        told: dict[str, Known] = {key_of(key): answer for key, answer in answers.items()}
        self._track.questions.append(Question(asked=asked, answers=told, exchanges=tuple(heard)))
        return answers


def recorded(chain: Chain, now: Clock = utc_now) -> tuple[Chain, tuple[Recorded, ...]]:
    """Return the same chain with everything kept that it is asked and told; and its members, who know it."""
    members = tuple(Recorded(member, now) for member in chain.members)
    return Chain(*members), members


CASE = "the case"
"""Who answers for what nobody was asked."""


class Replayed(Asked):
    """Stands in for one registry of a run. What it was asked more than once it answers in the order of then."""

    def __init__(self, track: Track) -> None:
        """It knows what is on the track."""
        self.name = track.name
        self.schemes = track.schemes
        self._track = track
        self._lock = threading.Lock()
        self._is_asked = False
        self._answers: dict[str, list[Known]] = defaultdict(list)
        self._first: dict[str, datetime] = {}
        for question in sorted(track.questions, key=lambda question: question.asked):
            for key, answer in question.answers.items():
                self._answers[key].append(answer)
                self._first.setdefault(key, question.asked)

    @property
    def traits(self) -> Traits:
        """Those of then; of what it was used for, as soon as it was asked for anything."""
        at_home = self._track.at_home
        return evolve(
            self._track.traits,
            is_home_of=lambda work: bool(at_home.get(work_key(work))),
            used=lambda: self._track.used if self._is_asked else (),
        )

    def names(self) -> tuple[str, ...]:
        """Return those of then."""
        return self._track.names

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return what it answered, together."""
        answered = tuple(key for key in ids if lookup_key(key) in self._answers)
        return (answered,) if answered else ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return the answers of then."""
        told = ((key, self._next(lookup_key(key))) for key in ids)
        answers: dict[Id, Answer] = {
            key: each for key, each in told if isinstance(each, Found | NotFound | Unavailable)
        }
        return complete(self.name, ids, answers)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Something for what a request would have been sent for then; nothing is sent now."""
        keys = (*map(lookup_key, ids), *map(search_key, queries))
        return tuple(Planned(registry=self.name, url="") for key in keys if self._track.planned.get(key))

    def first_searched(self, query: Query) -> datetime:
        """Return when it was searched for this first; the end of time where it was not."""
        return self._first.get(search_key(query), _NEVER)

    def _search(self, query: Query) -> Hits | Unavailable:
        """Return the answer of then."""
        told = self._next(search_key(query))
        return told if isinstance(told, Hits | Unavailable) else unable(self.name, "was not asked")

    def _next(self, key: str) -> Known | None:
        with self._lock:
            self._is_asked = True
            answers = self._answers.get(key, [])
            return answers.pop(0) if len(answers) > 1 else next(iter(answers), None)


class Unasked(Offline):
    """Stands behind them all, for what none of them was asked: a later version may ask for more."""

    name = CASE
    traits = Traits(is_last=True)
    _failure = Failure("holds no answer to what was not asked then")

    def __init__(self, tracks: Sequence[Track]) -> None:
        """It knows what all of them were asked."""
        self.schemes: frozenset[Scheme] = frozenset().union(*(track.schemes for track in tracks))
        self._known = everything_offered(tracks)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return what nobody was asked for."""
        unasked = tuple(key for key in ids if lookup_key(key) not in self._known)
        return (unasked,) if unasked else ()

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """It is not known, unless somebody was searched for it."""
        searched, unasked = unable(self.name, "was not asked"), self._failure.of(self.name)
        return tuple(searched if search_key(query) in self._known else unasked for query in queries)


class _InOrderOfThen(Chain):
    """A chain that searches its members in the order of then, which depended on who was waited for."""

    def _searched(self, query: Query) -> list[Registry]:
        def first(member: Registry) -> datetime:
            return member.first_searched(query) if isinstance(member, Replayed) else _NEVER

        return sorted(super()._searched(query), key=first)


_NEVER = datetime.max.replace(tzinfo=UTC)


def replayed(tracks: Sequence[Track]) -> Chain:
    """Return the registries of a run, in its order, answering as they did then."""
    return _InOrderOfThen(*map(Replayed, tracks), Unasked(tracks))
