"""Searches: one for all references of the same text, and for the venue that a reference names.

A work that is not found is missing only where it would be held; the venue of many a work is one that registers nothing.
"""

from bisect import insort
from collections.abc import Iterable, Sequence
from operator import attrgetter

from attrs import evolve, frozen

from refcheck import matching
from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.matching.appearance import FIRST_YEAR, HELD, in_one_venue, is_placed, needs_proof
from refcheck.model import (
    Aim,
    Answer,
    Authority,
    Cause,
    Date,
    Found,
    Hit,
    Hits,
    Match,
    Method,
    Query,
    Record,
    Reference,
    Searched,
    SearchedAt,
    Unavailable,
    Work,
    outage,
)
from refcheck.registries import Chain, Registry
from refcheck.registries.base import Asking, traits_of
from refcheck.registries.wrappers.chain import chained
from refcheck.resolving.identifying import beside, best_hit, is_confirmed, records_of

_NEVER = 10_000
"""The year of what has none."""

_MOST_NEAR = 3
"""Near hits that are kept as evidence."""


@frozen(kw_only=True)
class SearchOutcome:
    """A search that was made for ``reference``: what it brought, and which hit is its work or comes near."""

    reference: Reference
    searched: Searched
    held: Match | None = None
    near: tuple[Match, ...] = ()

    def beside(self, reference: Reference) -> tuple[Match | None, tuple[Match, ...]]:
        """Return the same for another reference that the same search was for."""
        if reference is self.reference:
            return self.held, self.near
        return best_hit(reference, self.searched.answer)

    @property
    def doi(self) -> str | None:
        """The DOI that a catalogue names, of which whoever registers it may have the record."""
        held = self.held.record if self.held else None
        return held.work.doi if held and held.provenance.standing is Authority.CATALOGUED else None

    def registered(self, record: Record) -> "SearchOutcome":
        """Return the same with the registered record in the place of the catalogue's, where that is the work.

        What became of a work stands there, and there it is told how it was published.
        """
        found = beside(self.reference, record, Method.SEARCH)
        if not is_confirmed(found):
            return self
        answer = Hits(registry=record.provenance.registry, hits=(Hit(record=record),))
        return evolve(self, held=found, searched=evolve(self.searched, answer=answer, missed=None))

    def looked_up(self, answer: Answer | None) -> "SearchOutcome":
        """Return the same after its DOI was looked up: with the registered record, or with the outage of whoever may have it."""
        told = self.registered(answer.record) if isinstance(answer, Found) else self
        missed = outage(answer)
        return evolve(told, searched=evolve(told.searched, missed=missed)) if missed else told


def search(reference: Reference, query: Query, registry: Registry) -> SearchOutcome:
    """Ask for ``query`` until a hit is surely the work. Without one the answer is ``Unavailable`` if anybody was.

    A chain is asked member by member, so that what local records hold is not asked of the network. Of the hits, only the work
    is kept, or else those that come nearest to it. Who is asked first depends on who has time; what is told does not: all is in
    the order of the chain.
    """
    heard: list[_Heard] = []
    members = registry.members if isinstance(registry, Chain) else (registry,)
    places = {member: place for place, member in enumerate(members)}
    for member, answer in answers_of(query, registry):
        held, others = best_hit(reference, answer)
        said = _Heard(place=places[member], member=member, answer=answer, others=others)
        insort(heard, said, key=attrgetter("place"))
        if held is not None and isinstance(answer, Hits):
            searched = Searched(answer=_only(answer, [held]), asked=_asked(heard), missed=_missed(heard, held))
            return SearchOutcome(reference=reference, searched=searched, held=held)
    near = _nearest(heard)
    return SearchOutcome(
        reference=reference, searched=Searched(answer=_together(heard, registry, near), asked=_asked(heard)), near=near
    )


@frozen(kw_only=True)
class _Heard:
    """The answer of a member of a chain, its place there, and its hits beside the reference."""

    place: int
    member: Registry
    answer: Hits | Unavailable
    others: tuple[Match, ...]

    @property
    def is_catalogue(self) -> bool:
        return traits_of(self.member).is_catalogue


