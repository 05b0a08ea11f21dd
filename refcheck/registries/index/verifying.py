"""Whether an index is what its manifest says."""

from collections.abc import Iterator
from pathlib import Path

from refcheck.registries.index.manifest import Manifest, checksums, shard_folders
from refcheck.registries.index.shard import Shard


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the index in ``folder``, in words: cut short, files that are missing, new or changed, documents lost.

    Raises:
        RecordsError: no index is there, or a shard cannot be opened.
    """
    manifest = Manifest.read(folder)
    if not manifest.finished:
        yield "putting records in was cut short"
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
            yield f"{documents} documents where {manifest.documents} were put in"
