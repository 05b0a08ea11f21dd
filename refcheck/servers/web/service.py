"""The service: it accepts lists, checks them in order, takes decisions about them, returns them, and forgets them."""

import asyncio
import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial

from refcheck.servers.page.decisions import Decisions, merged
from refcheck.servers.page.desk import Options, Source
from refcheck.servers.page.events import Done, Failed, Started
from refcheck.servers.page.problems import Problem, ProblemError, log, problem
from refcheck.servers.web.jobs import Job, Limits, State, lists_to_forget
from refcheck.servers.web.keeping import Keeping
from refcheck.servers.web.processes import DIED, Processes
from refcheck.servers.web.tasks import Frame, House, Task, check_list, take_decisions, write

_SWEPT_EVERY = 30
"""Seconds between two searches for lists to be forgotten."""

_SMALL_AT_ONCE = 4
"""Small tasks (a download, decisions, one text to be read) done at the same time; they need not wait for lists being checked."""


class Turn(Enum):
    """The queue of a task: lists that are being checked, as it queries the same registries, or small tasks, which query none."""

    LIST = "list"
    SMALL = "small"


class Service:
    """The state that all requests share."""

    def __init__(self, house: House, limits: Limits, keeping: Keeping | None = None) -> None:
        """Start nothing yet. Without a file of kept lists, no list is kept."""
        self.house = house
        self.limits = limits
        self.jobs: dict[str, Job] = {}
        self.is_ending = False
        self._keeping = keeping
        self._processes = Processes(house, limits)
        self._turns = {Turn.LIST: asyncio.Semaphore(limits.at_once), Turn.SMALL: asyncio.Semaphore(_SMALL_AT_ONCE)}
        self._small_of: Counter[str] = Counter()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sweeping: asyncio.Task[None] | None = None

    @property
    def keeps(self) -> bool:
        """Whether lists can be kept."""
        return self._keeping is not None

    async def open(self) -> None:
        """Start, with the kept lists whose check had not ended."""
        self._sweeping = asyncio.create_task(self._sweep())
        for job in self._keeping.undone() if self._keeping else ():
            job.state, job.told = State.WAITING, []
            self._begin(job)
        await self._processes.warm()

    async def close(self) -> None:
        """End all tasks, and wake the clients that follow a list."""
        self.is_ending = True
        if self._sweeping is not None:
            self._sweeping.cancel()
        for task in self._tasks.values():
            task.cancel()
        self._processes.end()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        for job in self.jobs.values():
            job.wake()
        if self._keeping is not None:
            self._keeping.close()

    async def submit(self, source: Source, options: Options, client: str) -> Job:
        """Accept a list.

        Raises:
            ProblemError: there are too many lists, or it cannot be kept.
        """
        if self.is_ending:
            raise ProblemError(problem("ending"))
        for old in lists_to_forget(self.jobs.values(), len(source.data), client, self.limits):
            self._let_go(old)
        job = Job(source=source, options=options, client=client)
        self._begin(job)
        await self._keep(job)
        return job

    async def job(self, name: str) -> Job:
        """Return the list with that identifier.

        Raises:
            ProblemError: there is no such list, or it was forgotten.
        """
        job = self.jobs.get(name)
        if job is None and self._keeping is not None:
            with _problem_if_not_kept():
                job = await asyncio.to_thread(self._keeping.get, name)
            if job is not None:
                job = self.jobs.setdefault(name, job)
        if job is None:
            raise ProblemError(problem("forgotten", "There is no such job, or it was forgotten."))
        job.seen = time.monotonic()
        return job

    async def decide(self, job: Job, decisions: Decisions, before: Decisions | None = None) -> bytes:
        """Take decisions about a list, and return the event as JSON. What others decided since ``before``, if given, stays.

        Raises:
            ProblemError: the list is not checked yet.
        """
        async with job.deciding:
            report = self._checked(job).report_as_audited()
            known = before or job.decisions
            decisions = merged(job.decisions, known, decisions)
            task = partial(take_decisions, source=job.source, report=report, before=known, after=decisions)
            frames = {frame.frame: frame.data for frame in await self._done(task, job.client, Turn.SMALL)}
            job.take_decided(decisions, frames["report"])
            await self._keep(job)
            return frames["event"]

    async def download(self, job: Job, form: str, language: str) -> Frame:
        """Return a checked list in one of the download formats.

        Raises:
            ProblemError: the list is not checked yet, or cannot be downloaded in this format.
        """
        report = self._checked(job).report_as_audited()
        about = partial(write, source=job.source, report=report, decisions=job.decisions)
        return await self.made(partial(about, form=form, language=language), job.client)

    async def made(self, task: Task, client: str, turn: Turn = Turn.SMALL) -> Frame:
        """Return the file that a task makes.

        Raises:
            ProblemError: the task makes none.
        """
        for frame in await self._done(task, client, turn):
            if frame.frame == "file":
                return frame
        raise ProblemError(DIED)

    async def forget(self, job: Job) -> None:
        """Forget a list, whether or not it is done or kept."""
        self._let_go(job)
        if self._keeping is not None:
            with _problem_if_not_kept():
                await asyncio.to_thread(self._keeping.forget, job.id)

    def _let_go(self, job: Job) -> None:
        """Remove a list from memory, but not from the file of kept lists."""
        self.jobs.pop(job.id, None)
        if (task := self._tasks.get(job.id)) is not None:
            task.cancel()
        job.wake()

    async def _keep(self, job: Job) -> None:
        if self._keeping is not None and job.options.keep and self.jobs.get(job.id) is job:
            with _problem_if_not_kept():
                await asyncio.to_thread(self._keeping.put, job)

    def _checked(self, job: Job) -> Job:
        if job.state is State.FAILED and job.problem is not None:
            raise ProblemError(job.problem)
        if job.state is not State.DONE:
            raise ProblemError(problem("not-ready", "The list is still being checked."))
        return job

    async def _done(self, task: Task, client: str, turn: Turn) -> list[Frame]:
        """Return all frames that a task sends."""
        if self._small_of[client] >= self.limits.of_client:
            raise ProblemError(problem("too-many", "Too many requests at the same time; try again in a moment."))
        frames: list[Frame] = []
        self._small_of[client] += 1
        try:
            async with self._turns[turn]:
                await self._processes.run(task, frames.append)
        finally:
            self._small_of[client] -= 1
        for frame in frames:
            if frame.frame == "event" and frame.kind == "failed":
                raise ProblemError(problem_in(frame.data))
        return frames

    def _begin(self, job: Job) -> None:
        self.jobs[job.id] = job
        source = job.source
        job.tell_event(Started(job=job.id, name=source.name, bytes=len(source.data), kept=job.options.keep))
        task = asyncio.create_task(self._check(job))
        self._tasks[job.id] = task
        task.add_done_callback(lambda done: self._tasks.pop(job.id, None))

    async def _check(self, job: Job) -> None:
        def hear(frame: Frame) -> None:
            if frame.frame == "report":
                job.take_report(frame.data)
                job.state = State.DONE
                return
            if frame.kind == "failed":
                job.problem = problem_in(frame.data)
                job.state = State.FAILED
            job.tell(frame.kind, frame.data)

        try:
            async with self._turns[Turn.LIST]:
                job.state = State.CHECKING
                await self._processes.run(partial(check_list, source=job.source, options=job.options), hear)
        except ProblemError as error:
            _fail(job, error.problem)
        except Exception as error:  # a bug: waiting clients are informed, and the log says where
            log(error)
        _fail(job, problem("internal"))
        job.tell_event(Done())
        try:
            await self._keep(job)
        except ProblemError as error:
            print(f"refcheck: {error}", file=sys.stderr, flush=True)

    async def _sweep(self) -> None:
        """Forget, from time to time, the lists that are no longer requested."""
        while True:
            await asyncio.sleep(_SWEPT_EVERY)
            since = time.monotonic() - self.limits.forgets_after
            for job in [job for job in self.jobs.values() if job.is_over and job.seen < since]:
                self._let_go(job)


def _fail(job: Job, why: Problem) -> None:
    """Report that a list could not be checked, unless it is done or has failed already."""
    if not job.is_over:
        job.problem, job.state = why, State.FAILED
        job.tell_event(Failed(problem=why))


@contextmanager
def _problem_if_not_kept() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ProblemError(problem("not-kept", f"The file of kept lists: {error}.")) from error


def problem_in(data: bytes) -> Problem:
    """Return the problem that a process reported."""
    return Problem(**json.loads(data)["problem"])
