"""Searches for a venue: whether a registry holds anything of the journal or book that a reference names.

A work that is not found is missing only where it would be held; the venue of many a work is one that registers nothing.
"""

from collections.abc import Sequence

from attrs import evolve

from refcheck import matching
from refcheck.gazetteer.unregistered import unregistered_venue
from refcheck.matching.venue import FIRST_YEAR, HELD, in_one_venue, needs_proof
from refcheck.model import Aim, Date, Hits, Match, Method, Query, Record, Reference, Work
from refcheck.registries import Registry
from refcheck.resolving.searching import answers_of, records_of


def venue_query(reference: Reference, near: Sequence[Match] = ()) -> Query | None:
    """The search for the venue of a reference, whose own search brought no more than ``near``.

    ``None`` where it could change nothing: a hit is of the venue already, the name speaks for itself, or no place in it is cited.
    """
    work = reference.work
    place = work.volume or work.issue or work.page or work.article_number
    if work.type not in HELD or not work.title or not work.container_title or not place or not needs_proof(work):
        return None
    year = work.year
    early = work.issued if year is not None and year < FIRST_YEAR else None
    if unregistered_venue(work.container_title, year) or any(_is_proof(hit.record.work, work, early) for hit in near):
        return None
    return Query(raw=work.container_title, work=Work(container_title=work.container_title, issued=early), aim=Aim.VENUE)


def _is_proof(hit: Work, work: Work, early: Date | None) -> bool:
    """Whether a hit shows already that what appeared in the venue, of that year where it is an early one, is held."""
    return in_one_venue(work, hit) and (early is None or (hit.year is not None and hit.year <= (early.year or 0)))


def search_venue(query: Query, registry: Registry) -> tuple[Record, ...]:
    """What whoever answered first holds of a venue; none where nobody holds anything, or could be asked.

    Where nothing is held of the year that is asked for and before, later works tell when the venue began.
    """
    found = _held(query, registry)
    return found or (_held(evolve(query, work=evolve(query.work, issued=None)), registry) if query.work.issued else ())


def _held(query: Query, registry: Registry) -> tuple[Record, ...]:
    for _, answer in answers_of(query, registry):
        if isinstance(answer, Hits):
            found = tuple(record for record in records_of(answer) if in_one_venue(query.work, record.work))
            if found:
                return found
    return ()


def of_venue(reference: Reference, records: Sequence[Record]) -> tuple[Match, ...]:
    """The earliest work of the venue beside the reference."""
    if not records:
        return ()
    earliest = min(records, key=_year)
    return (matching.match(reference.work, earliest, Method.SEARCH),)


def _year(record: Record) -> int:
    return record.work.year or 10_000
