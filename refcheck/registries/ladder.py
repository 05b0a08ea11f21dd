"""The registries of a run, one behind the other; offline, nobody."""

import os
from collections.abc import Iterator, Sequence
from typing import ClassVar

from refcheck.model import OFFLINE, Answer, Id, Query, Scheme, Unavailable
from refcheck.registries.base import AtHand, Registry, unable
from refcheck.registries.connections import Connections
from refcheck.registries.failures import Failure
from refcheck.registries.wrappers.chain import Chain


class Offline(AtHand):
    """Stands in for a registry that is asked and searched: it answers that it was not."""

    name = OFFLINE
    _failure: ClassVar[Failure] = Failure("the run is offline")

    def __init__(self, schemes: frozenset[Scheme] = frozenset({Scheme.DOI}), *, searched: bool = True) -> None:
        """``schemes`` are those of the registry that it stands in for; where that is not ``searched``, nothing is missed."""
        self.schemes = schemes
        self._searched = searched

    def names(self) -> tuple[str, ...]:
        """Return nobody: none is asked."""
        return ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Not asked."""
        return dict.fromkeys(ids, self._failure.of(self.name))

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """Not asked."""
        missed = self._failure.of(self.name) if self._searched else unable(self.name, self._failure.why)
        return (missed,) * len(queries)


def online(connections: Connections, *more: Registry) -> Registry:
    """Local records first, then Crossref's lists, doi.org's list of agencies, DataCite's lists, Crossref one by one, and doi.org.

    The order is that of the fewest requests: what a list holds is never asked for alone, and the handle system is asked only
    about what neither Crossref nor DataCite has. The further services follow, the web where links are asked for, ``more`` (a
    library of one's own), and Retraction Watch's table where there is a file of it; its notices are added to everybody's records.

    Raises:
        RecordsError: the file of local records, of Retraction Watch's table, or a local index is malformed.
        SettingsError: a local index is asked for, and the libraries of the extra ``index`` are missing; the file that answers
            are to be kept in is somebody else's, or, where it was named, cannot be written.
    """
    from refcheck.registries.network import network

    return _watched(connections, *_local(connections), *_remembering(connections, network(connections)), *more)


def offline(connections: Connections, *more: Registry) -> Registry:
    """Local records, and what the cache remembers of earlier runs.

    Raises:
        RecordsError: the file of local records, or of Retraction Watch's table, is malformed.
        SettingsError: as with ``online``.
    """
    searched, *others = connections.spaces()
    nobody = (Offline(searched.schemes), *(Offline(space.schemes, searched=False) for space in others))
    path = connections.cache_path()
    remembering = _remembering(connections, nobody) if path is not None and path.exists() else nobody
    return _watched(connections, *_local(connections), *remembering, *more)


def _watched(connections: Connections, *registries: Registry) -> Chain:
    """Return the registries in order; with Retraction Watch's table, where there is one, upon each of them and behind them."""
    table = connections.watched_table()
    if table is None:
        return Chain(*registries)
    from refcheck.registries.services.retraction_watch import RetractionWatch, Watched

    watch = RetractionWatch.read(table)
    return Chain(*(Watched(registry, watch) for registry in registries), watch)


def _local(connections: Connections) -> Iterator[Registry]:
    if connections.records is not None:
        from refcheck.registries.services.local import Local

        yield Local.read(connections.records)
    if connections.index is not None:
        from refcheck.registries.index import LocalIndex

        yield from map(LocalIndex.open, connections.index.split(os.pathsep))


def _remembering(connections: Connections, registries: Sequence[Registry]) -> Iterator[Registry]:
    path = connections.cache_path()
    if path is None:
        yield from registries
        return
    from refcheck.registries.wrappers.cache import Cache, WriteOnly
    from refcheck.registries.wrappers.caching import Cached

    cache = WriteOnly(path) if connections.refresh else Cache(path)
    if connections.cache is not None:
        cache.demand_usable()
    for registry, space in zip(registries, connections.spaces(), strict=True):
        yield Cached(registry, cache, space=space.name, found_days=space.found_days)
