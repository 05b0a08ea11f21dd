"""Work spread over a few threads, or begun while something else is under way; done one by one where there are no threads."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def has_threads() -> bool:
    """Return whether the machine has threads: Python in a browser has one alone."""
    return sys.platform != "emscripten"


def spread(work: Callable[[Item], Result], items: Sequence[Item], *, threads: int) -> Iterator[tuple[Item, Result]]:
    """Yield each item with what ``work`` makes of it, in the order that they are done.

    An exception of ``work`` is raised here. When the caller stops early (^C, an exception), no further item is begun; what is
    under way is left to end by itself, in threads that do not keep the program alive.
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
    """Spread over a few threads like :func:`spread`; its results are told as they come, from a thread of its own."""

    def __init__(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        on_result: Callable[[Item, Result], None],
        *,
        threads: int,
    ) -> None:
        """It begins at once; without threads when it is stepped on or waited for."""
        self._stopped = threading.Event()
        self._error: BaseException | None = None
        self._steps = starmap(on_result, spread(work, items, threads=threads))
        self._thread = threading.Thread(target=self._run, daemon=True) if has_threads() else None
        if self._thread is not None:
            self._thread.start()

    def step(self) -> None:
        """Do one thing more where there are no threads: between what else is done, so that nobody's pace is left unused."""
        if self._thread is None:
            next(self._steps, None)

    def wait(self) -> None:
        """Until all is done. What was raised meanwhile is raised here."""
        if self._thread is None:
            self._run()
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(0.1)  # so that ^C is heard
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Begin no more; what is under way is left to end by itself."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            for _ in self._steps:
                if self._stopped.is_set():
                    return
        except BaseException as error:
            self._error = error
