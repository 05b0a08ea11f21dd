"""Work that is begun while something else is still under way; where there are no threads, done in its pauses and at its end."""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from refcheck.registries.transport.spread import has_threads, spread

Item = TypeVar("Item")
Result = TypeVar("Result")


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
        self._steps = self._stepping(work, items, on_result, threads)
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

    @staticmethod
    def _stepping(
        work: Callable[[Item], Result], items: Sequence[Item], on_result: Callable[[Item, Result], None], threads: int
    ) -> Iterator[None]:
        for item, result in spread(work, items, threads=threads):
            on_result(item, result)
            yield
