"""Tasks done in processes of their own, whose results are read without blocking.

The process of a task is limited before it reads a byte, and ended when it is done or no client waits for it any longer.
"""

import asyncio
import gc
import json
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from attrs import asdict

from refcheck.errors import RefcheckError
from refcheck.servers.page.events import Failed
from refcheck.servers.page.problems import ProblemError, log, problem, problem_of
from refcheck.servers.web.jobs import Limits
from refcheck.servers.web.tasks import Frame, House, Task
from refcheck.system.budgets import GC_THRESHOLDS, Budget, bound, end_with_the_leader

_WARM = "refcheck.servers.web.warm"

TABLE = "REFCHECK_WARM_TABLE"
"""The environment variable with the path of Retraction Watch's table, which is read once and shared by all processes."""

_FORKED = "forkserver"

DIED = problem("reader-died", "It took more memory or time than one list may use.")
"""The problem of a task whose process ended before it was done."""

_MOST_OF_HEAD = 1 << 16
_ENDING = 2.0
"""Seconds that a process has to end on its own. Source: a judgement; not fitted."""


class Processes:
    """Starts a process for each task, forked from one that has loaded everything already."""

    def __init__(self, house: House, limits: Limits, method: str | None = None) -> None:
        """Start nothing yet. ``method`` is a start method of multiprocessing; without forking, each process loads everything."""
        self._house = house
        self._limits = limits
        self._method = method or (_FORKED if _FORKED in get_all_start_methods() else "spawn")
        self._context: Any = get_context(self._method)
        if self._method == _FORKED:
            self._context.set_forkserver_preload([_WARM])
        self._starting = asyncio.Lock()
        self._running: set[BaseProcess] = set()

    async def warm(self) -> None:
        """Start the process that the others are forked from."""
        if self._method == _FORKED:
            from multiprocessing.forkserver import ensure_running

            os.environ[TABLE] = self._house.connections.watched_table() or ""
            await asyncio.to_thread(ensure_running)

    def end(self) -> None:
        """End all running processes."""
        for process in self._running:
            process.kill()

    async def run(self, task: Task, hear: Callable[[Frame], None]) -> None:
        """Do a task; ``hear`` is called with its results, frame by frame.

        Raises:
            ProblemError: its process ended before it was done, sent too much, or took too long.
        """
        reading, writing = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(writing, task, self._house, self._limits), daemon=True)
        try:
            async with self._starting:
                await _to_its_end(process.start)
            self._running.add(process)
            writing.close()
            async with asyncio.timeout(self._limits.seconds):
                await self._hear(reading, hear)
                await asyncio.to_thread(process.join, _ENDING)
            if process.exitcode != 0:
                raise ProblemError(DIED)
        except TimeoutError:
            raise ProblemError(problem("too-long", f"It took more than {self._limits.seconds:.0f} seconds.")) from None
        finally:
            self._running.discard(process)
            await _to_its_end(lambda: _end(process))

    async def _hear(self, pipe: Connection, hear: Callable[[Frame], None]) -> None:
        """Read all that a process sends, in a thread, since not every system can wait for pipes in another way."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        refused: list[ProblemError] = []

        def listen() -> None:
            left = self._limits.told
            with pipe, suppress(EOFError, RuntimeError):  # the process has ended, or this service has
                try:
                    while True:
                        head = json.loads(pipe.recv_bytes(_MOST_OF_HEAD))
                        data = pipe.recv_bytes(left)
                        left -= len(data)
                        loop.call_soon_threadsafe(hear, Frame(data=data, **head))
                except OSError:
                    if pipe.closed:  # at a message that is too long; otherwise the process ended within one
                        why = problem("too-large", "The results are larger than those of one list may be.")
                        refused.append(ProblemError(why))
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(over.set)

        threading.Thread(target=listen, daemon=True).start()
        await over.wait()
        if refused:
            raise refused[0]


async def _to_its_end(work: Callable[[], object]) -> None:
    """Do some work in a thread, and wait for its end even if cancelled, as a half-started process would otherwise be left over."""
    done = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(done)
    finally:
        if not done.done():
            await asyncio.wait([done])


def _end(process: BaseProcess) -> None:
    """End a process, whatever it is doing, and release it."""
    if process.pid is None:
        return
    if process.is_alive():
        process.kill()
    process.join()
    process.close()


_QUERY_SHARE = 0.95
"""Share of a list's time after which the results so far are reported. Source: a judgement: judging takes seconds."""

_NICENESS = 3
"""How much lower the priority of a list is than that of the service, which answers requests meanwhile."""


def work(pipe: Connection, task: Task, house: House, limits: Limits) -> None:
    """Do one task, and write its results into a pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*GC_THRESHOLDS)
    bound(Budget(cpu_seconds=limits.cpu_seconds, memory=limits.memory))
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    end_with_the_leader()
    out = _Written(pipe)
    try:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, out.interrupt)
            signal.setitimer(signal.ITIMER_REAL, limits.seconds * _QUERY_SHARE)
        task(house, out)
    except BrokenPipeError:
        os._exit(0)
    except KeyboardInterrupt:
        why = problem("too-long", f"Reading it took more than {limits.seconds:.0f} seconds.")
        out(Frame.of_event(Failed(problem=why)))
    except (Exception, MemoryError) as error:
        if not isinstance(error, RefcheckError | MemoryError):  # a limit that was reached is not a bug
            log(error)
        out(Frame.of_event(Failed(problem=problem_of(error))))


class _Written:
    """Writes two messages for each frame: what it is, as JSON, and its data. They are never interrupted halfway."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._is_writing = False  # whether the main thread is, which is the one that is interrupted
        self._is_late = False

    def interrupt(self, number: int, frame: object) -> None:
        """Interrupt the task, as its time is nearly over; a frame that is being written is finished first."""
        if not self._is_writing:
            raise KeyboardInterrupt
        self._is_late = True

    def __call__(self, frame: Frame) -> None:
        head = asdict(frame, filter=lambda field, value: value and field.name != "data")
        is_main = threading.current_thread() is threading.main_thread()
        with self._lock:
            self._is_writing = is_main
            try:
                self._pipe.send_bytes(json.dumps(head).encode())
                self._pipe.send_bytes(frame.data)
            finally:
                self._is_writing = False
        if self._is_late and is_main:
            self._is_late = False
            raise KeyboardInterrupt
