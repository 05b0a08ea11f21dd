"""Recorded answers, read again by the readers of this version; nothing is sent."""

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
    """Answers a request with a recorded exchange: the first one of the same URL, or else the first one left."""

    def __init__(self) -> None:
        self.left: list[Exchange] = []
        self.is_short = False

    def begin(self, exchanges: Sequence[Exchange]) -> None:
        self.left, self.is_short = list(exchanges), False

    def __call__(self, url: str) -> Exchange:
        if not self.left:
            self.is_short = True
            return Exchange(url=url, asked=_NEVER, why="has no further recorded answer")
        return self.left.pop(next((n for n, each in enumerate(self.left) if each.url == url), 0))


class Reader:
    """The readers of all services, with a recording in place of the network."""

    def __init__(self) -> None:
        """Create the readers; nothing is read yet."""
        self._recording = _Recording()
        self._dialler = Dialler(played=self._recording)
        self._own = tuple(_readers(Connections(), self._dialler))
        self._at: dict[tuple[str, str], Registry] = {}

    @property
    def was_short(self) -> bool:
        """Whether the last question took more requests than were recorded."""
        return self._recording.is_short

    def lookup(self, registry: str, ids: Sequence[Id], exchanges: Sequence[Exchange]) -> Mapping[Id, Answer] | None:
        """Return the answers to ``ids`` as this version reads them; ``None`` if no reader would send such requests."""
        found = self._reader(registry, ids, (), exchanges)
        return None if found is None else found.lookup(ids)

    def search(self, registry: str, query: Query, exchanges: Sequence[Exchange]) -> Hits | Unavailable | None:
        """Return the answer to a search as this version reads it; ``None`` if no reader would send such requests."""
        found = self._reader(registry, (), (query,), exchanges)
        return None if found is None else found.search((query,))[0]

    def _reader(
        self, name: str, ids: Sequence[Id], queries: Sequence[Query], exchanges: Sequence[Exchange]
    ) -> Registry | None:
        """Return the reader of that name whose planned URL is most like the recorded one, set up for the recorded host."""
        named = [each for each in self._own if each.registry.name == name]
        planned = [(each, plan[0]) for each in named if (plan := each.registry.plan(ids, queries))]
        if not planned or not exchanges:
            return None
        url = exchanges[0].url
        bare, first = max(planned, key=lambda pair: Postfix.similarity(pair[1].url, url))  # by their common ending
        self._recording.begin(exchanges)
        # with a new breaker each time, so that the failures of one question do not prevent the reading of the next
        return Splitting(Retrying(self._at_base(bare, _base(bare, first, url)), sleep=lambda seconds: None))

    def _at_base(self, bare: Bare, base: str) -> Registry:
        if (bare.name, base) not in self._at:
            at_base = bare.registry
            if base != bare.url:
                try:
                    readers = _readers(_at(bare, base), self._dialler)
                    at_base = next(each.registry for each in readers if each.name == bare.name)
                except SettingsError:
                    pass
            self._at[bare.name, base] = at_base
        return self._at[bare.name, base]


_NEVER = datetime.min


def _readers(connections: Connections, dialler: Dialler) -> Iterator[Bare]:
    archive = connections.wayback_url or WAYBACK_URL
    return everybody(evolve(connections, wayback_url=archive, also=",".join(FURTHER), cache=NO_CACHE), dialler)


def _at(bare: Bare, base: str) -> Connections:
    """Return settings in which a service has the base URL ``base``.

    Raises:
        SettingsError: ``base`` is not a URL.
    """
    setting, value = (bare.setting, base) if bare.setting else ("service_urls", f"{bare.name}={base}")
    return Connections(**{setting: value})  # type: ignore[arg-type]


def _base(bare: Bare, first: Planned, url: str) -> str:
    """Return the base URL of the service in the recorded run; the current one if the requests have changed since then."""
    tail = first.url.removeprefix(bare.url)
    return url.removesuffix(tail) if tail and url.endswith(tail) else bare.url
