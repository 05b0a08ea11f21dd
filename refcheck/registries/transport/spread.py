"""Work in several threads, in the foreground or in the background; done item by item where there are no threads."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def has_threads() -> bool:
    """Return whether threads are available: Python in a browser has only one."""
    return sys.platform != "emscripten"


def spread(work: Callable[[Item], Result], items: Sequence[Item], *, threads: int) -> Iterator[tuple[Item, Result]]:
    """Yield each item with the result of ``work``, in the order of completion.

    An exception of ``work`` is raised here. When the caller stops early (^C, an exception), no further item is started; those in
    progress end in daemon threads, which do not keep the program alive.
    """
    if threads == 1 or len(items) < 2 or not has_threads():
        yield from ((item, work(item)) for item in items)
        return
    todo: SimpleQueue[Item] = SimpleQueue()
    done: SimpleQueue[tuple[Item, Result] | BaseException] = SimpleQueue()
    for item in items:
        todo.put(item)
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            try:
                item = todo.get_nowait()
            except Empty:
                return
            try:
                done.put((item, work(item)))
            except BaseException as error:
                done.put(error)

    for _ in range(min(threads, len(items))):
        threading.Thread(target=run, daemon=True).start()
    try:
        for _ in items:
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stopped.set()


class Prefetcher(Generic[Item, Result]):
    """Work in the background, in several threads like :func:`spread`; results are passed to a callback in a thread of its own."""

    def __init__(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        on_result: Callable[[Item, Result], None],
        *,
        threads: int,
    ) -> None:
        """Start at once; without threads the work is done in ``step`` and ``wait``."""
        self._stopped = threading.Event()
        self._error: BaseException | None = None
        self._steps = starmap(on_result, spread(work, items, threads=threads))
        self._thread = threading.Thread(target=self._run, daemon=True) if has_threads() else None
        if self._thread is not None:
            self._thread.start()

    def step(self) -> None:
        """Process one item where there are no threads, between other work, so that no time of the rate limit is lost."""
        if self._thread is None:
            next(self._steps, None)

    def wait(self) -> None:
        """Wait until all items are done, and raise the exception of the work, if there was one."""
        if self._thread is None:
            self._run()
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(0.1)  # so that ^C is handled
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Start no further item; those in progress are not interrupted."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            for _ in self._steps:
                if self._stopped.is_set():
                    return
        except BaseException as error:
            self._error = error
