"""Searches: one for all references of the same text, and no further than needed."""

from collections.abc import Iterable

from refcheck.model import Hits, Query, Record, Reference, Searched, Unavailable
from refcheck.registries import Chain, Registry
from refcheck.resolving.judging import best_hit


def search(reference: Reference, query: Query, registry: Registry) -> Searched:
    """Ask for ``query`` until a hit is surely the work. Without one the answer is ``Unavailable`` if anybody was.

    A chain is asked member by member, so that what local records hold is not asked of the network.
    """
    closed: Unavailable | None = None
    heard: list[Hits] = []
    for answer in _answers(query, registry):
        if isinstance(answer, Unavailable):
            closed = closed or answer
            continue
        heard.append(answer)
        if best_hit(reference, records_of(answer))[0] is not None:
            return Searched(answer=answer)
    if closed is not None or not heard:
        return Searched(answer=closed or Unavailable(registry=registry.name, why="cannot be searched"))
    return Searched(answer=_together(heard))


def records_of(hits: Hits) -> tuple[Record, ...]:
    """The records of a search, in its order."""
    return tuple(hit.record for hit in hits.hits)


def _answers(query: Query, registry: Registry) -> Iterable[Hits | Unavailable]:
    return registry.search_each(query) if isinstance(registry, Chain) else registry.search((query,))


def _together(heard: list[Hits]) -> Hits:
    """The hits of all that were searched. They are named after the last, the widest."""
    return Hits(registry=heard[-1].registry, hits=tuple(hit for hits in heard for hit in hits.hits))
