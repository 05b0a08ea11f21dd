"""Work in a thread that ends when nobody waits for it: between two requests or references, or with the process that reads.

Nothing is raised in the thread from outside: that would leave locks held, and Python 3.11 raises it in another thread if this one
is just starting one.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

import anyio
from anyio import from_thread
from anyio.lowlevel import current_token

from refcheck.registries.wrappers.chain import Stopped
from refcheck.system.worker import Worker, working_in

T = TypeVar("T")


class Call:
    """The work of one call, and whether anybody waits for it."""

    def __init__(self) -> None:
        """Somebody waits."""
        self._is_cancelled = threading.Event()
        self._reader = Worker()

    def checkpoint(self) -> None:
        """Raise :class:`Stopped` if nobody waits any longer."""
        if self._is_cancelled.is_set():
            raise Stopped

    def cancel(self) -> None:
        """Have the work end at its next checkpoint, and what is being read at once."""
        self._is_cancelled.set()
        self._reader.kill()

    def run(self, work: Callable[[], T]) -> T:
        """Return what some work returns; large documents are read in a process of its own.

        Raises:
            Stopped: nobody waits any longer.
        """
        self.checkpoint()
        with working_in(self._reader):
            try:
                return work()
            except Exception:
                self.checkpoint()  # what was killed is no error of the document
                raise


async def in_thread(work: Callable[[Call], T]) -> T:
    """Return what some work returns that runs in a thread of its own, which does not keep the program alive.

    Where the caller is cancelled, the work ends at its next checkpoint.
    """
    done, token, call = anyio.Event(), current_token(), Call()
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(call.run(lambda: work(call)))
        except Stopped:
            result.cancel()
        except Exception as error:
            result.set_exception(error)
        with suppress(RuntimeError):  # of a loop that has ended
            from_thread.run_sync(done.set, token=token)

    threading.Thread(target=run, daemon=True).start()
    try:
        await done.wait()
    except anyio.get_cancelled_exc_class():
        call.cancel()
        raise
    return result.result()
