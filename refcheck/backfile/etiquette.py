"""Estimate of the searches that a run would make of a public registry, shown before it makes them."""

from collections.abc import Sequence

from attrs import evolve, frozen

from refcheck.backfile.partitions import read
from refcheck.backfile.processes import registry_of
from refcheck.backfile.values import Job, Partition, Reach
from refcheck.model import Case, Id, Query, Reference, Unavailable
from refcheck.registries.connections import CROSSREF_URL
from refcheck.resolving import resolve
from refcheck.resolving.progress import in_words
from refcheck.resolving.searching import asking

MOST_UNASKED = 5_000
"""Most searches of a public registry that are made without the user's permission."""

_SAMPLED = 4
"""Partitions on which an estimate is based."""


@frozen(kw_only=True)
class Estimate:
    """Searches and look-ups that would be made over the network, and the seconds that the searches take at the registry's pace.

    ``looked_at`` of ``partitions`` were counted; the rest are assumed to be like them. ``is_public`` states whether the public
    Crossref is searched.
    """

    searches: int
    lookups: int
    seconds: float
    looked_at: int
    partitions: int
    is_public: bool = True

    @property
    def is_large(self) -> bool:
        """Whether there are more searches than are made of a public registry without permission."""
        return self.is_public and self.searches > MOST_UNASKED

    def __str__(self) -> str:
        """Return the estimate in words."""
        about = "" if self.looked_at == self.partitions else "about "
        searches = "no searches of Crossref"
        if self.searches:
            searches = f"{about}{self.searches:,} searches of Crossref, {in_words(self.seconds)} at its pace"
        return f"{searches}; {about}{self.lookups:,} look-ups of identifiers" if self.lookups else searches


def estimated(partitions: Sequence[Partition], job: Job) -> Estimate:
    """Return an estimate of the look-ups, and of the searches for references without a DOI, beyond local records. Nothing is sent.

    A few of the references with a DOI may be searched for as well, if the DOI is not found.
    """
    if job.reach is Reach.OFFLINE or not partitions:
        return Estimate(searches=0, lookups=0, seconds=0.0, looked_at=len(partitions), partitions=len(partitions))
    sample = partitions[:: -(-len(partitions) // _SAMPLED)]
    cases = [_cases(partition, evolve(job, reach=Reach.OFFLINE)) for partition in sample]
    counted = [_searched(each) for each in cases]
    looked_up = [_looked_up(each) for each in cases]
    searches, lookups = (round(sum(map(len, each)) * len(partitions) / len(sample)) for each in (counted, looked_up))
    one = next((reference for references in counted for reference in references.values()), None)
    seconds = 0.0
    if one is not None:
        query = Query(raw=one.raw, work=one.work)
        seconds = asking(query, registry_of(job), done=0, total=searches).least
    return Estimate(
        searches=searches,
        lookups=lookups,
        seconds=seconds,
        looked_at=len(sample),
        partitions=len(partitions),
        is_public=needs_permission(job),
    )


def needs_permission(job: Job) -> bool:
    """Return whether the job searches the public Crossref, where many searches need the user's permission."""
    return job.reach is Reach.ONLINE and job.connections.crossref_url == CROSSREF_URL


def _cases(partition: Partition, job: Job) -> Sequence[Case]:
    references = [each for given in read(partition, job).documents for each in given.bibliography.references]
    return resolve(references, registry_of(job))


def _searched(cases: Sequence[Case]) -> dict[str, Reference]:
    """Return the references of a partition that would be searched for, one for each distinct text."""
    return {
        case.reference.raw: case.reference
        for case in cases
        if case.match is None and case.search is not None and isinstance(case.search.answer, Unavailable)
    }


def _looked_up(cases: Sequence[Case]) -> set[Id]:
    """Return the identifiers of a partition that would be looked up."""
    return {each.id for case in cases for each in case.answers if isinstance(each.answer, Unavailable)}
