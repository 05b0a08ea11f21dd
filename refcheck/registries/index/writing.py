"""Entries of files made into documents of an index, in batches by several processes, in order; and the index opened for writing.

Its shards and its manifest are kept in step: what was put in counts from a commit on. A commit writes the shards first and the
manifest last; where a process dies between the two, the documents since the commit before are put in once more, in place of
themselves.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from attrs import evolve, frozen

from refcheck.errors import RecordsError
from refcheck.registries.index.manifest import Manifest, checksums, shard_folders
from refcheck.registries.index.shard import Document, Shard, ShardWriter
from refcheck.registries.index.sources import Entry
from refcheck.registries.index.stored import Packing, as_crossref, encoded, kept, key_of, read
from refcheck.registries.index.terms import keys_of, words_of


class Batch(NamedTuple):
    """Entries of a source, and the number of the first one; a source ends with an empty batch."""

    source: str
    first: int
    entries: Sequence[Entry]


@frozen
class Made:
    """What became of a batch: the last document of each DOI, by shard; and what was malformed, by the entry's number."""

    source: str
    entries: int
    documents: tuple[dict[str, Document], ...]
    malformed: tuple[tuple[int, str], ...]


@frozen
class Making:
    """Makes documents for so many shards."""

    packing: Packing
    shards: int

    def make(self, batch: Batch) -> Made:
        """Return the documents of a batch. A malformed entry is told and left out."""
        documents: tuple[dict[str, Document], ...] = tuple({} for _ in range(self.shards))
        malformed = []
        for number, entry in enumerate(batch.entries, start=batch.first):
            try:
                document = self._document(entry)
            except (ValueError, RecursionError) as error:
                malformed.append((number, str(error)))
            else:
                documents[shard_of(document.key, self.shards)][document.key] = document
        return Made(batch.source, len(batch.entries), documents, tuple(malformed))

    def _document(self, entry: Entry) -> Document:
        key, body = _record(entry)
        searched = as_crossref(body)
        return Document(key, words_of(searched), keys_of(searched), self.packing.pack(encoded(body)))


def bodies(entries: Iterable[Entry]) -> list[bytes]:
    """Return the bodies of those entries that are records, not yet packed: what the packing is trained on."""
    found = []
    for entry in entries:
        try:
            found.append(encoded(_record(entry)[1]))
        except (ValueError, RecursionError):
            continue
    return found


def shard_of(key: str, shards: int) -> int:
    """Return the number of the shard that a document belongs to."""
    return crc32(key.encode("utf-8", "replace")) % shards if shards > 1 else 0


def _record(entry: Entry) -> tuple[str, dict[str, Any]]:
    """Return the key of the record that an entry is, and what is kept of it."""
    body = read(entry) if isinstance(entry, bytes) else kept(entry) if isinstance(entry, dict) else {}
    if not body:
        raise ValueError("not a JSON object, or an empty one")
    if not (key := key_of(body)):
        raise ValueError("a record without a DOI")
    return key, body


def made(batches: Iterable[Batch], dictionary: bytes, *, shards: int, jobs: int) -> Iterator[Made]:
    """Yield what ``Making.make`` makes of each batch, in order, by so many processes; with one, by this one itself.

    The processes end when this one does, even if it is killed: their pipe is closed then.

    Raises:
        RecordsError: one of them ended early.
    """
    if jobs == 1:
        making = Making(Packing(dictionary), shards)
        yield from map(making.make, batches)
        return
    context = get_context("spawn")  # of the open files, each inherits its own end of its pipe alone
    pipes: list[Connection] = []
    processes = []
    for _ in range(jobs):
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there, dictionary, shards), daemon=True)
        process.start()
        there.close()
        pipes.append(here)
        processes.append(process)
    try:
        yield from _in_turn(batches, pipes)
    except (EOFError, BrokenPipeError, ConnectionResetError) as error:
        raise RecordsError("a process that reads records ended early: run the same command again to go on") from error
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join()


def _in_turn(batches: Iterable[Batch], pipes: Sequence[Connection]) -> Iterator[Made]:
    """Yield results; each process has one batch at a time, who gave the oldest result gets the next."""
    idle, busy = deque(pipes), deque[Connection]()
    for batch in batches:
        result: Made | None = None
        if not idle:
            idle.append(busy.popleft())
            result = idle[0].recv()
        idle[0].send(batch)
        busy.append(idle.popleft())
        if result is not None:
            yield result
    yield from (pipe.recv() for pipe in busy)


def _work(pipe: Connection, dictionary: bytes, shards: int) -> None:
    """Until the pipe is closed."""
    making = Making(Packing(dictionary), shards)
    try:
        while True:
            pipe.send(making.make(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return


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
