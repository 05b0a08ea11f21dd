"""Registries that answer from what was kept of a run, and nobody else: nothing is ever sent."""

import threading
from collections import defaultdict
from collections.abc import Sequence

from refcheck.model import Answer, Found, Hits, Id, NotFound, Query, Scheme, ServiceUse, Unavailable, Work
from refcheck.registries.base import Planned, complete, unable, unavailable
from refcheck.registries.failures import Failure
from refcheck.registries.recording.track import Track, everything_offered, work_key
from refcheck.registries.wrappers.cache import Known
from refcheck.registries.wrappers.caching import lookup_key, search_key
from refcheck.registries.wrappers.chain import Chain

CASE = "the case"
"""Who answers for what nobody was asked."""

_UNASKED = Failure("holds no answer to what was not asked then")


class Replayed:
    """Stands in for one registry of a run. What it was asked more than once it answers in the order of then."""

    def __init__(self, track: Track) -> None:
        """It knows what is on the track."""
        card = track.card
        self.name = card.name
        self.schemes = card.schemes
        self.holds = card.holds
        self.standing = card.standing
        self.is_last = card.is_last
        self._track = track
        self._lock = threading.Lock()
        self._is_asked = False
        self._answers: dict[str, list[Known]] = defaultdict(list)
        for question in sorted(track.questions, key=lambda question: question.asked):
            for key, answer in question.answers.items():
                self._answers[key].append(answer)

    def names(self) -> tuple[str, ...]:
        """Those of then."""
        return self._track.card.names

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """What it answered, together."""
        answered = tuple(key for key in ids if lookup_key(key) in self._answers)
        return (answered,) if answered else ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The answers of then."""
        told = ((key, self._next(lookup_key(key))) for key in ids)
        return complete(
            self.name, ids, {key: each for key, each in told if isinstance(each, Found | NotFound | Unavailable)}
        )

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """The answers of then."""
        told = (self._next(search_key(query)) for query in queries)
        return tuple(
            each if isinstance(each, Hits | Unavailable) else unable(self.name, "was not asked") for each in told
        )

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Something for what a request would have been sent for then; nothing is sent now."""
        keys = (*map(lookup_key, ids), *map(search_key, queries))
        return tuple(Planned(registry=self.name, url="") for key in keys if self._track.planned.get(key))

    def is_home_of(self, work: Work) -> bool:
        """Whether it was searched sooner than others for the work."""
        return bool(self._track.at_home.get(work_key(work)))

    def used(self) -> tuple[ServiceUse, ...]:
        """What it was used for then, as soon as it was asked for anything."""
        return self._track.used if self._is_asked else ()

    def _next(self, key: str) -> Known | None:
        with self._lock:
            self._is_asked = True
            answers = self._answers.get(key, [])
            return answers.pop(0) if len(answers) > 1 else next(iter(answers), None)


class Unasked:
    """Stands behind them all, for what none of them was asked: a later version may ask for more."""

    name = CASE
    is_last = True

    def __init__(self, tracks: Sequence[Track]) -> None:
        """It knows what all of them were asked."""
        self.schemes: frozenset[Scheme] = frozenset().union(*(track.card.schemes for track in tracks))
        self._known = everything_offered(tracks)

    def names(self) -> tuple[str, ...]:
        """Nobody."""
        return ()

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """What nobody was asked for."""
        unasked = tuple(key for key in ids if lookup_key(key) not in self._known)
        return (unasked,) if unasked else ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """It is not known."""
        return unavailable(self.name, _UNASKED, ids)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """It is not known, unless somebody was searched for it."""
        return tuple(
            unable(self.name, "was not asked") if search_key(query) in self._known else _UNASKED.of(self.name)
            for query in queries
        )

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Nothing is sent."""
        return ()


def replayed(tracks: Sequence[Track]) -> Chain:
    """The registries of a run, in its order, answering as they did then."""
    return Chain(*map(Replayed, tracks), Unasked(tracks))
