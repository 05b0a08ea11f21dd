"""Batches made into documents by several processes, in order."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

from refcheck.errors import RecordsError
from refcheck.registries.index.making import Batch, Made, Making
from refcheck.registries.index.stored import Packing


def made(batches: Iterable[Batch], dictionary: bytes, *, shards: int, jobs: int) -> Iterator[Made]:
    """What ``Making.make`` makes of each batch, in order, by so many processes; with one, by this one itself.

    The processes end when this one does, even if it is killed: their pipe is closed then.

    Raises:
        RecordsError: one of them ended early.
    """
    if jobs == 1:
        making = Making(Packing(dictionary), shards)
        yield from map(making.make, batches)
        return
    context = get_context("spawn")  # of the open files, each inherits its own end of its pipe alone
    pipes: list[Connection] = []
    processes = []
    for _ in range(jobs):
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there, dictionary, shards), daemon=True)
        process.start()
        there.close()
        pipes.append(here)
        processes.append(process)
    try:
        yield from _in_turn(batches, pipes)
    except (EOFError, BrokenPipeError, ConnectionResetError) as error:
        raise RecordsError("a process that reads records ended early: run the same command again to go on") from error
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join()


def _in_turn(batches: Iterable[Batch], pipes: Sequence[Connection]) -> Iterator[Made]:
    """Each process has one batch at a time; who gave the oldest result gets the next."""
    idle, busy = deque(pipes), deque[Connection]()
    for batch in batches:
        result: Made | None = None
        if not idle:
            idle.append(busy.popleft())
            result = idle[0].recv()
        idle[0].send(batch)
        busy.append(idle.popleft())
        if result is not None:
            yield result
    yield from (pipe.recv() for pipe in busy)


def _work(pipe: Connection, dictionary: bytes, shards: int) -> None:
    """Until the pipe is closed."""
    making = Making(Packing(dictionary), shards)
    try:
        while True:
            pipe.send(making.make(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return
