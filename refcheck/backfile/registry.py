"""The registry of a job, opened once in each process."""

from functools import lru_cache

from refcheck.backfile.values import Job, Reach
from refcheck.registries import Registry
from refcheck.registries.connections import Connections


def registry_of(job: Job) -> Registry:
    """Whom the job asks.

    Raises:
        RecordsError: local records or an index cannot be read.
        SettingsError: a library is missing.
    """
    return _opened(job.connections, job.reach, job.identity)


@lru_cache(maxsize=2)
def _opened(connections: Connections, reach: Reach, identity: str) -> Registry:
    """An index that was made anew at the same place has another identity, and is opened anew.

    Of the further services only those that somebody named are asked: none of them is there to be searched for a whole archive.
    """
    from refcheck.registries import ladder  # what is heavy in it is imported for who is asked

    modest = connections.of_those_named()
    return ladder.online(modest) if reach is Reach.ONLINE else ladder.offline(modest)
