"""The process of one task: bounded before it reads a byte, and gone when it is done or nobody waits any longer."""

import gc
import json
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

from attrs import asdict

from refcheck.errors import RefcheckError
from refcheck.servers.page.events import Failed
from refcheck.servers.page.problems import problem, problem_of, where
from refcheck.servers.web.limits import Limits
from refcheck.servers.web.tasks import Frame, House, Task
from refcheck.system.budgets import Budget, bound, end_with_the_leader

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
