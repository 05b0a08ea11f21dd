"""Budgets of one piece of work: seconds of computing, and memory."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import frozen

_MB = 1 << 20

MEMORY = 768 * _MB
"""Bytes that a document may take beside what all begin with, also in the service. Source: set by hand, above any manuscript that
people wrote."""

_AGAIN = 1.0
"""Seconds after which work is broken off once more that has not noticed. Source: set by hand."""

_ARENA_MAX, _ARENAS = -8, 2
"""glibc's parameter for how many heaps there are, and how many suffice: else every thread reserves 64 MB of addresses for one of
its own, and a dozen threads have all that a list may take. Source: ``mallopt(3)``."""


@frozen(kw_only=True)
class Budget:
    """What a piece of work may take: seconds of processor time, and bytes beside those that its process has already."""

    cpu_seconds: int
    memory: int = MEMORY


class OverBudget(BaseException):
    """Work that would take more than it may; no handler of exceptions is to mistake it for one of its own."""


class OverTime(OverBudget):
    """It takes more time."""


class OverMemory(OverBudget):
    """It takes more memory."""


@contextmanager
def limited(budget: Budget) -> Iterator[None]:
    """Keep what the main thread does meanwhile within a budget, where the system can: of time between two calls of native code.


    Raises:
        OverTime: it would take more time.
        OverMemory: it would take more memory.
    """
    if threading.current_thread() is not threading.main_thread():  # its bounds would be those of all threads
        yield
        return
    try:
        with _memory(budget.memory), _time(budget.cpu_seconds):
            yield
    except MemoryError as error:
        raise OverMemory from error


def bound(budget: Budget) -> None:
    """Bound what this process takes from now on, where the system can. It ends where it takes more time."""
    import ctypes  # here, as the next two, because few processes are bounded

    with suppress(OSError, AttributeError):  # another library than glibc
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS)
    try:
        import resource
    except ImportError:  # Windows has none
        return
    _lower(resource.RLIMIT_AS, _size() + budget.memory)
    _lower(resource.RLIMIT_CPU, int(sum(os.times()[:2])) + budget.cpu_seconds)
    _lower(resource.RLIMIT_CORE, 0)


def end_with_the_leader() -> None:
    """End this process when the one that started it does, however that ends."""

    from multiprocessing import parent_process
    from multiprocessing.connection import wait as wait_for

    def wait() -> None:
        leader = parent_process()
        if leader is not None:
            wait_for([leader.sentinel])
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _memory(most: int) -> Iterator[None]:
    try:
        import resource
    except ImportError:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    _lower(resource.RLIMIT_AS, _size() + most)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def _time(seconds: int) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return

    def end(number: int, frame: object) -> None:
        raise OverTime

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _lower(kind: int, most: int) -> None:
    """Set a limit that can be raised again, up to what this process was allowed."""
    import resource

    _, highest = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if highest == resource.RLIM_INFINITY else min(most, highest), highest))


def _size() -> int:
    """Return bytes of address space that this process has already; where it cannot be told, a guess above it."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 1 << 30
