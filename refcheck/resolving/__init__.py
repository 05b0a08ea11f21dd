"""Resolving: which registry is asked what about a reference, in which order, and which record is its own.

References → cases: every reference beside what the registries say of it; and what a run would send, without sending it.
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
    """Return the requests of ``resolve(references, registry)``: those that are sent in any case, then those that may follow.

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
    """Return the searches, once for each text: that of the first reference which has it."""
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
    """^C while the registries were asked; ``cases`` hold what was known by then, one for every reference."""

    def __init__(self, cases: tuple[Case, ...]) -> None:
        """Keep what is known."""
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
    """Ask ``registry`` about every reference, in as few requests as possible.

    All identifiers go in one lookup. Where one is not registered, or belongs to another work, its other readings go in a
    second; one of them is taken only if its record is the cited work. What has no record by then is searched for.

    Args:
        references: of one or of several lists; what they share is asked once.
        registry: whom to ask.
        today: the day of the audit, handed on to the cases.
        progress: is told how far it is.
        on_resolved: hears of references as soon as it is known what they are.

    Returns:
        One case for each reference, in order.

    Raises:
        Interrupted: ^C.
    """
    run = Run(references, registry, progress or unseen, today=today, on_resolved=on_resolved)
    try:
        run.ask()
    except KeyboardInterrupt:
        raise Interrupted(run.cases()) from None
    return run.cases()
