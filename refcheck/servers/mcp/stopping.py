"""Work in a thread that is stopped when nobody waits for it any longer: wherever it is, but for the inside of a registry.

What is raised in a thread from outside may leave a lock held. Reading and judging share none; registries do, and are let finish
the request that they are at.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

import anyio
from anyio import from_thread
from anyio.lowlevel import current_token

from refcheck.model import Answer, Hits, Id, Query, Unavailable
from refcheck.registries import Chain, Planned, Registry
from refcheck.registries.wrappers.chain import chained
from refcheck.registries.wrappers.wrapper import Wrapper

T = TypeVar("T")

_AGAIN = 1.0
"""Seconds after which a thread that goes on is told once more: a destructor swallows what is raised in it. Source: set by hand."""


class Stopped(BaseException):  # like KeyboardInterrupt it is no error, and no handler of errors is to keep it
    """Raised within work that nobody waits for any longer."""


class _Work(threading.local):
    """Of the thread that works: held while nothing may be raised in it; set where nobody waits. Other threads have none."""

    busy: "threading.RLock | None" = None
    unwanted: threading.Event


_WORK = _Work()


async def in_thread(work: Callable[[], T]) -> T:
    """Return what some work returns that runs in a thread of its own, which does not keep the program alive.

    Where the caller is cancelled, :class:`Stopped` is raised in the work at its next step.
    """
    done, token, busy = anyio.Event(), current_token(), threading.RLock()
    results: list[T] = []
    errors: list[BaseException] = []

    is_stoppable, unwanted = threading.Event(), threading.Event()

    def run() -> None:
        try:
            is_stoppable.set()
            _WORK.busy, _WORK.unwanted = busy, unwanted
            results.append(work())
        except Stopped:
            pass
        except Exception as error:
            errors.append(error)
        _settle(is_stoppable, busy)
        with suppress(RuntimeError):  # of a loop that has ended
            from_thread.run_sync(done.set, token=token)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        await done.wait()
    except anyio.get_cancelled_exc_class():
        unwanted.set()
        threading.Thread(target=_stop, args=(thread, is_stoppable, busy), daemon=True).start()
        raise
    if errors:
        raise errors[0]
    return results[0]


def _stop(thread: threading.Thread, is_stoppable: threading.Event, busy: "threading.RLock") -> None:
    """Raise :class:`Stopped` in a thread while it works. Source: ``PyThreadState_SetAsyncExc`` of Python's C API."""
    while thread.is_alive():
        with busy:
            if is_stoppable.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(Stopped))
        thread.join(_AGAIN)


def _settle(is_stoppable: threading.Event, busy: "threading.RLock") -> None:
    """Let nothing more be raised in this thread, and what waits to be raised come to nothing."""
    while True:
        try:
            with busy:
                is_stoppable.clear()
            return _heed()
        except Stopped:
            continue


@contextmanager
def _unstopped() -> Iterator[None]:
    """Nothing is raised from outside meanwhile, and nothing is begun that nobody waits for.

    Raises:
        Stopped: nobody waits any longer. Whoever is to raise it from outside may not come to it between two requests.
    """
    if _WORK.busy is None:
        yield
        return
    with _WORK.busy:
        if _WORK.unwanted.is_set():
            raise Stopped
        yield


def _heed() -> None:
    """Nothing: Python raises what waits to be raised whenever a function begins."""


class Unstopped(Wrapper):
    """Wraps a registry of a chain, which is never stopped half way through a request."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Those of the wrapped registry."""
        with _unstopped():
            return super().batches(ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The wrapped registry's answers."""
        with _unstopped():
            return self._registry.lookup(ids)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """The wrapped registry's answers."""
        with _unstopped():
            return self._registry.search(queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what the wrapped registry would send."""
        with _unstopped():
            return super().plan(ids, queries)


def unstopped(registry: Registry) -> Chain:
    """A registry whose requests are let finish, as a chain."""
    return Chain(*map(Unstopped, chained(registry).members))
