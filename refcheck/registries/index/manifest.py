"""The manifest of an index: the files that it was made from, its progress, and the checksums of its own files."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from attrs import evolve, field, frozen
from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

from refcheck.errors import RecordsError

FORMAT = 2
"""The version of the format: of the files, the stored fields, and the folding of words. A new version requires a new build."""

FILE = "manifest.json"
DICTIONARY = "dictionary"

_ENGINES_OWN = {".tantivy-writer.lock", ".tantivy-meta.lock"}
_CONVERTER = make_converter()


@frozen(kw_only=True)
class Source:
    """One file that is added: its name, its size in bytes, and the numbers of processed entries, records and malformed entries.

    ``told`` are descriptions of the first malformed entries.
    """

    name: str
    size: int
    done: int = 0
    records: int = 0
    malformed: int = 0
    told: tuple[str, ...] = ()
    finished: bool = False


@frozen(kw_only=True)
class Manifest:
    """The manifest of an index.

    ``edition`` is the name that its maker gave it. ``finished`` is false while records are being added, and after an
    interruption. ``files`` are the SHA-256 of all files, by name. ``aliases`` and ``notices`` are the numbers of those added.
    """

    format: int = FORMAT
    engine: str
    edition: str
    made: datetime
    shards: int
    sources: tuple[Source, ...] = ()
    documents: int = 0
    aliases: int = 0
    notices: int = 0
    finished: bool = False
    files: Mapping[str, str] = field(factory=dict)

    def with_source(self, source: Source) -> "Manifest":
        """Return the manifest with this source in place of the one of the same name, or as a new one."""
        by_name = {each.name: each for each in (*self.sources, source)}  # a dictionary keeps the place of the first
        return evolve(self, sources=tuple(by_name.values()))

    def source(self, name: str) -> Source:
        """Return the source of that name, which must exist."""
        return next(each for each in self.sources if each.name == name)

    def write(self, folder: Path) -> None:
        """Write the manifest to the folder of the index, atomically."""
        new = folder / f"{FILE}.new"
        with new.open("w", encoding="utf-8") as file:
            json.dump(_CONVERTER.unstructure(self), file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / FILE)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Return the manifest of the index in ``folder``.

        Raises:
            RecordsError: there is no manifest, or it is damaged or of another format.
        """
        try:
            data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise RecordsError(f"{folder}: is not an index; it has no {FILE}") from error
        except (OSError, ValueError, RecursionError) as error:
            raise RecordsError(f"{folder}: its {FILE} cannot be read: {error}") from error
        number = data.get("format") if isinstance(data, dict) else None
        if number != FORMAT:
            raise RecordsError(f"{folder}: has index format {number}, not {FORMAT}; build the index again")
        try:
            return _CONVERTER.structure(data, cls)
        except BaseValidationError as error:
            raise RecordsError(f"{folder}: its manifest is damaged: {error}") from error


def shard_folders(folder: Path, shards: int) -> tuple[Path, ...]:
    """Return the folders of the shards of an index."""
    return tuple(folder / f"shard-{number:02d}" for number in range(shards))


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of an index but the manifest, by its name within ``folder``."""
    return {name: _sha256(path) for name, path in _files(folder)}


def size(folder: Path) -> int:
    """Return the size of all files of an index, in bytes."""
    return sum(path.stat().st_size for _, path in _files(folder))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.name not in _ENGINES_OWN and name not in (FILE, f"{FILE}.new"):
            yield name, path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
