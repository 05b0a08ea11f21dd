"""The registries of a run, in the order in which they are queried, online and offline."""

import os
from collections.abc import Iterator, Sequence
from typing import ClassVar

from refcheck.model import OFFLINE, Answer, Id, Query, Scheme, Unavailable
from refcheck.registries.base import AtHand, Registry, unable
from refcheck.registries.connections import Connections
from refcheck.registries.failures import Failure
from refcheck.registries.wrappers.chain import Chain


class Offline(AtHand):
    """Replaces a network registry in an offline run: it answers that the run is offline."""

    name = OFFLINE
    _failure: ClassVar[Failure] = Failure("the run is offline")

    def __init__(self, schemes: frozenset[Scheme] = frozenset({Scheme.DOI}), *, searched: bool = True) -> None:
        """Replace a registry of ``schemes``; unless ``searched``, it answers searches with ``unable``, which is not an outage."""
        self.schemes = schemes
        self._searched = searched

    def names(self) -> tuple[str, ...]:
        """Return no names: no registry is queried."""
        return ()

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return for each identifier that the run is offline."""
        return dict.fromkeys(ids, self._failure.of(self.name))

    def search(self, queries: Sequence[Query]) -> tuple[Unavailable, ...]:
        """Return for each query that the run is offline."""
        missed = self._failure.of(self.name) if self._searched else unable(self.name, self._failure.why)
        return (missed,) * len(queries)


def online(connections: Connections, *more: Registry) -> Registry:
    """Return the registries of an online run.

    First come local records, then Crossref's lists, doi.org's list of agencies, DataCite's lists, single records of Crossref, and
    doi.org. This order takes the fewest requests: an identifier that a list answers is never looked up alone, and the Handle
    System is queried only about what neither Crossref nor DataCite has. The further services follow, then the web if links are
    to be checked, ``more`` (the user's own library), and Retraction Watch's table if there is a file of it; its notices are also
    added to the records of all other registries.

    Raises:
        RecordsError: the file of local records, Retraction Watch's table, or a local index is malformed.
        SettingsError: a local index is to be queried, and the libraries of the extra ``index`` are missing; or the cache file
            belongs to another program or, if the user named it, cannot be written.
    """
    from refcheck.registries.network import network

    return _watched(connections, *_local(connections), *_cached(connections, network(connections)), *more)


def offline(connections: Connections, *more: Registry) -> Registry:
    """Return the registries of an offline run: local records, and the cached answers of earlier runs.

    Raises:
        RecordsError: the file of local records, or Retraction Watch's table, is malformed.
        SettingsError: as with ``online``.
    """
    searched, *others = connections.spaces()
    stand_ins = (Offline(searched.schemes), *(Offline(space.schemes, searched=False) for space in others))
    path = connections.cache_path()
    with_cache = _cached(connections, stand_ins) if path is not None and path.exists() else stand_ins
    return _watched(connections, *_local(connections), *with_cache, *more)


def _watched(connections: Connections, *registries: Registry) -> Chain:
    """Return the registries in order; if there is a Retraction Watch table, its notices are added to each, and it comes last."""
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


def _cached(connections: Connections, registries: Sequence[Registry]) -> Iterator[Registry]:
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
