"""One partition audited: the function that every process and every machine runs."""

import time
from datetime import UTC, datetime

from refcheck._version import __version__
from refcheck.audit import audit
from refcheck.backfile.given import read
from refcheck.backfile.registry import registry_of
from refcheck.backfile.storing import encoded, part, write
from refcheck.backfile.tables import Tables, tables
from refcheck.backfile.values import Done, Job, Partition
from refcheck.errors import SettingsError
from refcheck.settings import apply


def audited(partition: Partition, job: Job) -> Tables:
    """The tables of a partition. Its documents are audited together, so that what they share is asked once.

    The same partition and job give the same tables, as long as the registries give the same answers.

    Raises:
        OSError: a file of rows cannot be read.
        RefcheckError: local records or an index cannot be read.
    """
    reading = read(partition, job)
    moment = datetime(job.day.year, job.day.month, job.day.day, tzinfo=UTC)
    bibliographies = [given.bibliography for given in reading.documents]
    found = audit(bibliographies, registry=registry_of(job), now=lambda: moment)
    return tables(reading.documents, reading.remarks, found, apply(found, reading.settings))


def work(partition: Partition, job: Job) -> Done:
    """Audit a partition and write its tables. It counts as done only when all of them are written.

    Raises:
        OSError: a file of rows cannot be read, or a table cannot be written.
        RefcheckError: local records or an index cannot be read, or the run is led by another version of refcheck.
    """
    if job.version != __version__:
        raise SettingsError(f"refcheck is {__version__} here, and {job.version} where the run is led")
    start = time.process_time()
    made = audited(partition, job)
    for name, table in made.tables.items():
        write(job.out, part(name, partition.number), encoded(table))
    return Done(number=partition.number, counts=made.counts, seconds=time.process_time() - start)
