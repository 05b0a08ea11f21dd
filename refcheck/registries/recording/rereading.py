"""Recorded answers, read once more by the readers of this version: nothing is sent, and nobody is asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import evolve
from rapidfuzz.distance import Postfix

from refcheck.errors import SettingsError
from refcheck.model import Answer, Hits, Id, Query, Unavailable
from refcheck.registries.base import Planned, Registry
from refcheck.registries.connections import NO_CACHE, WAYBACK_URL, Connections
from refcheck.registries.further import FURTHER
from refcheck.registries.network import Bare, everybody
from refcheck.registries.recording import Exchange
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.wrappers import Splitting
from refcheck.registries.wrappers.pacing import Retrying


class _Recording:
    """Answers what was recorded: the first of the same address, or else the first that is left."""

    def __init__(self) -> None:
        self.left: list[Exchange] = []
        self.is_short = False

    def begin(self, exchanges: Sequence[Exchange]) -> None:
        self.left, self.is_short = list(exchanges), False

    def __call__(self, url: str) -> Exchange:
        if not self.left:
            self.is_short = True
            return Exchange(url=url, asked=_NEVER, why="holds no further answer")
        return self.left.pop(next((n for n, each in enumerate(self.left) if each.url == url), 0))


class Reader:
    """The readers of all services, with what was recorded in place of the network."""

    def __init__(self) -> None:
        """None is asked yet."""
        self._recording = _Recording()
        self._dialler = Dialler(played=self._recording)
        self._own = tuple(_readers(Connections(), self._dialler))
        self._at: dict[tuple[str, str], Registry] = {}

    @property
    def was_short(self) -> bool:
        """Return whether the last question was asked for with more requests than were recorded."""
        return self._recording.is_short

    def lookup(self, registry: str, ids: Sequence[Id], exchanges: Sequence[Exchange]) -> Mapping[Id, Answer] | None:
        """Return what the answers to ``ids`` are read as now; ``None`` where no reader asks so."""
        found = self._reader(registry, ids, (), exchanges)
        return None if found is None else found.lookup(ids)

    def search(self, registry: str, query: Query, exchanges: Sequence[Exchange]) -> Hits | Unavailable | None:
        """Return what the answer to a search is read as now; ``None`` where no reader asks so."""
        found = self._reader(registry, (), (query,), exchanges)
        return None if found is None else found.search((query,))[0]

    def _reader(
        self, name: str, ids: Sequence[Id], queries: Sequence[Query], exchanges: Sequence[Exchange]
    ) -> Registry | None:
        """The reader of that name whose own address is the likest to the one that was asked, at the place that was asked then."""
        named = [each for each in self._own if each.registry.name == name]
        planned = [(each, plan[0]) for each in named if (plan := each.registry.plan(ids, queries))]
        if not planned or not exchanges:
            return None
        url = exchanges[0].url
        bare, first = max(planned, key=lambda pair: Postfix.similarity(pair[1].url, url))  # the end that they share
        self._recording.begin(exchanges)
        # a breaker of its own: one question's failures are no reason to leave the next one unread
        return Splitting(Retrying(self._placed(bare, _base(bare, first, url)), sleep=lambda seconds: None))

    def _placed(self, bare: Bare, base: str) -> Registry:
        if (bare.name, base) not in self._at:
            placed = bare.registry
            if base != bare.url:
                try:
                    readers = _readers(_at(bare, base), self._dialler)
                    placed = next(each.registry for each in readers if each.name == bare.name)
                except SettingsError:
                    pass
            self._at[bare.name, base] = placed
        return self._at[bare.name, base]


_NEVER = datetime.min


def _readers(connections: Connections, dialler: Dialler) -> Iterator[Bare]:
    archive = connections.wayback_url or WAYBACK_URL
    return everybody(evolve(connections, wayback_url=archive, also=",".join(FURTHER), cache=NO_CACHE), dialler)


def _at(bare: Bare, base: str) -> Connections:
    """Return the settings that have a service at an address.

    Raises:
        SettingsError: it is none.
    """
    setting, value = (bare.setting, base) if bare.setting else ("service_urls", f"{bare.name}={base}")
    return Connections(**{setting: value})  # type: ignore[arg-type]


def _base(bare: Bare, first: Planned, url: str) -> str:
    """Return the address of the service that was asked then; its own where it was asked otherwise than it is now."""
    tail = first.url.removeprefix(bare.url)
    return url.removesuffix(tail) if tail and url.endswith(tail) else bare.url
