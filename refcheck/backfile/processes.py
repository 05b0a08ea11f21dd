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
from refcheck.system.budgets import end_with_the_leader


def registry_of(job: Job) -> Registry:
    """Return whom the job asks.

    Raises:
        RecordsError: local records or an index cannot be read.
        SettingsError: a library is missing.
    """
    return _opened(job.connections, job.reach, job.identity)


@lru_cache(maxsize=2)
def _opened(connections: Connections, reach: Reach, identity: str) -> Registry:
    """Return an index that was made anew at the same place has another identity, and is opened anew.

    Of the further services only those that somebody named are asked: none of them is there to be searched for a whole archive.
    """
    from refcheck.registries import ladder  # what is heavy in it is imported for who is asked

    modest = connections.of_those_named()
    return ladder.online(modest) if reach is Reach.ONLINE else ladder.offline(modest)


def audited(partition: Partition, job: Job) -> Tables:
    """Return the tables of a partition. Its documents are audited together, so that what they share is asked once.

    The same partition and job give the same tables, as long as the registries give the same answers.

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


OnMessage = Callable[[str], None]
Audit = Callable[[Partition, Job], Done]

_COLLECTED = (100_000, 20, 20)
"""After how many new values the garbage collector looks at them."""

_DIED = "its process died, twice; it may have had too little memory"


def in_processes(
    partitions: Sequence[Partition], job: Job, *, jobs: int, on_message: OnMessage, audit: Audit = work
) -> Iterator[Outcome]:
    """Yield what becomes of each partition, in the order that they are done.

    Where a process dies, each partition that was under way is tried once more, in a process of its own: so it is known which of
    them it is that kills its process, and that one alone has failed.

    Args:
        partitions: what is audited.
        job: how.
        jobs: how many processes work at once. They end when this one does, even if it is killed.
        on_message: hears of processes that died.
        audit: what is done with a partition.
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
    """Yield the outcomes until nothing is waiting, or a process dies: then the partitions that were under way are handed back."""
    under_way: dict[Future[Done], Partition] = {}
    with _pool(jobs) as pool:
        while waiting or under_way:
            try:
                while waiting and len(under_way) < jobs:
                    future = pool.submit(audit, waiting[0], job)
                    under_way[future] = waiting.popleft()
            except BrokenProcessPool:  # one died before it had anything to do
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
    """Return a partition whose audit raised an exception."""
    return Failed(number=partition.number, why=f"{type(error).__name__}: {error}")


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that wait for work; where this one is interrupted, they are ended in the middle of theirs."""
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
    """In a new process: leave ^C to the one that leads, and end when that one does.

    The values of a partition live until it is written. To look for cycles among them every few hundred values takes a sixth of the
    time.
    """
    gc.set_threshold(*_COLLECTED)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_the_leader()


def on_cluster(partitions: Sequence[Partition], job: Job, *, address: str) -> Iterator[Outcome]:
    """Yield what becomes of each partition, in the order that they are done.

    The workers need refcheck in the same version, and the sources, the index and the output at the same places.

    Args:
        partitions: what is audited.
        job: how.
        address: the scheduler's, such as ``tcp://10.0.0.1:8786``.

    Raises:
        SettingsError: Dask is not installed, or there is no scheduler at that address.
        ConnectionError: the scheduler went away.
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
                raise ConnectionError(f"the scheduler at {address} is gone; with one there, the same command goes on")
            partition = futures.pop(future)
            raised = future.exception()
            yield future.result() if raised is None else failed(partition, raised)
            future.release()