def _together(heard: Sequence[_Heard], registry: Registry, near: Sequence[Match]) -> Hits | Unavailable:
    """Return the one answer of all: the nearest hits, named after the last registry that says what it holds, and the catalogues."""
    closed = (each.answer for each in heard if isinstance(each.answer, Unavailable) and not each.is_catalogue)
    if (first := next(closed, None)) is not None:
        return first
    answers = [(each.answer, traits_of(each.member)) for each in heard if isinstance(each.answer, Hits)]
    if not answers:
        cause = Cause.UNKNOWN if heard else Cause.UNABLE
        return Unavailable(registry=registry.name, why="cannot be searched for this", cause=cause)
    registering = [(answer.registry, traits.holds) for answer, traits in answers if not traits.is_catalogue]
    widest = ([name for name, holds in registering if holds] or [name for name, _ in registering])[-1:]
    name = ", ".join((*widest, *(answer.registry for answer, traits in answers if traits.is_catalogue)))
    hits = tuple(hit for answer, _ in answers for hit in answer.hits)
    return _only(Hits(registry=name, hits=hits), near)


def _missed(heard: Iterable[_Heard], held: Match) -> Unavailable | None:
    """Return the outage of a registry that registers works, where a catalogue's record is held."""
    if held.record.provenance.standing is not Authority.CATALOGUED:
        return None
    closed = (outage(each.answer) for each in heard if not each.is_catalogue)
    return next(filter(None, closed), None)


def _asked(heard: Iterable[_Heard]) -> tuple[SearchedAt, ...]:
    return tuple(_searched_at(each.member, each.answer) for each in heard)


def asking(query: Query, registry: Registry, *, done: int, total: int) -> Asking:
    """Return how far the searches are, named after those that a search like ``query`` is sent to."""
    searched = [member for member in chained(registry).members if member.plan((), (query,))]
    return Asking(
        registry=", ".join(member.name for member in searched),
        done=done,
        total=total,
        least=max((traits_of(member).least_seconds(total - done) for member in searched), default=0.0),
    )


def answers_of(query: Query, registry: Registry) -> Iterable[tuple[Registry, Hits | Unavailable]]:
    """Return who says what to a query; of a chain each member, as far as it is asked for."""
    return registry.search_each(query) if isinstance(registry, Chain) else [(registry, registry.search((query,))[0])]


def _searched_at(registry: Registry, answer: Hits | Unavailable) -> SearchedAt:
    holds = traits_of(registry).holds
    if isinstance(answer, Unavailable):
        return SearchedAt(registry=answer.registry, holds=holds, why=answer.why)
    return SearchedAt(registry=answer.registry, holds=holds, hits=len(answer.hits))


def _nearest(heard: Iterable[_Heard]) -> tuple[Match, ...]:
    """Return the hits that come nearest; of those that come as near, by the order of the chain and then by identifier."""
    hits = ((each.place, match) for each in heard for match in each.others)
    ranked = sorted(hits, key=lambda pair: (-pair[1].score, pair[0], pair[1].record.id.value))
    return tuple(match for _, match in ranked[:_MOST_NEAR])


def _only(hits: Hits, matches: Sequence[Match]) -> Hits:
    """Return those of the hits that ``matches`` are of, in their order."""
    by_record = {hit.record: hit for hit in hits.hits}
    return evolve(hits, hits=tuple(by_record[found.record] for found in matches))


def venue_query(reference: Reference, near: Sequence[Match] = ()) -> Query | None:
    """Return the search for the venue of a reference, whose own search brought no more than ``near``.

    ``None`` where it could change nothing: a hit is of the venue already, the name speaks for itself, or no place in it is cited.
    """
    work = reference.work
    if work.type not in HELD or not (work.title and work.container_title and is_placed(work) and needs_proof(work)):
        return None
    year = work.year
    early = work.issued if year is not None and year < FIRST_YEAR else None
    if unregistered_venue(work.container_title, year) or any(_is_proof(hit.record.work, work, early) for hit in near):
        return None
    return Query(raw=work.container_title, work=Work(container_title=work.container_title, issued=early), aim=Aim.VENUE)


def _is_proof(hit: Work, work: Work, early: Date | None) -> bool:
    """Return whether a hit shows already that what appeared in the venue, of that year where it is an early one, is held."""
    return in_one_venue(work, hit) and (early is None or (hit.year is not None and hit.year <= (early.year or 0)))


def search_venue(query: Query, registry: Registry) -> tuple[Record, ...]:
    """Return what whoever answered first holds of a venue; none where nobody holds anything, or could be asked.

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
    """Return the earliest work of the venue beside the reference."""
    if not records:
        return ()
    earliest = min(records, key=lambda record: record.work.year or _NEVER)
    return (matching.match(reference.work, earliest, Method.SEARCH),)
