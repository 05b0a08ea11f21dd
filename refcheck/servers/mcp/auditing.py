"""Audits as the server runs them: in a thread, with reports of their progress, and stopped when the client no longer waits.

Work in a thread ends between two requests or references, or with the process that reads. Nothing is raised in the thread from
outside: that would leave locks held, and Python 3.11 raises it in another thread if this one is just starting one. Files are read
only below the folders that the server was given.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence, Set
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import anyio
from anyio import CapacityLimiter, from_thread
from anyio.lowlevel import current_token
from attrs import define, field, frozen

from refcheck.audit import audit
from refcheck.errors import SourceError
from refcheck.fixing import Mended
from refcheck.fixing.files import mend
from refcheck.model import Bibliography, Report, Safety
from refcheck.registries import Asking, Offline, Registry
from refcheck.registries.wrappers.chain import Stopped, stoppable
from refcheck.resolving import Progress
from refcheck.settings import Settings, apply
from refcheck.system.worker import Worker, working_in

T = TypeVar("T")


class Call:
    """The work of one call, and whether the client still waits for it."""

    def __init__(self) -> None:
        """Start with a client that waits."""
        self._is_cancelled = threading.Event()
        self._reader = Worker()

    def checkpoint(self) -> None:
        """Raise :class:`Stopped` if the client no longer waits."""
        if self._is_cancelled.is_set():
            raise Stopped

    def cancel(self) -> None:
        """Have the work end at its next checkpoint, and the reading of a document at once."""
        self._is_cancelled.set()
        self._reader.kill()

    def run(self, work: Callable[[], T]) -> T:
        """Return what some work returns; large documents are read in a separate process.

        Raises:
            Stopped: the client no longer waits.
        """
        self.checkpoint()
        with working_in(self._reader):
            try:
                return work()
            except Exception:
                self.checkpoint()  # a reader that was killed is not an error of the document
                raise


async def in_thread(work: Callable[[Call], T]) -> T:
    """Run some work in a thread of its own, which does not keep the program alive, and return its result.

    If the caller is cancelled, the work ends at its next checkpoint.
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


_LARGEST = 64 * 1024 * 1024
"""Most bytes of a file that is read. Source: a judgement: above any manuscript."""


@frozen
class Roots:
    """The folders below which files may be read; if there are none, no file may be read."""

    folders: Sequence[Path] = ()

    def file(self, name: str) -> Path:
        """Return the file of that name, links followed; a relative name is looked for in each folder.

        Raises:
            SourceError: it is not below a folder that may be read, is not a file, or is too large.
        """
        if not self.folders:
            raise SourceError("files cannot be read: the server was started without --root; give the text itself")
        for folder in self.folders:
            home = folder.resolve()
            path = (home / name).resolve()
            if path.is_relative_to(home) and path.is_file():
                if path.stat().st_size > _LARGEST:
                    raise SourceError(f"{name}: is larger than {_LARGEST // 1024**2} MB, the most that is read")
                return path
        raise SourceError(f"{name}: no file below the folders that may be read")


_AT_ONCE = 4
"""Most calls that are worked on at the same time; others wait."""

_KEPT = 8
"""Most reports that are kept, for clients that request one page after the other."""


Tell = Callable[[float, float | None, str | None], Coroutine[Any, Any, None]]
"""A function that reports progress to the client: how much is done, of how much, and of what."""


@define
class Desk:
    """The state that the tools share: the registry, the files that may be read, the settings, and the latest reports.

    ``local`` is the registry for safe fixes: local records and the cache. ``notes`` are what a person should know about the
    settings; they are part of every audit's answer.
    """

    registry: Registry
    roots: Roots = field(factory=Roots)
    settings: Settings = field(factory=Settings)
    notes: Sequence[str] = ()
    local: Registry = field(factory=Offline)
    _reports: OrderedDict[str, Report] = field(factory=OrderedDict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)
    _limiter: CapacityLimiter | None = field(default=None, init=False)

    async def report(self, key: str, read: Callable[[], Bibliography], tell: Tell) -> Report:
        """Return the report of a list, audited once; ``key`` identifies the list, whatever happens to its file."""
        with self._lock:
            if key in self._reports:
                self._reports.move_to_end(key)
                return self._reports[key]
        token = current_token()

        def progress(stage: str, asking: Asking) -> None:
            from_thread.run(tell, float(asking.done), float(asking.total), f"{stage}: {asking.registry}", token=token)

        report = await self._in_turn(lambda call: self._audited(read(), progress, call))
        with self._lock:
            self._reports[key] = report
            while len(self._reports) > _KEPT:
                self._reports.popitem(last=False)
        return report

    def last(self) -> Report | None:
        """Return the report that was made or requested last."""
        with self._lock:
            return next(reversed(self._reports.values()), None)

    async def mended(self, data: bytes, name: str, wanted: Set[Safety]) -> Mended:
        """Return a document with its fixes. For safe fixes only local records are queried, as by ``refcheck fix``."""
        registry = self.local if wanted == {Safety.SAFE} else self.registry

        def work(call: Call) -> Mended:
            asked = stoppable(registry, call.checkpoint)
            return mend(
                data,
                name,
                settings=self.settings,
                audit=lambda read: audit([read], registry=asked, checkpoint=call.checkpoint),
                wanted=wanted,
            )

        return await self._in_turn(work)

    async def done(self, work: Callable[[], T]) -> T:
        """Run some work in a thread, and return its result. If the caller is cancelled, the reading of a document is stopped."""
        return await self._in_turn(lambda call: work())

    async def _in_turn(self, work: Callable[[Call], T]) -> T:
        self._limiter = self._limiter or CapacityLimiter(_AT_ONCE)
        async with self._limiter:
            return await in_thread(work)

    def _audited(self, bibliography: Bibliography, progress: Progress, call: Call) -> Report:
        registry = stoppable(self.registry, call.checkpoint)
        report = audit([bibliography], registry=registry, progress=progress, checkpoint=call.checkpoint)
        return apply(report, self.settings)
