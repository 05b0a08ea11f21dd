"""The lists in the service: waiting, being checked, checked; their events; which of them are forgotten to make room for another;
and the limits of an upload, of a list, of a client and of all together.
"""

import asyncio
import hashlib
import secrets
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import StrEnum

from attrs import define, field, frozen

from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Options, Source
from refcheck.servers.page.events import Event
from refcheck.servers.page.problems import Problem, ProblemError, problem
from refcheck.system.budgets import MEMORY

_MB = 1 << 20


@frozen(kw_only=True)
class Limits:
    """The limits of a service. Source: a judgement: above any manuscript written by people.

    Args:
        upload: bytes of one upload.
        upload_seconds: seconds after which an unfinished upload is aborted.
        seconds: seconds for one list in all, queries included; shortly before the end, the results so far are reported.
        cpu_seconds: seconds of processor time for one list.
        memory: bytes that the process of one list may use beyond what every process starts with.
        told: bytes that may be sent about one list.
        at_once: lists that are checked at the same time.
        waiting: lists that wait to be checked.
        of_client: lists of one client that are waiting or being checked.
        bytes_of_client: bytes of one client's lists that are in memory.
        jobs: lists that are in memory.
        remembered: bytes of all lists in memory.
        forgets_after: seconds without a request after which a list is forgotten.
    """

    upload: int = 32_000_000
    upload_seconds: float = 60
    seconds: float = 1800
    cpu_seconds: int = 60
    memory: int = MEMORY
    told: int = 128 * _MB
    at_once: int = 8
    waiting: int = 64
    of_client: int = 16
    bytes_of_client: int = 128 * _MB
    jobs: int = 500
    remembered: int = 192 * _MB
    forgets_after: int = 3600


_PACKED = 1
"""The compression level of reports: fast, and still down to a tenth of their size."""


class State(StrEnum):
    """The state of a list in the service."""

    WAITING = "waiting"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"


@define(kw_only=True, eq=False)
class Job:
    """One list, and all that is known about it; its reports are kept compressed.

    ``told`` are the events as they are sent to clients, each as its kind and its data as JSON.
    """

    source: Source
    options: Options
    client: str
    id: str = field(factory=lambda: secrets.token_urlsafe(18))
    state: State = State.WAITING
    begun: float = field(factory=time.time)
    seen: float = field(factory=time.monotonic)
    told: list[tuple[str, bytes]] = field(factory=list)
    problem: Problem | None = None
    decisions: Decisions = field(factory=Decisions)
    tag: str = ""
    base: bytes = b""
    current: bytes = b""
    deciding: asyncio.Lock = field(factory=asyncio.Lock)
    _more: asyncio.Event = field(factory=asyncio.Event)

    @property
    def is_over(self) -> bool:
        """Whether the list is done or has failed, so that no further results follow."""
        return self.state in (State.DONE, State.FAILED)

    @property
    def size(self) -> int:
        """The approximate size in bytes."""
        told = sum(len(data) for _, data in self.told)
        return len(self.source.data) + len(self.base) + len(self.current) + told

    def report(self) -> bytes:
        """Return the report with the decisions, as JSON."""
        return zlib.decompress(self.current or self.base)

    def report_as_audited(self) -> bytes:
        """Return the report without the decisions."""
        return zlib.decompress(self.base)

    def take_report(self, data: bytes) -> None:
        """Store the report of the audit, as JSON."""
        self.base, self.current = zlib.compress(data, _PACKED), b""
        self._mark(data)

    def take_decided(self, decisions: Decisions, data: bytes) -> None:
        """Store new decisions, and the report with them."""
        self.decisions, self.current = decisions, zlib.compress(data, _PACKED)
        self._mark(data)

    def _mark(self, data: bytes) -> None:
        self.tag = hashlib.sha256(data).hexdigest()[:32]

    def tell(self, kind: str, data: bytes) -> None:
        """Add an event, and wake the clients that follow the list."""
        self.told.append((kind, data))
        self.wake()

    def tell_event(self, event: Event) -> None:
        """Add an event that is made in this process."""
        self.tell(event.kind, event.to_json().encode("utf-8", "replace"))

    def wake(self) -> None:
        """Wake the clients that follow the list."""
        more, self._more = self._more, asyncio.Event()
        more.set()

    async def wait(self, seconds: float) -> None:
        """Wait for the next event, for at most this number of seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._more.wait()

    async def over(self, seconds: float) -> bool:
        """Wait for the end of the check, for at most this number of seconds; return whether it is over."""
        until = time.monotonic() + seconds
        while not self.is_over and (left := until - time.monotonic()) > 0:
            await self.wait(left)
        return self.is_over


def lists_to_forget(jobs: Iterable[Job], size: int, client: str, limits: Limits) -> list[Job]:
    """Return the lists to forget for one more of ``size`` bytes: of those that are over, the ones not requested for longest.

    Raises:
        ProblemError: there is no room, or too many lists are waiting.
    """
    every = list(jobs)
    own = [job for job in every if job.client == client]
    if sum(not job.is_over for job in every) >= limits.at_once + limits.waiting:
        raise ProblemError(problem("too-many", "Too many lists are waiting; try again in a minute."))
    if sum(not job.is_over for job in own) >= limits.of_client:
        raise ProblemError(problem("too-many", f"{limits.of_client} of your lists are being checked; wait for one."))
    first = _oldest(own, size, limits.bytes_of_client, limits.jobs)
    rest = [job for job in every if job not in first]
    return [*first, *_oldest(rest, size, limits.remembered, limits.jobs)]


def _oldest(jobs: Sequence[Job], size: int, most: int, number: int) -> list[Job]:
    over = sorted((job for job in jobs if job.is_over), key=lambda job: job.seen)
    taken, left = sum(job.size for job in jobs), len(jobs)
    found: list[Job] = []
    while over and (taken + size > most or left >= number):
        found.append(over.pop(0))
        taken, left = taken - found[-1].size, left - 1
    if taken + size > most or left >= number:
        raise ProblemError(problem("too-many", "There is no room for one more list; try again in a minute."))
    return found
