"""Lists taken in, checked in order, decided about, handed out, and forgotten."""

import asyncio
import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from refcheck.servers.page import Decisions, Done, Failed, Options, Source, Started, problem_of
from refcheck.servers.page.problems import Problem, ProblemError, problem
from refcheck.servers.web.jobs import Job, State
from refcheck.servers.web.keeping import Keeping
from refcheck.servers.web.limits import Limits
from refcheck.servers.web.processes import Frame, Processes
from refcheck.servers.web.tasks import CheckList, Decide, House, Task, Write

_SWEPT_EVERY = 30
"""Seconds between two looks for what is to be forgotten."""

_SMALL_AT_ONCE = 4
"""Small tasks (a download, decisions, one text to be read) at once; they need not wait for the lists that are checked."""


class Service:
    """What all requests share."""

    def __init__(self, house: House, limits: Limits, keeping: Keeping | None = None) -> None:
        """Nothing is begun yet. Without a file to keep lists in, none is kept."""
        self.house = house
        self.limits = limits
        self.jobs: dict[str, Job] = {}
        self.is_ending = False
        self._keeping = keeping
        self._processes = Processes(house, limits)
        self._lists = asyncio.Semaphore(limits.at_once)
        self._small = asyncio.Semaphore(_SMALL_AT_ONCE)
        self._small_of: Counter[str] = Counter()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sweeping: asyncio.Task[None] | None = None

    @property
    def keeps(self) -> bool:
        """Whether lists can be kept."""
        return self._keeping is not None

    async def open(self) -> None:
        """Begin, with the kept lists that were not done."""
        self._sweeping = asyncio.create_task(self._sweep())
        for job in self._keeping.undone() if self._keeping else ():
            job.state, job.told = State.WAITING, []
            self._begin(job)
        await self._processes.warm()

    async def close(self) -> None:
        """End whatever is under way, and tell whoever follows."""
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
        """Take a list in.

        Raises:
            ProblemError: there are too many, or it cannot be kept.
        """
        self._demand_room(source, client)
        job = Job(source=source, options=options, client=client)
        self._begin(job)
        await self._keep(job)
        return job

    async def job(self, name: str) -> Job:
        """The list of that name.

        Raises:
            ProblemError: there is none, or it was forgotten.
        """
        job = self.jobs.get(name)
        if job is None and self._keeping is not None:
            with _told_if_not_kept():
                job = await asyncio.to_thread(self._keeping.get, name)
            if job is not None:
                job = self.jobs.setdefault(name, job)
        if job is None:
            raise ProblemError(problem("forgotten", "There is no such job, or it was forgotten."))
        job.seen = time.monotonic()
        return job

    async def decide(self, job: Job, decisions: Decisions) -> bytes:
        """Take decisions about a list; what is told of it then, as JSON.

        Raises:
            ProblemError: it is not checked yet.
        """
        async with job.deciding:
            report = self._checked(job).report_as_audited()
            task = Decide(source=job.source, report=report, before=job.decisions, after=decisions)
            frames = {frame.frame: frame.data for frame in await self._done(task, job.client, self._small)}
            job.take_decided(decisions, frames["report"])
            await self._keep(job)
            return frames["event"]

    async def download(self, job: Job, form: str, language: str) -> Frame:
        """A list that was checked in some format.

        Raises:
            ProblemError: it is not checked yet, or cannot be had so.
        """
        report = self._checked(job).report_as_audited()
        return await self.once(
            Write(source=job.source, report=report, decisions=job.decisions, form=form, language=language), job.client
        )

    async def once(self, task: Task, client: str) -> Frame:
        """The file that a task comes to which asks nobody.

        Raises:
            ProblemError: it comes to none.
        """
        return _file_in(await self._done(task, client, self._small))

    async def asked(self, task: Task, client: str) -> Frame:
        """The file that a task comes to which asks registries: it waits its turn among the lists.

        Raises:
            ProblemError: it comes to none.
        """
        return _file_in(await self._done(task, client, self._lists))

    async def forget(self, job: Job) -> None:
        """Forget a list, be it done or not, kept or not."""
        self._let_go(job)
        if self._keeping is not None:
            with _told_if_not_kept():
                await asyncio.to_thread(self._keeping.forget, job.id)

    def _let_go(self, job: Job) -> None:
        """Remember a list no longer, but for what is kept of it in the file."""
        self.jobs.pop(job.id, None)
        if (task := self._tasks.get(job.id)) is not None:
            task.cancel()
        job.wake()

    async def _keep(self, job: Job) -> None:
        if self._keeping is not None and job.options.keep and self.jobs.get(job.id) is job:
            with _told_if_not_kept():
                await asyncio.to_thread(self._keeping.put, job)

    def _checked(self, job: Job) -> Job:
        if job.state is State.FAILED and job.problem is not None:
            raise ProblemError(job.problem)
        if job.state is not State.DONE:
            raise ProblemError(problem("not-ready", "The list is still being checked."))
        return job

    async def _done(self, task: Task, client: str, turn: asyncio.Semaphore) -> list[Frame]:
        """All that a task comes to."""
        if self._small_of[client] >= self.limits.of_client:
            raise ProblemError(problem("too-many", "Too much is asked for at once; try again in a moment."))
        frames: list[Frame] = []
        self._small_of[client] += 1
        try:
            async with turn:
                await self._processes.run(task, frames.append)
        finally:
            self._small_of[client] -= 1
        for frame in frames:
            if frame.frame == "event" and frame.kind == "failed":
                raise ProblemError(problem_in(frame.data))
        return frames

    def _demand_room(self, source: Source, client: str) -> None:
        limits, open_jobs = self.limits, [job for job in self.jobs.values() if not job.is_over]
        of_client = [job for job in self.jobs.values() if job.client == client]
        if self.is_ending:
            raise ProblemError(problem("ending"))
        if len(open_jobs) >= limits.at_once + limits.waiting:
            raise ProblemError(problem("too-many", "Too many lists are waiting; try again in a minute."))
        if sum(not job.is_over for job in of_client) >= limits.of_client:
            raise ProblemError(
                problem("too-many", f"{limits.of_client} of your lists are being checked; wait for one.")
            )
        self._make_room(of_client, len(source.data), limits.bytes_of_client, limits.jobs)
        self._make_room(list(self.jobs.values()), len(source.data), limits.remembered, limits.jobs)

    def _make_room(self, jobs: list[Job], wanted: int, most: int, number: int) -> None:
        """Forget the lists that nobody has looked at for the longest time, until there is room for one more.

        Raises:
            ProblemError: what is left is still being checked.
        """
        over = sorted((job for job in jobs if job.is_over), key=lambda job: job.seen)
        taken, left = sum(job.size for job in jobs), len(jobs)
        while over and (taken + wanted > most or left >= number):
            job = over.pop(0)
            taken, left = taken - job.size, left - 1
            self._let_go(job)
        if taken + wanted > most or left >= number:
            raise ProblemError(problem("too-many", "There is no room for one more list; try again in a minute."))

    def _begin(self, job: Job) -> None:
        self.jobs[job.id] = job
        job.tell_event(Started(job=job.id, name=job.source.name, bytes=len(job.source.data)))
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
            async with self._lists:
                job.state = State.CHECKING
                await self._processes.run(CheckList(source=job.source, options=job.options), hear)
        except ProblemError as error:
            if not job.is_over:
                job.problem, job.state = problem_of(error), State.FAILED
                job.tell_event(Failed(problem=job.problem))
        if not job.is_over:
            job.problem, job.state = problem("internal"), State.FAILED
            job.tell_event(Failed(problem=job.problem))
        job.tell_event(Done())
        try:
            await self._keep(job)
        except ProblemError as error:
            print(f"refcheck: {error}", file=sys.stderr, flush=True)

    async def _sweep(self) -> None:
        """Forget from time to time what nobody asks for any longer."""
        while True:
            await asyncio.sleep(_SWEPT_EVERY)
            since = time.monotonic() - self.limits.forgets_after
            for job in [job for job in self.jobs.values() if job.is_over and job.seen < since]:
                self._let_go(job)


def _file_in(frames: Iterable[Frame]) -> Frame:
    for frame in frames:
        if frame.frame == "file":
            return frame
    raise ProblemError(problem("reader-died", "It took more memory or time than one list may take."))


@contextmanager
def _told_if_not_kept() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ProblemError(problem("not-kept", f"The file of kept lists: {error}.")) from error


def problem_in(data: bytes) -> Problem:
    """The problem that a process told of."""
    return Problem(**json.loads(data)["problem"])
