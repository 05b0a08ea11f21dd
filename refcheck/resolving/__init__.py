"""Resolve references: query the registries in order, and decide which record belongs to each reference.

References → cases: each reference with what the registries say about it. ``plan`` returns what a run would send, and sends nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve

from refcheck.model import ARCHIVE, Case, Query, Reference, Scheme
from refcheck.registries import Planned, Registry
from refcheck.registries.wrappers.chain import chained
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch
from refcheck.resolving.asking import Reading, first_readings, later_ids, query_of
from refcheck.resolving.linking import links, possible_copies
from refcheck.resolving.progress import OnResolved, Progress, ignore, unseen
from refcheck.resolving.run import Run
from refcheck.resolving.searching import venue_query

__all__ = ["Interrupted", "OnResolved", "Progress", "ignore", "plan", "resolve"]


def plan(references: Sequence[Reference], registry: Registry) -> tuple[Planned, ...]:
    """Return the requests of ``resolve(references, registry)``: those that are always sent, then those that may follow.

    Nothing is sent. Answers that are available locally (local records, a cache) are read.
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
    """Return one search for each distinct text, keyed by the text; the first reference with that text supplies it."""
    queries: dict[str, Query] = {}
    for pair in pairs:
        if (query := query_of(*pair)) is not None:
            queries.setdefault(query.raw, query)
    return queries


def _venues(references: Iterable[Reference]) -> tuple[Query, ...]:
    return tuple(dict.fromkeys(query for reference in references if (query := venue_query(reference)) is not None))


def _if(condition: str, planned: Iterable[Planned]) -> Iterator[Planned]:
    return (evolve(each, when=f"{condition}; {each.when}" if each.when else condition) for each in planned)


class Interrupted(KeyboardInterrupt):
    """The user pressed ^C during a run; ``cases`` holds what was known by then, one case for each reference."""

    def __init__(self, cases: tuple[Case, ...]) -> None:
        """Store the cases."""
        super().__init__()
        self.cases = cases


def resolve(
    references: Sequence[Reference],
    registry: Registry,
    *,
    today: date | None = None,
    progress: Progress | None = None,
    on_resolved: OnResolved = ignore,
) -> tuple[Case, ...]:
    """Query ``registry`` about every reference, in as few requests as possible.

    All identifiers go in one lookup. If an identifier is not registered, or belongs to another work, its other readings go in a
    second lookup; a reading is accepted only if its record is the cited work. References without a record are then searched for.

    Args:
        references: the references of one or several lists; a query that they share is sent once.
        registry: the registry to query.
        today: the date of the audit, passed on to the cases.
        progress: called with the progress of each stage.
        on_resolved: called with references as soon as they are resolved.

    Returns:
        One case for each reference, in order.

    Raises:
        Interrupted: the user pressed ^C.
    """
    run = Run(references, registry, progress or unseen, today=today, on_resolved=on_resolved)
    try:
        run.ask()
    except KeyboardInterrupt:
        raise Interrupted(run.cases()) from None
    return run.cases()
