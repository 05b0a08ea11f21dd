"""A partition → the documents that it holds, read in the light of the settings."""

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from refcheck.backfile.rows import Malformed, Row, rows
from refcheck.backfile.values import Form, Given, Job, Kind, Partition, Remark
from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.readers import read_each
from refcheck.reading import read_as_set
from refcheck.settings import Settings, choose
from refcheck.system.regular_files import DOCUMENT, read_file
from refcheck.system.worker import InPlace, working_in


@frozen(kw_only=True)
class Reading:
    """What was read: the documents, what could not be, and the settings with what the documents' own comments allow."""

    documents: tuple[Given, ...]
    remarks: tuple[Remark, ...]
    settings: Settings


def read(partition: Partition, job: Job) -> Reading:
    """The documents of a partition. One that cannot be read is left out, and a remark says so.

    Raises:
        OSError: a file of rows cannot be read.
    """
    with working_in(InPlace()):
        return _read(partition, job)


def _read(partition: Partition, job: Job) -> Reading:
    documents: list[Given] = []
    remarks: list[Remark] = []
    settings = job.settings
    for each in _each(partition, Path(job.here)):
        if isinstance(each, Remark):
            remarks.append(each)
            continue
        try:
            given, settings = _given(each, settings, Path(job.here))
        except (SourceError, OSError) as error:
            name = each if isinstance(each, str) else each.name
            remarks.append(Remark(kind=Kind.LEFT_OUT, document=name, message=str(error)))
        else:
            documents.append(given)
    return Reading(documents=tuple(documents), remarks=tuple(remarks), settings=settings)


def _each(partition: Partition, here: Path) -> Iterator[str | Row | Remark]:
    """Names of files, or rows, with the remarks on them."""
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
        return Given(bibliography=bibliography), settings
    if isinstance(source.content, str):
        bibliography, settings = read_as_set(source.content.encode("utf-8", "replace"), source.name, settings)
    else:
        bibliography = choose(_listed(source.name, source.content), settings.choices)
    return Given(bibliography=bibliography, journal=source.journal, year=source.year), settings


def _listed(name: str, references: tuple[str, ...]) -> Bibliography:
    bibliography = read_each(references)
    return evolve(bibliography, document=evolve(bibliography.document, name=name))
