"""Tasks handed to processes of their own, and what comes of them read without waiting.

The process of a task is bounded before it reads a byte, and gone when it is done or nobody waits any longer.
"""

import asyncio
import gc
import json
import os
import signal
import sys
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
from refcheck.servers.page.problems import ProblemError, problem, problem_of, where
from refcheck.servers.web.jobs import Limits
from refcheck.servers.web.tasks import Frame, House, Task
from refcheck.system.budgets import Budget, bound, end_with_the_leader

_WARM = "refcheck.servers.web.warm"

TABLE = "REFCHECK_WARM_TABLE"
"""The variable of the environment that says where Retraction Watch's table is: it is read once, and all processes share it."""

_FORKED = "forkserver"

_MOST_OF_HEAD = 1 << 16
_ENDING = 2.0
"""Seconds that a process has to end by itself. Source: set by hand."""


class Processes:
    """Makes a process for each task, out of one that has loaded everything already."""

    def __init__(self, house: House, limits: Limits, method: str | None = None) -> None:
        """Nothing is started yet. ``method`` is multiprocessing's; where no process can be forked off, each loads all anew."""
        self._house = house
        self._limits = limits
        self._method = method or (_FORKED if _FORKED in get_all_start_methods() else "spawn")
        self._context: Any = get_context(self._method)
        if self._method == _FORKED:
            self._context.set_forkserver_preload([_WARM])
        self._starting = asyncio.Lock()
        self._running: set[BaseProcess] = set()

    async def warm(self) -> None:
        """Start the process that the others are made of."""
        if self._method == _FORKED:
            from multiprocessing.forkserver import ensure_running

            os.environ[TABLE] = self._house.connections.watched_table() or ""
            await asyncio.to_thread(ensure_running)

    def end(self) -> None:
        """End all that is under way."""
        for process in self._running:
            process.kill()

    async def run(self, task: Task, hear: Callable[[Frame], None]) -> None:
        """Do a task; ``hear`` is told what it comes to, part by part.

        Raises:
            ProblemError: its process ended before it was done, told too much, or took too long.
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
                raise ProblemError(problem("reader-died", "It took more memory or time than one list may take."))
        except TimeoutError:
            raise ProblemError(problem("too-long", f"It took more than {self._limits.seconds:.0f} seconds.")) from None
        finally:
            self._running.discard(process)
            await _to_its_end(lambda: _end(process))

    async def _hear(self, pipe: Connection, hear: Callable[[Frame], None]) -> None:
        """Hear all that a process says. A thread of its own listens, since not every system can wait for pipes otherwise."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        refused: list[ProblemError] = []

        def listen() -> None:
            left = self._limits.told
            with pipe, suppress(EOFError, RuntimeError):  # it ended, or this service has
                try:
                    while True:
                        head = json.loads(pipe.recv_bytes(_MOST_OF_HEAD))
                        data = pipe.recv_bytes(left)
                        left -= len(data)
                        loop.call_soon_threadsafe(hear, Frame(data=data, **head))
                except OSError:
                    if pipe.closed:  # by itself, before a message that is too long; else it ended within one
                        why = problem("too-large", "There is more to tell than one list may have.")
                        refused.append(ProblemError(why))
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(over.set)

        threading.Thread(target=listen, daemon=True).start()
        await over.wait()
        if refused:
            raise refused[0]


async def _to_its_end(work: Callable[[], object]) -> None:
    """Do something in a thread. Whoever is cancelled meanwhile waits for it all the same: a process half begun would be left."""
    done = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(done)
    finally:
        if not done.done():
            await asyncio.wait([done])


def _end(process: BaseProcess) -> None:
    """Have a process end, whatever it is at, and forget it."""
    if process.pid is None:
        return
    if process.is_alive():
        process.kill()
    process.join()
    process.close()


_COLLECTED = (100_000, 20, 20)
"""After how many new values the garbage collector looks at them: a process that does one thing leaves little behind."""

_ASKED = 0.95
"""The share of its time after which a list is told as far as it is known. Source: set by hand; to judge takes seconds."""

_BEHIND = 3
"""How much lower is the priority of a list than that of the service, which answers whoever asks meanwhile."""


def work(pipe: Connection, task: Task, house: House, limits: Limits) -> None:
    """Do one task, and write what comes of it into a pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_COLLECTED)
    bound(Budget(cpu_seconds=limits.cpu_seconds, memory=limits.memory))
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    end_with_the_leader()
    out = _Written(pipe)
    try:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, out.interrupt)
            signal.setitimer(signal.ITIMER_REAL, limits.seconds * _ASKED)
        task(house, out)
    except BrokenPipeError:
        os._exit(0)
    except KeyboardInterrupt:
        why = problem("too-long", f"Reading it took more than {limits.seconds:.0f} seconds.")
        out(Frame.of_event(Failed(problem=why)))
    except (Exception, MemoryError) as error:
        if not isinstance(error, RefcheckError | MemoryError):  # the bound was reached, as it should be
            print(f"refcheck: {where(error)}", file=sys.stderr, flush=True)
        out(Frame.of_event(Failed(problem=problem_of(error))))


class _Written:
    """Two messages for each thing that is told: what it is, as JSON, and the thing itself. They are written whole."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._is_writing = False  # the main thread, which is the one that is interrupted
        self._is_late = False

    def interrupt(self, number: int, frame: object) -> None:
        """Tell what is known by now, behind what is being written: the time is nearly over."""
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
