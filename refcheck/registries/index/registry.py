"""A local index as a registry: records by DOI and by search, without a network."""

import heapq
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from refcheck.errors import RecordsError
from refcheck.model import Hit, Hits, Id, Provenance, Query, Record
from refcheck.registries.base import AtHand, Traits
from refcheck.registries.index.extras import alias_of, noted, notices_key
from refcheck.registries.index.manifest import DICTIONARY, Manifest, shard_folders
from refcheck.registries.index.planning import Item, Weighed, is_sure, printed_words, ranked, searches
from refcheck.registries.index.shard import Shard, Term
from refcheck.registries.index.stored import Packing, record_of
from refcheck.registries.index.terms import Frequencies
from refcheck.registries.index.writing import shard_of

MOST_HITS = 10

_FAR = 0.5
"""The least score to consider, as a share of the best score. The right document had less than 0.7 of the best in one reference
of a thousand. Source: that measurement, and a margin."""


class LocalIndex(AtHand):
    """An index as it was when it was opened. A work without a record may well exist: misses have the scope ``holdings``.

    It is read-only, so that any number of processes may search it.
    """

    traits = Traits(holds="works of all fields")

    def __init__(self, shards: Sequence[Shard], packing: Packing, manifest: Manifest) -> None:
        """Search these shards, whose bodies ``packing`` decompresses."""
        self._shards = shards
        self._packing = packing
        self._frequencies = Frequencies(shards)
        self._has_notices = manifest.notices > 0
        self.name = f"local index ({manifest.edition})" if manifest.edition else "local index"
        self._provenance = Provenance(registry=self.name, url="", retrieved=manifest.made)

    @classmethod
    def open(cls, path: str | PathLike[str]) -> "LocalIndex":
        """Return the index in a folder.

        Raises:
            RecordsError: there is no index, or it is damaged, of another format, or unfinished.
            SettingsError: a library is missing.
        """
        folder = Path(path)
        manifest = Manifest.read(folder)
        if not manifest.finished:
            raise RecordsError(f"{folder}: the index is incomplete; see `refcheck index info {folder}`")
        try:
            packing = Packing((folder / DICTIONARY).read_bytes())
        except OSError as error:
            raise RecordsError(f"{folder}: cannot be read: {error}") from error
        return cls([Shard(each) for each in shard_folders(folder, manifest.shards)], packing, manifest)

    def search(self, queries: Sequence[Query]) -> tuple[Hits, ...]:
        """Return the records that a reference may mean, the likeliest first, with the score of the search engine (BM25)."""
        return tuple(self._search(query) for query in queries)

    def item(self, doi: str) -> Item | None:
        """Return the stored record of a DOI (in lower case): Crossref's JSON, or DataCite's ``{"attributes": …}``."""
        item = self._body(doi)
        primary = alias_of(item) if item is not None else None
        return item if primary is None else self._body(primary)

    def candidates(self, query: Query) -> list[tuple[float, Item]]:
        """Return the score and stored record of each document with a score near the best, best first; at most ``MOST_HITS``."""
        plans = searches(query, printed_words(query), self._frequencies)
        return self._found(plans[-1]) if plans else []

    def _held(self, key: Id) -> Record | None:
        item = self.item(key.value)
        return None if item is None else self._record(item)

    def _search(self, query: Query) -> Hits:
        words = printed_words(query)
        likeliest: list[Weighed] = []
        for terms in searches(query, words, self._frequencies):
            likeliest = ranked(words, self._found(terms))
            if is_sure(likeliest):
                break
        hits = tuple(Hit(record=self._record(each.item), score=each.score) for each in likeliest)
        return Hits(registry=self.name, hits=hits)

    def _found(self, terms: Sequence[Term]) -> list[tuple[float, Item]]:
        found = [(*hit, shard) for shard in self._shards for hit in shard.search(terms, MOST_HITS)]
        best = heapq.nlargest(MOST_HITS, found, key=lambda hit: hit[0])
        near = [(score, shard.body(at)) for score, at, shard in best if score >= _FAR * best[0][0]]
        return [(score, self._packing.unpack(body)) for score, body in near]

    def _body(self, key: str) -> Item | None:
        body = self._shards[shard_of(key, len(self._shards))].get(key)
        return None if body is None else self._packing.unpack(body)

    def _record(self, item: Item) -> Record:
        record = record_of(item, self._provenance)
        notices = self._body(notices_key(record.id.value)) if self._has_notices else None
        return record if notices is None else noted(record, notices)
