"""An index opened for writing: its shards and its manifest, kept in step.

What was put in counts from a commit on. A commit writes the shards first and the manifest last; where a process dies between the
two, the documents since the commit before are put in once more, in place of themselves.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import evolve

from refcheck.registries.index.manifest import Manifest, checksums, shard_folders
from refcheck.registries.index.shard import Document, Shard, ShardWriter
from refcheck.registries.index.workers import shard_of

_BITS = 1 << 29


class BloomFilter:
    """Remembers the texts that have been put in, in 64 MB, however many: what is new need not be looked for first.

    It may take a new one for an old one, never an old one for a new one.
    """

    def __init__(self) -> None:
        """Nothing has been seen."""
        self._bits = bytearray(_BITS >> 3)

    def is_new(self, text: str) -> bool:
        """Return whether the text has surely not been seen; it has been from now on."""
        place, bit = divmod(hash(text) % _BITS, 8)
        if self._bits[place] >> bit & 1:
            return False
        self._bits[place] |= 1 << bit
        return True


def never_new(text: str) -> bool:
    """Return false: nobody knows what has been put in before."""
    return False


_HEAP = 400_000_000
"""Bytes that the engine may hold in memory, for all shards together."""


class Writing:
    """An index that is written by this process and no other."""

    def __init__(self, folder: Path, manifest: Manifest, is_new: Callable[[str], bool], *, enough: int) -> None:
        """Open the shards; ``is_new`` knows which documents are surely new, ``enough`` entries are made last together.

        Raises:
            RecordsError: another process writes, or a shard is damaged.
        """
        self.folder = folder
        self.manifest = manifest
        self._is_new = is_new
        self._enough = enough
        self._pending = 0
        folders = shard_folders(folder, manifest.shards)
        self._shards = [ShardWriter(each, heap=_HEAP // manifest.shards) for each in folders]

    def put(self, shard: int, documents: Iterable[Document]) -> None:
        """Put documents into one shard, in the place of those with the same key."""
        new: list[Document] = []
        old: list[Document] = []
        for document in documents:
            (new if self._is_new(document.key) else old).append(document)
        self._shards[shard].add(new)
        self._shards[shard].replace(old)

    def put_all(self, documents: Sequence[Document]) -> None:
        """Put documents into their shards."""
        for document in documents:
            self.put(shard_of(document.key, self.manifest.shards), (document,))

    def advance(self, manifest: Manifest, entries: int) -> bool:
        """Count entries that are in, as ``manifest`` says; make them last if there are enough. Return whether they were made so."""
        self.manifest = manifest
        self._pending += entries
        if self._pending < self._enough:
            return False
        self.commit()
        return True

    def commit(self) -> None:
        """Make what was put in last, and the manifest say so."""
        for shard in self._shards:
            shard.commit()
        self.manifest.write(self.folder)
        self._pending = 0

    def finish(self) -> Manifest:
        """Commit, merge, and seal the index with the checksums of its files."""
        self.commit()
        for shard in self._shards:
            shard.close()
        documents = sum(len(Shard(each)) for each in shard_folders(self.folder, self.manifest.shards))
        sealed = evolve(self.manifest, documents=documents, finished=True, files=checksums(self.folder))
        sealed.write(self.folder)
        return sealed
