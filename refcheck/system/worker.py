"""A process beside this one, for what native code does with a stranger's bytes: it may hang, crash, or take all memory there is."""

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
"""Seconds of processor time behind its budget after which a process ends that is within native code."""

_WAITED = 20
"""How many times the seconds of a budget are waited for by the clock: a machine may be busy, and a process may sleep for ever."""

T = TypeVar("T")


class Died(OverBudget):
    """The process ended in the middle of the work."""


class Worker:
    """A process that does one piece of work after another. It is started with the first one, and anew where it has ended."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Start nothing yet. ``meanwhile`` is done here while the process is at its first work."""
        self._meanwhile = meanwhile
        self._process: BaseProcess | None = None
        self._pipes: tuple[Connection, Connection] | None = None
        self._at_exit: Finalize | None = None
        self._lock = threading.Lock()
        self._is_killed = False

    def do(self, work: Callable[..., T], *given: Any, budget: Budget) -> T:
        """Return what ``work``, a function of a module, makes of what is given. What it raises is raised here.

        Raises:
            OverBudget: it took more than it may, or its process died of it.
        """
        with self._lock:
            try:
                kind, value = self._asked((work, given, budget), budget)
            except BaseException:  # what is under way would be taken for the next answer
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
        """End the process in the middle of its work, from any thread. That work and all later work raises :class:`Died`."""
        self._is_killed = True
        with suppress(AttributeError, ValueError):  # not started yet, or closed already
            self._process.kill()  # type: ignore[union-attr]

    def _asked(self, question: object, budget: Budget) -> tuple[str, Any]:
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
        """The process, where its answers come from and where questions go: two pipes, since one for both would be a socket."""
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
            # Where nobody closes it, the end of this program would wait for a process that heeds no signal to end.
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
    """This process, for whoever has a process of his own already."""

    def do(self, work: Callable[..., T], *given: Any, budget: Budget) -> T:
        """Return what ``work`` makes of what is given.

        Raises:
            OverBudget: it took more than it may.
        """
        token = _PLACE.set(None)  # what the work itself has done is within its budget
        try:
            with limited(budget):
                return work(*given)
        finally:
            _PLACE.reset(token)

    def close(self) -> None:
        """End nothing."""


@contextmanager
def working_in(place: Worker | InPlace) -> Iterator[None]:
    """Have such work done there meanwhile."""
    token = _PLACE.set(place)
    try:
        yield
    finally:
        _PLACE.reset(token)
        place.close()


def at_hand() -> Worker | InPlace | None:
    """Return where such work is to be done; ``None`` where nobody has set it a budget."""
    return _PLACE.get()


_PLACE: ContextVar[Worker | InPlace | None] = ContextVar("place", default=None)


def _method() -> str:
    """Return how a process is made: of this one, with all that it has loaded, where that is safe: on Linux, and without threads."""
    try:
        return "fork" if len(list(Path("/proc/self/task").iterdir())) == 1 else "spawn"
    except OSError:
        return "spawn"


def _serve(questions: "Connection", answers: "Connection") -> None:
    """In the process: do what comes, until nobody is there any more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are for the one that leads
    end_with_the_leader()
    _PLACE.set(None)
    with suppress(EOFError, OSError):
        while True:
            work, given, budget = questions.recv()
            answers.send(_done(work, given, budget))


def _done(work: Callable[..., Any], given: tuple[Any, ...], budget: Budget) -> tuple[str, Any]:
    bound(Budget(cpu_seconds=budget.cpu_seconds + _GRACE, memory=budget.memory))
    try:
        with limited(budget):
            return "made", work(*given)
    except OverBudget as error:
        return "raised", type(error)()
    except Exception as error:
        return "raised", error
