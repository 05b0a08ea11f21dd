"""Estimate of how much a run would ask of a public registry, told before it does."""

from collections.abc import Sequence

from attrs import evolve, frozen

from refcheck.backfile.partitions import read
from refcheck.backfile.processes import registry_of
from refcheck.backfile.values import Job, Partition, Reach
from refcheck.model import Query, Reference, Unavailable
from refcheck.registries.connections import CROSSREF_URL
from refcheck.resolving import resolve
from refcheck.resolving.progress import in_words
from refcheck.resolving.searching import asking

MOST_UNASKED = 5_000
"""How many searches of a public registry are made without asking."""

_LOOKED_AT = 4
"""Partitions that an estimate is made from."""


@frozen(kw_only=True)
class Estimate:
    """Searches that the network would be asked for, and the seconds that they take at the registry's pace.

    ``looked_at`` of ``partitions`` were counted; where that is not all, the rest is taken to be like them. ``is_public`` says that
    it is the public Crossref that is asked.
    """

    searches: int
    seconds: float
    looked_at: int
    partitions: int
    is_public: bool = True

    @property
    def is_large(self) -> bool:
        """Whether it is more than a public registry is asked for without permission."""
        return self.is_public and self.searches > MOST_UNASKED

    def __str__(self) -> str:
        """In words."""
        if not self.searches:
            return "no searches of Crossref"
        about = "" if self.looked_at == self.partitions else "about "
        return f"{about}{self.searches:,} searches of Crossref, {in_words(self.seconds)} at its pace"


def estimated(partitions: Sequence[Partition], job: Job) -> Estimate:
    """Return what searching would take for the references that neither name a DOI nor are held here. Nothing is sent.

    Of those that name a DOI, a few more may be searched for, where the DOI leads nowhere.
    """
    if job.reach is Reach.OFFLINE or not partitions:
        return Estimate(searches=0, seconds=0.0, looked_at=len(partitions), partitions=len(partitions))
    sample = partitions[:: -(-len(partitions) // _LOOKED_AT)]
    counted = [_searched(partition, evolve(job, reach=Reach.OFFLINE)) for partition in sample]
    searches = round(sum(map(len, counted)) * len(partitions) / len(sample))
    one = next((reference for references in counted for reference in references.values()), None)
    seconds = 0.0
    if one is not None:
        query = Query(raw=one.raw, work=one.work)
        seconds = asking(query, registry_of(job), done=0, total=searches).least
    return Estimate(
        searches=searches,
        seconds=seconds,
        looked_at=len(sample),
        partitions=len(partitions),
        is_public=needs_permission(job),
    )


def needs_permission(job: Job) -> bool:
    """Return whether the job searches the public Crossref, which is not asked for much without thought."""
    return job.reach is Reach.ONLINE and job.connections.crossref_url == CROSSREF_URL


def _searched(partition: Partition, job: Job) -> dict[str, Reference]:
    """Return the references of a partition that a search would be made for, once for each text."""
    references = [each for given in read(partition, job).documents for each in given.bibliography.references]
    return {
        case.reference.raw: case.reference
        for case in resolve(references, registry_of(job))
        if case.match is None and case.search is not None and isinstance(case.search.answer, Unavailable)
    }
