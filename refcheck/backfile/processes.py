"""Partitions audited by processes of this machine, or by a Dask cluster."""

import gc
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from multiprocessing import active_children, get_context

from refcheck._version import __version__
from refcheck.audit import audit, unread_files
from refcheck.backfile.partitions import read
from refcheck.backfile.storing import encoded, needed, part, write
from refcheck.backfile.tables import Tables, tables
from refcheck.backfile.values import Done, Failed, Job, Outcome, Partition, Reach
from refcheck.errors import SettingsError
from refcheck.registries import Registry
from refcheck.registries.connections import Connections
from refcheck.settings import apply
from refcheck.system.budgets import GC_THRESHOLDS, end_with_the_leader


def registry_of(job: Job) -> Registry:
    """Return the registry that the job queries.

    Raises:
        RecordsError: local records or an index cannot be read.
        SettingsError: a library is missing.
    """
    return _registry(job.connections, job.reach, job.identity)


@lru_cache(maxsize=2)
def _registry(connections: Connections, reach: Reach, identity: str) -> Registry:
    """Return the registry, opened once. An index that is rebuilt at the same place has another identity and is opened again.

    Of the additional services only those that the user named are queried: none of them is meant to be searched for a whole archive.
    """
    from refcheck.registries import ladder  # here, as it imports what the chosen registries need

    modest = connections.of_those_named()
    return ladder.online(modest) if reach is Reach.ONLINE else ladder.offline(modest)


def audited(partition: Partition, job: Job) -> Tables:
    """Return the tables of a partition. Its documents are audited together, so that what they share is looked up once.

    The same partition and job give the same tables as long as the registries give the same answers.

    Raises:
        OSError: a file of rows cannot be read.
        RefcheckError: local records or an index cannot be read.
    """
    reading = read(partition, job)
    moment = datetime(job.day.year, job.day.month, job.day.day, tzinfo=UTC)
    bibliographies = [given.bibliography for given in reading.documents]
    found = audit(bibliographies, registry=registry_of(job), now=lambda: moment)
    empty = frozenset(unread_files(bibliographies, found))
    return tables(reading.documents, reading.remarks, found, apply(found, reading.settings), empty)


def work(partition: Partition, job: Job) -> Done:
    """Audit a partition and write its tables; it counts as done only when all of them are written.

    Raises:
        OSError: a file of rows cannot be read, or a table cannot be written.
        RefcheckError: local records or an index cannot be read, or the run is led by another version of refcheck.
    """
    if job.version != __version__:
        raise SettingsError(
            f"refcheck is {__version__} here but {job.version} in the leading process; install the same version"
        )
    start = time.process_time()
    made = audited(partition, job)
    for name, table in made.tables.items():
        write(job.out, part(name, partition.number), encoded(table))
    return Done(number=partition.number, counts=made.counts, seconds=time.process_time() - start)


OnMessage = Callable[[str], None]
Audit = Callable[[Partition, Job], Done]

_DIED = "its process died twice, perhaps because of too little memory"


def in_processes(
    partitions: Sequence[Partition], job: Job, *, jobs: int, on_message: OnMessage, audit: Audit = work
) -> Iterator[Outcome]:
    """Yield the outcome of each partition, in the order in which they are done.

    If a process dies, each partition that was in progress is tried once more, in a process of its own: this shows which of them
    kills its process, and only that partition fails.

    Args:
        partitions: the partitions to audit.
        job: how to audit them.
        jobs: how many processes work at the same time. They end when this one does, even if it is killed.
        on_message: called with a message about each process that died.
        audit: the function that audits a partition.
    """
    waiting = deque(partitions)
    while waiting:
        for partition in (yield from _until_one_dies(waiting, job, jobs, audit)):
            on_message(f"a process died; partition {partition.number} ({partition}) is tried once more")
            alone = deque([partition])
            if (yield from _until_one_dies(alone, job, 1, audit)) or alone:
                yield Failed(number=partition.number, why=_DIED)


def _until_one_dies(
    waiting: deque[Partition], job: Job, jobs: int, audit: Audit
) -> Generator[Outcome, None, tuple[Partition, ...]]:
    """Yield outcomes until no partition is waiting, or a process dies; return the partitions that were in progress then."""
    under_way: dict[Future[Done], Partition] = {}
    with _pool(jobs) as pool:
        while waiting or under_way:
            try:
                while waiting and len(under_way) < jobs:
                    future = pool.submit(audit, waiting[0], job)
                    under_way[future] = waiting.popleft()
            except BrokenProcessPool:  # a process died before it had any work
                if not under_way:
                    return ()
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                done, _ = wait(under_way)
            lost = []
            for future in done:
                partition = under_way.pop(future)
                raised = future.exception()
                if isinstance(raised, BrokenProcessPool):
                    lost.append(partition)
                else:
                    yield future.result() if raised is None else failed(partition, raised)
            if lost:
                return tuple(sorted(lost, key=lambda partition: partition.number))
    return ()


def failed(partition: Partition, error: BaseException) -> Failed:
    """Return the outcome of a partition whose audit raised an exception."""
    return Failed(number=partition.number, why=f"{type(error).__name__}: {error}")


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of processes; if this process is interrupted, they are terminated in the middle of their work."""
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Prepare a new process: leave ^C to the leading process, and end when that one does.

    The values of a partition live until it is written; looking for cycles among them every few hundred values takes a sixth of the
    time.
    """
    gc.set_threshold(*GC_THRESHOLDS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_the_leader()


def on_cluster(partitions: Sequence[Partition], job: Job, *, address: str) -> Iterator[Outcome]:
    """Yield the outcome of each partition, in the order in which they are done.

    The workers need the same version of refcheck, and the sources, the index and the output at the same paths.

    Args:
        partitions: the partitions to audit.
        job: how to audit them.
        address: the address of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        SettingsError: Dask is not installed, or there is no scheduler at that address.
        ConnectionError: the connection to the scheduler was lost.
    """
    dask = needed("distributed", "cluster")
    try:
        client = dask.Client(address)
    except (OSError, ValueError) as error:
        raise SettingsError(f"--scheduler {address}: no scheduler answers there: {error}") from error
    with client:
        futures = {client.submit(work, partition, job, pure=False): partition for partition in partitions}
        for future in dask.as_completed(futures):
            if future.cancelled():
                raise ConnectionError(
                    f"the scheduler at {address} is gone; start it and repeat the command to continue"
                )
            partition = futures.pop(future)
            raised = future.exception()
            yield future.result() if raised is None else failed(partition, raised)
            future.release()
