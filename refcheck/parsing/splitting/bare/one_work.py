"""Which identifiers are printed of one work together, and which of them are usual in a list."""

from collections import Counter
from collections.abc import Sequence

from refcheck.model import Scheme

_LINKS = frozenset({Scheme.DOI, Scheme.URL, Scheme.HANDLE})
_OF_ONE_WORK = tuple(_LINKS.union(others) for others in ((Scheme.PMID, Scheme.PMCID), (Scheme.ARXIV,), (Scheme.ISBN,)))
_MOST = 3
"""What is printed of one work together, and how much of it at most."""
_SEVERAL = 2
_USUAL_SHARE = 0.5
"""What stands in so many of the runs of such lines is usual in the list. Source: set by hand."""


def usual_schemes(found: Sequence[Sequence[Scheme]]) -> frozenset[Scheme]:
    """What is in many of the runs, by what each holds; one link is as good as another."""
    counts = Counter(
        kind for each in found for kind in {_LINKS if scheme in _LINKS else frozenset({scheme}) for scheme in each}
    )
    fewest = max(_SEVERAL, _USUAL_SHARE * len(found))
    return frozenset().union(*(kind for kind, count in counts.items() if count >= fewest))


def count_usual(found: Sequence[Sequence[Scheme]], usual: frozenset[Scheme]) -> int:
    """How many of the first lines of a run are of one work, in a list in which such are usual."""
    return count_of_one_work(found) if not usual.isdisjoint(found[0]) or (usual and are_one(found)) else 0


def count_of_one_work(found: Sequence[Sequence[Scheme]]) -> int:
    """How many of the first lines of a run may be of one work."""
    counts = range(len(found), 0, -1)
    return next((count for count in counts if are_one(found[:count])), 0)


def are_one(found: Sequence[Sequence[Scheme]]) -> bool:
    """Whether lines may be of one work, by what each holds: no scheme comes twice, and such are printed together."""
    schemes = [scheme for each in found for scheme in each]
    return len(found) <= _MOST and any(
        len(set(schemes)) == len(schemes) and together.issuperset(schemes) for together in _OF_ONE_WORK
    )
