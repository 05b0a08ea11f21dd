"""Whether there is room for one more list, and which are forgotten for it."""

from collections.abc import Iterable, Sequence

from refcheck.servers.page.problems import ProblemError, problem
from refcheck.servers.web.jobs import Job
from refcheck.servers.web.limits import Limits


def given_up(jobs: Iterable[Job], size: int, client: str, limits: Limits) -> list[Job]:
    """The lists that make room for one of ``size`` bytes: those that are done and that nobody has looked at for the longest time.

    Raises:
        ProblemError: there is no room; too much is waited for.
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
