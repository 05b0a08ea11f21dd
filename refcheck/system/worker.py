"""A separate process for native code that handles untrusted bytes: it may hang, crash or use up all memory."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from refcheck.system.budgets import Budget, OverBudget, OverTime, bound, end_with_the_leader, limited

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from multiprocessing.util import Finalize

_GRACE = 5
"""Seconds of processor time beyond its budget after which a process that is still in native code is ended."""

_WAITED = 20
"""Seconds by the clock that are waited for each second of a budget: the machine may be busy, or the process may sleep for ever."""

T = TypeVar("T")


class Died(OverBudget):
    """The process ended before the work was done."""


class Worker:
    """A process that does one piece of work after another; it is started for the first, and again if it has ended."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Start nothing yet; ``meanwhile`` is called in this process while the new one does its first piece of work."""
        self._meanwhile = meanwhile
        self._process: BaseProcess | None = None
        self._pipes: tuple[Connection, Connection] | None = None
        self._at_exit: Finalize | None = None
        self._lock = threading.Lock()
        self._is_killed = False

    def do(self, work: Callable[..., T], *given: Any, budget: Budget) -> T:
        """Return what ``work``, a module-level function, returns for the arguments ``given``; raise what it raises.

        Raises:
            OverBudget: the work exceeded its budget, or its process died.
        """
        with self._lock:
            try:
                kind, value = self._request((work, given, budget), budget)
            except BaseException:  # a late answer would be taken for that of the next work
                self._end()
                raise
        if kind == "raised":
            raise value
        result: T = value
        return result

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def kill(self) -> None:
        """End the process in the middle of its work, from any thread; that work and all later work raise :class:`Died`."""
        self._is_killed = True
        with suppress(AttributeError, ValueError):  # not started yet, or closed already
            self._process.kill()  # type: ignore[union-attr]

    def _request(self, question: object, budget: Budget) -> tuple[str, Any]:
        from multiprocessing.connection import wait

        process, answers, questions = self._started()
        try:
            questions.send(question)
            self._meanwhile()
            self._meanwhile = lambda: None
            if not wait([answers, process.sentinel], timeout=_WAITED * budget.cpu_seconds):
                raise OverTime
            kind, value = answers.recv()
        except (EOFError, OSError) as error:
            process.join()
            raise OverTime if process.exitcode == -getattr(signal, "SIGXCPU", 0) else Died from error
        return kind, value

    def _started(self) -> "tuple[BaseProcess, Connection, Connection]":
        """Return the process, the pipe of its answers and the pipe of questions: a single pipe for both would be a socket."""
        if self._process is None or self._pipes is None or not self._process.is_alive():
            from multiprocessing import get_context
            from multiprocessing.util import Finalize

            self._end()
            context: Any = get_context(_method())
            answers, its_answers = context.Pipe(duplex=False)
            its_questions, questions = context.Pipe(duplex=False)
            self._pipes = answers, questions
            self._process = context.Process(target=_serve, args=(its_questions, its_answers), daemon=True)
            self._process.start()
            # If the worker is never closed, this program would wait at its end for a process that ignores signals.
            self._at_exit = Finalize(None, self._process.kill, exitpriority=0)
            its_questions.close()
            its_answers.close()
        if self._is_killed:
            raise Died
        return self._process, *self._pipes

    def _end(self) -> None:
        for pipe in self._pipes or ():
            pipe.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._at_exit is not None:
            self._at_exit.cancel()
        self._process = self._pipes = self._at_exit = None


class InPlace:
    """This process, for programs that already run in a process of their own."""

    def do(self, work: Callable[..., T], *given: Any, budget: Budget) -> T:
        """Return what ``work`` returns for the arguments ``given``.

        Raises:
            OverBudget: the work exceeded its budget.
        """
        token = _PLACE.set(None)  # work that this work starts in turn is within the same budget
        try:
            with limited(budget):
                return work(*given)
        finally:
            _PLACE.reset(token)

    def close(self) -> None:
        """Do nothing: there is no other process to end."""


@contextmanager
def working_in(place: Worker | InPlace) -> Iterator[None]:
    """Have budgeted work done in ``place`` within the block, and close the place at its end."""
    token = _PLACE.set(place)
    try:
        yield
    finally:
        _PLACE.reset(token)
        place.close()


def at_hand() -> Worker | InPlace | None:
    """Return the place where budgeted work is to be done; ``None`` if no place is set."""
    return _PLACE.get()


_PLACE: ContextVar[Worker | InPlace | None] = ContextVar("place", default=None)


def _method() -> str:
    """Return how to start a process: by forking, which keeps all that is loaded, where that is safe (Linux, one thread only)."""
    try:
        return "fork" if len(list(Path("/proc/self/task").iterdir())) == 1 else "spawn"
    except OSError:
        return "spawn"


def _serve(questions: "Connection", answers: "Connection") -> None:
    """Do the work that arrives in the worker process, until the other end of the pipe is closed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are meant for the parent process
    end_with_the_leader()
    _PLACE.set(None)
    with suppress(EOFError, OSError):
        while True:
            work, given, budget = questions.recv()
            answers.send(_run(work, given, budget))


def _run(work: Callable[..., Any], given: tuple[Any, ...], budget: Budget) -> tuple[str, Any]:
    bound(Budget(cpu_seconds=budget.cpu_seconds + _GRACE, memory=budget.memory))
    try:
        with limited(budget):
            return "made", work(*given)
    except OverBudget as error:
        return "raised", type(error)()
    except Exception as error:
        return "raised", error
