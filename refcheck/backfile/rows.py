"""Rows of JSON lines and of Parquet tables → documents.

A row is an object with one of ``text`` (a document, in any format that is read), ``references`` (a list of printed references) and
``raw`` (one printed reference). Beside it may stand ``id``, the document's name, and ``journal`` and ``year``, what it appeared in.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from attrs import frozen

from refcheck.backfile.storing import needed
from refcheck.backfile.values import Form, Partition
from refcheck.system.regular_files import open_file

COLUMNS = ("id", "text", "references", "raw", "journal", "year")
"""What is looked at in a row."""

_CONTENT = ("text", "references", "raw")


@frozen(kw_only=True)
class Row:
    """A row as it was read. ``content`` is a document's text, or the printed references of one."""

    name: str
    content: str | tuple[str, ...]
    journal: str | None = None
    year: int | None = None
    faults: tuple[str, ...] = ()


@frozen(kw_only=True)
class Malformed:
    """A row that is none."""

    name: str
    why: str


def rows(partition: Partition, path: Path) -> Iterator[Row | Malformed]:
    """The rows of a partition of the file at ``path``, in order. A blank line is none.

    Raises:
        OSError: the file cannot be read.
    """
    read = _lines if partition.form is Form.LINES else _table
    for number, item in read(partition, path):
        name = f"{partition.files[0]}:{number + 1}"
        yield Malformed(name=name, why=item) if isinstance(item, str) else _row(item, name)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file of lines, gzipped if it is called so."""
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
        return f"no JSON: {error}"
    return item if isinstance(item, dict) else "no JSON object"


def _table(partition: Partition, path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """The rows of a table, from the groups of rows that hold them."""
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
        return Malformed(name=place, why=f"one of {', '.join(_CONTENT)} is expected, and there are {len(content)}")
    (key,) = content
    value = given[key]
    if key == "references":
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return Malformed(name=place, why="references is no list of texts")
        texts: str | tuple[str, ...] = tuple(value)
    elif isinstance(value, str):
        texts = (value,) if key == "raw" else value
    else:
        return Malformed(name=place, why=f"{key} is no text")
    journal, year = given.get("journal"), _year(given.get("year"))
    faults = []
    if "year" in given and year is None:
        faults.append(f"the year {str(given['year'])[:40]!r} is none, and was left out")
    return Row(
        name=name, content=texts, journal=None if journal is None else str(journal), year=year, faults=tuple(faults)
    )


def _year(value: object) -> int | None:
    """A year as a number or as four digits."""
    if isinstance(value, str) and value.isascii() and value.strip().isdecimal():
        value = int(value.strip()[:5])
    return int(value) if isinstance(value, int | float) and 0 < value < 10_000 and value == int(value) else None
