"""Limits on the processor time and memory that one piece of work may use."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import frozen

_MB = 1 << 20

MEMORY = 768 * _MB
"""Bytes that a document may use beyond what every process starts with, also in the web service. Source: a judgement: more than any
manuscript written by people needs."""

_REPEAT = 1.0
"""Seconds of processor time after which work that did not stop is interrupted again. Source: a judgement; not fitted."""

_ARENA_MAX, _ARENAS = -8, 2
"""glibc's parameter for the number of heaps, and a number that suffices: by default every thread reserves 64 MB of addresses for a
heap of its own, and a dozen threads use up all that a list may take. Source: ``mallopt(3)``."""


GC_THRESHOLDS = (100_000, 20, 20)
"""Thresholds of the garbage collector in a process that does one task: after how many new values, and collections of younger ones,
it looks at a generation. They are high, since what a task makes lives until its end."""


@frozen(kw_only=True)
class Budget:
    """Limits of a piece of work: seconds of processor time, and bytes beyond those that its process already uses."""

    cpu_seconds: int
    memory: int = MEMORY


class OverBudget(BaseException):
    """Work exceeds its budget; a ``BaseException``, so that no ``except Exception`` within the work catches it."""


class OverTime(OverBudget):
    """Work takes more time than its budget."""


class OverMemory(OverBudget):
    """Work takes more memory than its budget."""


@contextmanager
def limited(budget: Budget) -> Iterator[None]:
    """Keep what the main thread does in the block within a budget, where the system can.

    The time is checked only between calls of native code. Work of any other thread than the main one is not limited.

    Raises:
        OverTime: the block takes more time.
        OverMemory: the block takes more memory.
    """
    if threading.current_thread() is not threading.main_thread():  # the limits would apply to all threads
        yield
        return
    try:
        with _memory(budget.memory), _time(budget.cpu_seconds):
            yield
    except MemoryError as error:
        raise OverMemory from error


def bound(budget: Budget) -> None:
    """Limit what this process may use from now on, where the system can. It is ended when it exceeds its time."""
    import ctypes  # here, like the imports below, because few processes are limited

    with suppress(OSError, AttributeError):  # a C library other than glibc
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS)
    try:
        import resource
    except ImportError:  # Windows does not have it
        return
    _lower(resource.RLIMIT_AS, _size() + budget.memory)
    _lower(resource.RLIMIT_CPU, int(sum(os.times()[:2])) + budget.cpu_seconds)
    _lower(resource.RLIMIT_CORE, 0)


def end_with_the_leader() -> None:
    """End this process when its parent process ends, however that happens."""

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
    signal.setitimer(signal.ITIMER_PROF, seconds, _REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _lower(kind: int, most: int) -> None:
    """Lower a soft limit of this process, which can be raised again up to the hard limit."""
    import resource

    _, highest = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if highest == resource.RLIM_INFINITY else min(most, highest), highest))


def _size() -> int:
    """Return the bytes of address space that this process uses; if they cannot be read, a guess above them."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 1 << 30
