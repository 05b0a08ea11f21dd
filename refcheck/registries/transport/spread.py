"""Work spread over a few threads, its results as they come; done one by one where there are none."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

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
