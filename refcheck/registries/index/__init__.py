"""An index of records on disk: millions of them, looked up by DOI and searched without a network.

It is made from files (``build``, ``add``) in bounded memory, and an interrupted build can be continued; it is queried as a registry
(``LocalIndex``). Its libraries come with the extra ``index``.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from attrs import evolve

from refcheck.errors import RecordsError
from refcheck.registries.base import utc_now
from refcheck.registries.index.extras import add_aliases, add_notices
from refcheck.registries.index.manifest import DICTIONARY, Manifest, Source, checksums, shard_folders
from refcheck.registries.index.registry import LocalIndex
from refcheck.registries.index.shard import Shard, tantivy
from refcheck.registries.index.sources import entries, expect_records, files_of
from refcheck.registries.index.stored import train
from refcheck.registries.index.writing import Batch, BloomFilter, Made, Writing, bodies, made, never_new

__all__ = ["LocalIndex", "Manifest", "Source", "add", "add_aliases", "add_notices", "build", "faults"]


BATCH = 1_000
"""The number of entries that are made into documents together."""

COMMIT = 300_000
"""The number of entries between commits: after a kill, no more than these are processed again."""

_SAMPLES = 4_000
"""The number of entries on which the dictionary is trained."""

_MOST_DESCRIBED = 5
"""The number of malformed entries of a file that are described; all are counted."""

OnProgress = Callable[[Source], None]


def build(
    folder: Path,
    paths: Sequence[Path],
    *,
    edition: str = "",
    shards: int = 1,
    jobs: int = 1,
    commit: int = COMMIT,
    on_progress: OnProgress = lambda source: None,
) -> Manifest:
    """Build an index of files in ``folder``, or continue an interrupted build.

    Args:
        edition: a name for the data, e.g. "Crossref 2026".
        shards: the number of parts, which are searched together.
        jobs: the number of processes that read records.
        commit: the number of entries between commits.
        on_progress: called with the progress of each file.

    Raises:
        RecordsError: a file is not a file of records; or the folder contains something else, or the index of other files.
        SettingsError: a library is missing.
    """
    sources = _sources(paths)
    if not folder.exists() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        engine = str(tantivy().__version__)
        made_at = utc_now().replace(microsecond=0)
        manifest = Manifest(engine=engine, edition=edition, made=made_at, shards=shards, sources=sources)
        manifest.write(folder)
        is_new = BloomFilter().is_new
    else:
        manifest = Manifest.read(folder)
        if manifest.finished:
            raise RecordsError(f"{folder}: already contains an index; use `refcheck index add` to add records")
        manifest = _continued(folder, manifest, sources)
        is_new = never_new
    return _load(folder, manifest, is_new, jobs=jobs, commit=commit, on_progress=on_progress)


def add(
    folder: Path, paths: Sequence[Path], *, jobs: int = 1, on_progress: OnProgress = lambda source: None
) -> Manifest:
    """Add the records of files to an index; they replace those with the same DOI.

    An interrupted addition is continued; if none of its records had been added, it may be continued without its files.

    Raises:
        RecordsError: a file is not a file of records; or ``folder`` has no index, or one with an interrupted addition of others.
    """
    sources = _sources(paths)
    manifest = Manifest.read(folder)
    if manifest.finished and not sources:
        return manifest
    if manifest.finished:
        for source in sources:
            manifest = manifest.with_source(source)
        manifest = evolve(manifest, finished=False)
        manifest.write(folder)
    else:
        manifest = _continued(folder, manifest, sources)
    return _load(folder, manifest, never_new, jobs=jobs, commit=COMMIT, on_progress=on_progress)


def faults(folder: Path) -> Iterator[str]:
    """Yield descriptions of the faults of the index in ``folder``: unfinished, files missing, new or changed, documents lost.

    Raises:
        RecordsError: there is no index, or a shard cannot be opened.
    """
    manifest = Manifest.read(folder)
    if not manifest.finished:
        yield "adding records was interrupted; repeat the command that added them"
        return
    there = checksums(folder)
    for name in sorted(manifest.files.keys() | there.keys()):
        if name not in there:
            yield f"{name} is missing"
        elif name not in manifest.files:
            yield f"{name} does not belong here"
        elif there[name] != manifest.files[name]:
            yield f"{name} has changed"
    if there == manifest.files:
        documents = sum(len(Shard(each)) for each in shard_folders(folder, manifest.shards))
        if documents != manifest.documents:
            yield f"{documents} documents found, but {manifest.documents} were added"


def _sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    files = files_of(tuple(paths))
    for path in files:
        expect_records(path)
    return tuple(Source(name=str(path), size=path.stat().st_size) for path in files)


def _continued(folder: Path, manifest: Manifest, sources: Sequence[Source]) -> Manifest:
    """Return the manifest with which to continue an interrupted build or addition of the same files.

    A file whose size has changed since then is read from its start again. A file of which nothing was added may be left out.
    """
    given = {source.name: source for source in sources}
    pending = [source for source in manifest.sources if not source.finished]
    missing = {source.name for source in pending} - given.keys()
    if any(source.done for source in pending if source.name in missing) or given.keys() - {
        s.name for s in manifest.sources
    }:
        files = ", ".join(sorted(source.name for source in pending)) or "the same files"
        raise RecordsError(f"{folder}: adding records was interrupted; first finish it with {files}")
    manifest = evolve(manifest, sources=tuple(source for source in manifest.sources if source.name not in missing))
    for source in pending:
        if source.name in given and given[source.name].size != source.size:
            manifest = manifest.with_source(given[source.name])
    return manifest


def _load(
    folder: Path, manifest: Manifest, is_new: Callable[[str], bool], *, jobs: int, commit: int, on_progress: OnProgress
) -> Manifest:
    writing = Writing(folder, manifest, is_new, enough=commit)
    dictionary = _dictionary(folder, manifest)
    batches = (batch for source in manifest.sources if not source.finished for batch in _batches(source))
    for batch in made(batches, dictionary, shards=manifest.shards, jobs=jobs):
        for shard, documents in enumerate(batch.documents):
            writing.put(shard, documents.values())
        source = _counted(writing.manifest.source(batch.source), batch)
        if writing.advance(writing.manifest.with_source(source), batch.entries) or source.finished:
            on_progress(source)
    return writing.finish()


def _batches(source: Source) -> Iterator[Batch]:
    """Yield the entries of a file that are not processed yet; the last batch is empty."""
    done = source.done
    rest = islice(entries(Path(source.name)), done, None)
    while batch := list(islice(rest, BATCH)):
        yield Batch(source.name, done + 1, batch)
        done += len(batch)
    yield Batch(source.name, done + 1, ())


def _counted(source: Source, batch: Made) -> Source:
    malformed = (f"entry {number}: {why}" for number, why in batch.malformed)
    return evolve(
        source,
        done=source.done + batch.entries,
        records=source.records + batch.entries - len(batch.malformed),
        malformed=source.malformed + len(batch.malformed),
        told=tuple(islice(chain(source.told, malformed), _MOST_DESCRIBED)),
        finished=not batch.entries,
    )


def _dictionary(folder: Path, manifest: Manifest) -> bytes:
    """Return the dictionary of the index; if there is none yet, train it on the first records of the first file."""
    path = folder / DICTIONARY
    if not path.exists():
        new = path.with_suffix(".new")
        new.write_bytes(train(bodies(islice(entries(Path(manifest.sources[0].name)), _SAMPLES))))
        new.replace(path)
    return path.read_bytes()
