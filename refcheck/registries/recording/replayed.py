"""A wrapper that records the questions and answers of a registry, and a registry that answers only from such a recording."""

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
    """Wraps any registry of a chain and records its questions and answers in a ``Track``."""

    def __init__(self, registry: Registry, now: Clock = utc_now) -> None:
        """Start with an empty track."""
        super().__init__(registry)
        self._now = now
        self._track = Track(name=self.name, names=self.names(), schemes=self.schemes, traits=super().traits)

    @property
    def traits(self) -> Traits:
        """The traits of the wrapped registry; results of ``is_home_of`` are recorded, as the order of searches depends on them."""
        return evolve(super().traits, is_home_of=self._is_home_of)

    def track(self) -> Track:
        """Return what was recorded so far."""
        self._track.used = self.traits.used()
        return self._track

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the batches of the wrapped registry, and record the identifiers offered."""
        self._track.offered |= dict.fromkeys(map(lookup_key, ids))
        return super().batches(ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return the answers of the wrapped registry, and record them."""
        return self._record(lookup_key, lambda: self._registry.lookup(ids))

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return the plan of the wrapped registry; for each single key, record whether its first plan had a request."""
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
        return self._record(search_key, lambda: {query: super(Recorded, self)._search(query)})[query]

    def _record(self, key_of: Callable[[Key], str], ask: Callable[[], dict[Key, Given]]) -> dict[Key, Given]:
        """Return the answers to one question, and record both."""
        asked = self._now()
        with listening() as exchanges:
            answers = ask()
        given: dict[str, Known] = {key_of(key): answer for key, answer in answers.items()}
        self._track.questions.append(Question(asked=asked, answers=given, exchanges=tuple(exchanges)))
        return answers


def recorded(chain: Chain, now: Clock = utc_now) -> tuple[Chain, tuple[Recorded, ...]]:
    """Return the same chain with every member recorded, and these members, which have the recordings."""
    members = tuple(Recorded(member, now) for member in chain.members)
    return Chain(*members), members


CASE = "the case"
"""The name of the registry that answers questions that no registry was asked in the recorded run."""


class Replayed(Asked):
    """Replaces one registry of a recorded run. A question that was asked more than once is answered in the recorded order."""

    def __init__(self, track: Track) -> None:
        """Answer from ``track``."""
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
        """The recorded traits; ``used`` is empty until the first question."""
        at_home = self._track.at_home
        return evolve(
            self._track.traits,
            is_home_of=lambda work: bool(at_home.get(work_key(work))),
            used=lambda: self._track.used if self._is_asked else (),
        )

    def names(self) -> tuple[str, ...]:
        """Return the recorded names."""
        return self._track.names

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the identifiers with a recorded answer, as one batch."""
        answered = tuple(key for key in ids if lookup_key(key) in self._answers)
        return (answered,) if answered else ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return the recorded answers."""
        given = ((key, self._next(lookup_key(key))) for key in ids)
        answers: dict[Id, Answer] = {
            key: each for key, each in given if isinstance(each, Found | NotFound | Unavailable)
        }
        return complete(self.name, ids, answers)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return a placeholder for each key for which the recorded run would have sent a request; nothing is sent now."""
        keys = (*map(lookup_key, ids), *map(search_key, queries))
        return tuple(Planned(registry=self.name, url="") for key in keys if self._track.planned.get(key))

    def first_searched(self, query: Query) -> datetime:
        """Return when it was first searched for this query; the latest possible time if it was not."""
        return self._first.get(search_key(query), _NEVER)

    def _search(self, query: Query) -> Hits | Unavailable:
        """Return the recorded answer."""
        given = self._next(search_key(query))
        return given if isinstance(given, Hits | Unavailable) else unable(self.name, "was not asked")

    def _next(self, key: str) -> Known | None:
        with self._lock:
            self._is_asked = True
            answers = self._answers.get(key, [])
            return answers.pop(0) if len(answers) > 1 else next(iter(answers), None)


class Unasked(Offline):
    """Comes last in a replayed chain and answers what no registry was asked then: a later version may ask more."""

    name = CASE
    traits = Traits(is_last=True)
    _failure = Failure("has no recorded answer to this question")

    def __init__(self, tracks: Sequence[Track]) -> None:
        """Answer for whatever is in none of the ``tracks``."""
        self.schemes: frozenset[Scheme] = frozenset().union(*(track.schemes for track in tracks))
        self._known = everything_offered(tracks)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return the identifiers that no registry was asked for, as one batch."""
        unasked = tuple(key for key in ids if lookup_key(key) not in self._known)
        return (unasked,) if unasked else ()

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """Return that the answer is missing, or ``unable`` for a query for which some registry was searched."""
        searched, unasked = unable(self.name, "was not asked"), self._failure.of(self.name)
        return tuple(searched if search_key(query) in self._known else unasked for query in queries)


class _InRecordedOrder(Chain):
    """A chain that searches its members in the recorded order, which depended on how busy each of them was."""

    def _searched(self, query: Query) -> list[Registry]:
        def first(member: Registry) -> datetime:
            return member.first_searched(query) if isinstance(member, Replayed) else _NEVER

        return sorted(super()._searched(query), key=first)


_NEVER = datetime.max.replace(tzinfo=UTC)


def replayed(tracks: Sequence[Track]) -> Chain:
    """Return a chain of the registries of a recorded run, in the same order and with the same answers."""
    return _InRecordedOrder(*map(Replayed, tracks), Unasked(tracks))
