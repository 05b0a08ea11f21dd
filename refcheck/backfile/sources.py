"""The caller's names → files: documents, and files of rows (JSON lines, Parquet tables) → documents.

A row is an object with one of ``text`` (a document in any supported format), ``references`` (a list of printed references) and
``raw`` (one printed reference). It may also have ``id``, the document's name, and ``journal`` and ``year``, where it appeared.
"""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from attrs import frozen

from refcheck.backfile.storing import needed
from refcheck.backfile.values import Form, Partition, Source
from refcheck.errors import SourceError
from refcheck.readers import PLAIN, find_documents
from refcheck.system.regular_files import open_file

COLUMNS = ("id", "text", "references", "raw", "journal", "year")
"""The columns of a row that are read."""

_CONTENT = ("text", "references", "raw")


@frozen(kw_only=True)
class Row:
    """A row as read; ``content`` is the text of a document, or its printed references."""

    name: str
    content: str | tuple[str, ...]
    journal: str | None = None
    year: int | None = None
    faults: tuple[str, ...] = ()


@frozen(kw_only=True)
class Malformed:
    """A row that cannot be used, and why."""

    name: str
    why: str


def rows(partition: Partition, path: Path) -> Iterator[Row | Malformed]:
    """Yield the rows of a partition of the file at ``path``, in order; blank lines are skipped.

    Raises:
        OSError: the file cannot be read.
    """
    read = _lines if partition.form is Form.LINES else _table
    for number, item in read(partition, path):
        name = f"{partition.files[0]}:{number + 1}"
        yield Malformed(name=name, why=item) if isinstance(item, str) else _row(item, name)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file of lines, decompressed if its name ends in ``.gz``."""
    with open_file(path) as file:
        if path.suffix.lower() != ".gz":
            yield file
            return
        with gzip.open(file, "rb") as unpacked:
            yield unpacked  # type: ignore[misc]


def _lines(partition: Partition, path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    with opened(path) as file:
        if path.suffix.lower() == ".gz":
            lines = islice(file, partition.first, partition.stop)
        else:
            file.seek(partition.at)
            lines = islice(file, partition.stop - partition.first)
        for number, line in enumerate(lines, start=partition.first):
            if line.strip():
                yield number, _object(line)


def _object(line: bytes) -> Mapping[str, Any] | str:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return item if isinstance(item, dict) else "not a JSON object"


def _table(partition: Partition, path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Yield the rows of a table, reading only the row groups that contain them."""
    file = needed("pyarrow.parquet").ParquetFile(path)
    names = [name for name in COLUMNS if name in file.schema_arrow.names]
    start = 0
    for group in range(file.metadata.num_row_groups):
        stop = start + file.metadata.row_group(group).num_rows
        first, last = max(start, partition.first), min(stop, partition.stop)
        if first < last:
            table = file.read_row_group(group, columns=names).slice(first - start, last - first)
            yield from enumerate(table.to_pylist(), start=first)
        start = stop


def _row(item: Mapping[str, Any], place: str) -> Row | Malformed:
    given = {key: item[key] for key in COLUMNS if item.get(key) is not None}
    name, content = str(given.get("id", place)), [key for key in _CONTENT if key in given]
    if len(content) != 1:
        return Malformed(
            name=place, why=f"exactly one of {', '.join(_CONTENT)} is expected, but there are {len(content)}"
        )
    (key,) = content
    texts = given[key] if key == "references" else [given[key]]
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        return Malformed(name=place, why=f"{key} is not a {'list of texts' if key == 'references' else 'text'}")
    year = _year(given.get("year"))
    is_invalid = "year" in given and year is None
    return Row(
        name=name,
        content=texts[0] if key == "text" else tuple(texts),
        journal=str(given["journal"]) if "journal" in given else None,
        year=year,
        faults=(f"the year {str(given['year'])[:40]!r} is not valid and was left out",) if is_invalid else (),
    )


def _year(value: object) -> int | None:
    """Return a year given as a number or in digits; ``None`` for anything else."""
    if isinstance(value, str) and value.isascii() and value.strip().isdecimal():
        value = int(value.strip()[:5])
    return int(value) if isinstance(value, int | float) and 0 < value < 10_000 and value == int(value) else None


_ROWS = {
    ".jsonl": Form.LINES,
    ".ndjson": Form.LINES,
    ".jsonl.gz": Form.LINES,
    ".ndjson.gz": Form.LINES,
    ".parquet": Form.PARQUET,
}
"""The forms of files of rows, by how their names end."""


def sources(
    named: Sequence[str],
    *,
    here: str,
    besides: Sequence[Path] = (),
    before: Mapping[str, Source] = MappingProxyType({}),
    on_message: Callable[[str], None],
) -> tuple[Source, ...]:
    """Return the files of folders, patterns and files, each once, in the order named; those of a folder sorted by name.

    Args:
        named: folders, patterns such as ``papers/**/*.docx``, or files.
        here: the folder that relative names refer to.
        besides: folders that are left out, such as the one that the run writes into.
        before: the files that an earlier run found; those that have not changed are not opened again.
        on_message: called with what was left out and why.

    Raises:
        SourceError: a named file or folder is missing, or has nothing to audit.
    """
    folders = [folder.resolve() for folder in besides]

    def known(path: Path) -> bool:
        if path.suffix.lower() in PLAIN and path.is_file():
            return True  # a text without references is a paper, too, recognised by its name
        name = _name(path, here)
        return name in before and before[name] == _source(path, here)

    def is_beside(path: Path) -> bool:
        real = path.resolve()
        return any(real.is_relative_to(folder) for folder in folders)

    def apart(path: Path) -> bool:
        return form_of(path) is not Form.DOCUMENT or is_beside(path)

    found: dict[str, Source] = {}
    for name in named:
        start = Path(here, name)
        paths = [*find_documents(start, note=on_message, known=known, apart=apart), *_files_of_rows(start)]
        own = [_source(path, here) for path in paths if not is_beside(path)]
        if not own:
            raise SourceError(f"{name}: contains no document and no file of rows")
        for source in own:
            found.setdefault(source.name, source)
    return tuple(found.values())


def form_of(path: Path) -> Form:
    """Return the form of a file, as its name states it."""
    name = path.name.lower()
    return next((form for ending, form in _ROWS.items() if name.endswith(ending)), Form.DOCUMENT)


def _files_of_rows(start: Path) -> list[Path]:
    """Return the files of rows in a folder that are neither links nor hidden, sorted by name."""
    of_rows = (path for path in start.rglob("*") if form_of(path) is not Form.DOCUMENT) if start.is_dir() else ()
    return sorted(path for path in of_rows if path.is_file() and not path.is_symlink() and not _is_hidden(path, start))


def _is_hidden(path: Path, start: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(start).parts)


def _source(path: Path, here: str) -> Source:
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(f"{_name(path, here)}: {error.strerror or error}") from error
    return Source(name=_name(path, here), form=form_of(path), size=status.st_size, changed=status.st_mtime_ns)


def _name(path: Path, here: str) -> str:
    """Return a file's name as the user would give it: relative to ``here`` if it is below that folder."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()
