"""Files → partitions with about the same number of references, always cut in the same way; a partition → its documents."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from attrs import evolve, frozen

from refcheck.backfile.sources import Malformed, Row, opened, rows
from refcheck.backfile.storing import needed
from refcheck.backfile.values import Form, Given, Job, Kind, Partition, Remark, Source
from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.readers import read_each
from refcheck.reading import read_as_set
from refcheck.settings import Settings, choose
from refcheck.system.regular_files import DOCUMENT, read_file
from refcheck.system.worker import InPlace, working_in


@frozen(kw_only=True)
class Reading:
    """The content of a partition: the documents, remarks on what could not be read, and the settings with their comments."""

    documents: tuple[Given, ...]
    remarks: tuple[Remark, ...]
    settings: Settings


def read(partition: Partition, job: Job) -> Reading:
    """Return the documents of a partition. A document that cannot be read is left out, with a remark.

    Raises:
        OSError: a file of rows cannot be read.
    """
    documents: list[Given] = []
    remarks: list[Remark] = []
    settings = job.settings
    with working_in(InPlace()):
        for each in _each(partition, Path(job.here)):
            if isinstance(each, Remark):
                remarks.append(each)
                continue
            try:
                given, settings = _given(each, settings, Path(job.here))
            except (SourceError, OSError) as error:
                name = each if isinstance(each, str) else each.name
                remarks.append(Remark(kind=Kind.LEFT_OUT, document=name, message=str(error).removeprefix(f"{name}: ")))
            else:
                documents.append(given)
    return Reading(documents=tuple(documents), remarks=tuple(remarks), settings=settings)


def _each(partition: Partition, here: Path) -> Iterator[str | Row | Remark]:
    """Yield names of files, or rows and remarks on them."""
    if partition.form is Form.DOCUMENT:
        yield from partition.files
        return
    for row in rows(partition, here / partition.files[0]):
        if isinstance(row, Malformed):
            yield Remark(kind=Kind.LEFT_OUT, document=row.name, message=row.why)
        else:
            yield row
            yield from (Remark(kind=Kind.NOTE, document=row.name, message=fault) for fault in row.faults)


def _given(source: str | Row, settings: Settings, here: Path) -> tuple[Given, Settings]:
    if isinstance(source, str):
        bibliography, settings = read_as_set(read_file(here / source, most=DOCUMENT), source, settings)
        return _appeared(bibliography), settings
    if isinstance(source.content, str):
        bibliography, settings = read_as_set(source.content.encode("utf-8", "replace"), source.name, settings)
    else:
        bibliography = choose(_listed(source.name, source.content), settings.choices)
    own = _appeared(bibliography)
    return evolve(own, journal=source.journal or own.journal, year=source.year or own.year), settings


def _appeared(bibliography: Bibliography) -> Given:
    """Return the document with the journal and the year of its own metadata."""
    own = bibliography.own
    return Given(
        bibliography=bibliography, journal=own.container_title if own else None, year=own.year if own else None
    )


def _listed(name: str, references: tuple[str, ...]) -> Bibliography:
    bibliography = read_each(references)
    return evolve(bibliography, document=evolve(bibliography.document, name=name))


LARGEST, SMALLEST = 5_000, 200
"""Bounds of the default size of a partition, in references: at most some twenty seconds' work and tables of a megabyte, at least
what is worth files of its own."""

_PARTS = 64
"""How many partitions a small archive is cut into: enough for a few dozen processes, and for little to be lost if one is killed."""

_PER_DOCUMENT = 40
"""References that a document is assumed to have."""

_BYTES_PER_REFERENCE = 200
"""Bytes that a reference is assumed to have, including the rest of its row."""

Cut = tuple[tuple[str, ...], int, int, int]
"""Files, first row, row after the last, and byte offset."""


def usual_size(sources: Iterable[Source]) -> int:
    """Return the default number of references in a partition of these files, always the same for the same files."""
    total = sum(_PER_DOCUMENT if each.form is Form.DOCUMENT else each.size // _BYTES_PER_REFERENCE for each in sources)
    return min(LARGEST, max(SMALLEST, total // _PARTS))


def partitions(sources: Iterable[Source], *, here: str, size: int = LARGEST) -> Iterator[Partition]:
    """Yield the partitions of files, in order.

    Args:
        sources: the files.
        here: the folder that relative names refer to.
        size: about how many references a partition has.

    Raises:
        SourceError: a file of rows cannot be read.
    """
    groups = groupby(sources, key=lambda source: source.form)
    cuts = ((form, cut) for form, group in groups for cut in _cuts(form, tuple(group), Path(here), size))
    for number, (form, (files, first, stop, at)) in enumerate(cuts):
        yield Partition(number=number, form=form, files=files, first=first, stop=stop, at=at)


def _cuts(form: Form, sources: tuple[Source, ...], here: Path, size: int) -> Iterator[Cut]:
    if form is Form.DOCUMENT:
        together = max(1, size // _PER_DOCUMENT)
        names = tuple(source.name for source in sources)
        yield from ((names[start : start + together], 0, 0, 0) for start in range(0, len(names), together))
        return
    cut = _lines if form is Form.LINES else _rows
    for source in sources:
        try:
            yield from (((source.name,), *piece) for piece in cut(here / source.name, size))
        except (OSError, EOFError) as error:
            raise SourceError(f"{source.name}: cannot be read: {error}") from error


def _lines(path: Path, size: int) -> Iterator[tuple[int, int, int]]:
    first, start, row, end = 0, 0, 0, 0
    with opened(path) as file:
        for line in file:
            row, end = row + 1, end + len(line)
            if row - first >= size or end - start >= size * _BYTES_PER_REFERENCE:
                yield first, row, start
                first, start = row, end
    if row > first:
        yield first, row, start


def _rows(path: Path, size: int) -> Iterator[tuple[int, int, int]]:
    parquet = needed("pyarrow.parquet")
    try:
        about = parquet.ParquetFile(path).metadata
    except needed("pyarrow").ArrowException as error:
        raise SourceError(f"{path}: is not a Parquet file: {error}") from error
    length = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
    together = max(1, min(size, size * _BYTES_PER_REFERENCE * about.num_rows // max(1, length)))
    for first in range(0, about.num_rows, together):
        yield first, min(first + together, about.num_rows), 0
