"""What a run would send, without sending it."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from refcheck.model import ARCHIVE, Query, Reference, Scheme
from refcheck.registries import Planned, Registry
from refcheck.registries.wrappers.chain import chained
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch
from refcheck.resolving.asking import Reading, first_readings, later_ids, query_of
from refcheck.resolving.linking import links, possible_copies
from refcheck.resolving.searching import venue_query


def plan(references: Sequence[Reference], registry: Registry) -> tuple[Planned, ...]:
    """The requests of ``resolve(references, registry)``: those that are sent in any case, then those that may follow.

    Nothing is sent. Answers at hand (local records, a cache) are read.
    """
    pairs = [(reference, first_readings(reference, registry.schemes)) for reference in references]
    chain = chained(registry)
    ids = tuple(dict.fromkeys(reading.id for _, readings in pairs for reading in readings))
    others = later_ids(reading for _, readings in pairs for reading in readings)
    opportunistic = OpportunisticBatch(others)
    sure = _by_text(pair for pair in pairs if not pair[1])
    later = _by_text(pair for pair in pairs if pair[1])
    pages = links(references) if Scheme.URL in registry.schemes else ()
    copies = possible_copies(references) if pages and ARCHIVE in registry.names() else ()
    return (
        *chain.plan((*ids, *pages), tuple(sure.values()), opportunistic),
        *_if(
            "if the first reading leads nowhere",
            chain.plan(tuple(key for key in others if key not in ids), (), opportunistic),
        ),
        *_if(
            "if no identifier leads to the work", registry.plan((), [later[text] for text in later if text not in sure])
        ),
        *_if("if its page is gone", registry.plan(copies, ())),
        *_if(
            "if nothing like a work is found, to see whether its venue is held",
            registry.plan((), _venues(reference for reference, readings in pairs if query_of(reference, readings))),
        ),
    )


def _by_text(pairs: Iterable[tuple[Reference, Sequence[Reading]]]) -> dict[str, Query]:
    """The searches, once for each text: that of the first reference which has it."""
    queries: dict[str, Query] = {}
    for pair in pairs:
        if (query := query_of(*pair)) is not None:
            queries.setdefault(query.raw, query)
    return queries


def _venues(references: Iterable[Reference]) -> tuple[Query, ...]:
    return tuple(dict.fromkeys(query for reference in references if (query := venue_query(reference)) is not None))


def _if(condition: str, planned: Iterable[Planned]) -> Iterator[Planned]:
    return (evolve(each, when=f"{condition}; {each.when}" if each.when else condition) for each in planned)
