"""The library of whoever checks a list: what it has of the cited works, whoever else holds them."""

from refcheck.matching import printed
from refcheck.model import Hits, Match, Query, Reference
from refcheck.registries import Chain, Registry
from refcheck.registries.base import is_last
from refcheck.resolving.judging import best_hit
from refcheck.resolving.searching import records_of


def in_library(reference: Reference, registry: Registry) -> Match | None:
    """The entry that is surely the cited work, beside the reference; ``None`` without one, or without a library.

    A library is searched on this machine, so that nothing is sent.
    """
    members = registry.members if isinstance(registry, Chain) else (registry,)
    query = Query(raw=printed(reference), work=reference.work)
    for member in filter(is_last, members):
        answer = member.search((query,))[0]
        held = best_hit(reference, records_of(answer))[0] if isinstance(answer, Hits) else None
        if held is not None:
            return held
    return None
