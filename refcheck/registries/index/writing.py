"""The conversion of entries into documents of an index, in order, in batches by several processes; and an index open for writing.

The shards and the manifest are kept consistent by commits, which write the shards first and the manifest last. If a process dies
between the two, the documents since the previous commit are added again and replace themselves.
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
    """Entries of a source, and the number of the first one; the last batch of a source is empty."""

    source: str
    first: int
    entries: Sequence[Entry]


@frozen
class Made:
    """The result of a batch: the last document of each DOI, by shard; and the malformed entries, with their numbers."""

    source: str
    entries: int
    documents: tuple[dict[str, Document], ...]
    malformed: tuple[tuple[int, str], ...]


def _make(batch: Batch, packing: Packing, shards: int) -> Made:
    """Return the documents of a batch for a number of shards. A malformed entry is reported and left out."""
    documents: tuple[dict[str, Document], ...] = tuple({} for _ in range(shards))
    malformed = []
    for number, entry in enumerate(batch.entries, start=batch.first):
        try:
            key, body = _record(entry)
            searched = as_crossref(body)
            document = Document(key, words_of(searched), keys_of(searched), packing.pack(encoded(body)))
        except (ValueError, RecursionError) as error:
            malformed.append((number, str(error)))
        else:
            documents[shard_of(key, shards)][key] = document
    return Made(batch.source, len(batch.entries), documents, tuple(malformed))


def bodies(entries: Iterable[Entry]) -> list[bytes]:
    """Return the uncompressed bodies of those entries that are records, for the training of the dictionary."""
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
    """Return the key of the record in an entry, and the part of the record that is stored."""
    body = read(entry) if isinstance(entry, bytes) else kept(entry) if isinstance(entry, dict) else {}
    if not body:
        raise ValueError("not a JSON object, or an empty one")
    if not (key := key_of(body)):
        raise ValueError("a record without a DOI")
    return key, body


def made(batches: Iterable[Batch], dictionary: bytes, *, shards: int, jobs: int) -> Iterator[Made]:
    """Yield the documents of each batch, in order, from ``jobs`` processes; one job runs in this process.

    The processes end when this one does, even if it is killed, as this closes their pipes.

    Raises:
        RecordsError: one of the processes ended early.
    """
    if jobs == 1:
        packing = Packing(dictionary)
        yield from (_make(batch, packing, shards) for batch in batches)
        return
    context = get_context("spawn")  # a spawned process inherits only its own end of its pipe
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
        raise RecordsError("a reader process ended early; run the same command again to continue") from error
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join()


def _in_turn(batches: Iterable[Batch], pipes: Sequence[Connection]) -> Iterator[Made]:
    """Yield results in order; each process has one batch at a time, and the one with the oldest result gets the next."""
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
    """Process batches until the pipe is closed."""
    packing = Packing(dictionary)
    try:
        while True:
            pipe.send(_make(pipe.recv(), packing, shards))
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return


_BITS = 1 << 29


class BloomFilter:
    """Records in 64 MB which texts were added, however many, so that the index need not be searched for new ones.

    It may take a new text for an old one, but never an old one for a new one.
    """

    def __init__(self) -> None:
        """Start without any text."""
        self._bits = bytearray(_BITS >> 3)

    def is_new(self, text: str) -> bool:
        """Return whether the text has certainly not been seen before, and record it."""
        place, bit = divmod(hash(text) % _BITS, 8)
        if self._bits[place] >> bit & 1:
            return False
        self._bits[place] |= 1 << bit
        return True


def never_new(text: str) -> bool:
    """Return false, for an index whose earlier documents are not known."""
    return False


_HEAP = 400_000_000
"""The memory of the search engine, in bytes, for all shards together."""


class Writing:
    """An index that is open for writing, by one process at a time."""

    def __init__(self, folder: Path, manifest: Manifest, is_new: Callable[[str], bool], *, enough: int) -> None:
        """Open the shards; ``is_new`` returns whether a document is certainly new, ``enough`` entries are committed together.

        Raises:
            RecordsError: another process writes the index, or a shard is damaged.
        """
        self.folder = folder
        self.manifest = manifest
        self._is_new = is_new
        self._enough = enough
        self._pending = 0
        folders = shard_folders(folder, manifest.shards)
        self._shards = [ShardWriter(each, heap=_HEAP // manifest.shards) for each in folders]

    def put(self, shard: int, documents: Iterable[Document]) -> None:
        """Add documents to one shard; they replace those with the same key."""
        new: list[Document] = []
        old: list[Document] = []
        for document in documents:
            (new if self._is_new(document.key) else old).append(document)
        self._shards[shard].add(new)
        self._shards[shard].replace(old)

    def advance(self, manifest: Manifest, entries: int) -> bool:
        """Count entries that were added, note the new ``manifest``, and commit if there are enough. Return whether it did."""
        self.manifest = manifest
        self._pending += entries
        if self._pending < self._enough:
            return False
        self.commit()
        return True

    def commit(self) -> None:
        """Commit all shards, then write the manifest."""
        for shard in self._shards:
            shard.commit()
        self.manifest.write(self.folder)
        self._pending = 0

    def finish(self) -> Manifest:
        """Commit and merge, and finish the index with the checksums of its files."""
        self.commit()
        for shard in self._shards:
            shard.close()
        documents = sum(len(Shard(each)) for each in shard_folders(self.folder, self.manifest.shards))
        sealed = evolve(self.manifest, documents=documents, finished=True, files=checksums(self.folder))
        sealed.write(self.folder)
        return sealed
