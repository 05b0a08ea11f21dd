"""Searches: one for all references with the same text, and one for the venue that a reference names.

A work that is not found counts as missing only if its venue registers its works; many venues register nothing.
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
"""The year to sort by of a work that has no year."""

_MOST_NEAR = 3
"""The number of near hits that are kept as evidence."""


@frozen(kw_only=True)
class SearchOutcome:
    """A search that was made for ``reference``: its answer, the hit that is the work (``held``), and the hits that come near."""

    reference: Reference
    searched: Searched
    held: Match | None = None
    near: tuple[Match, ...] = ()

    def beside(self, reference: Reference) -> tuple[Match | None, tuple[Match, ...]]:
        """Return the hit that is the work, and the near hits, for a reference that shares this search."""
        if reference is self.reference:
            return self.held, self.near
        return best_hit(reference, self.searched.answer)

    @property
    def doi(self) -> str | None:
        """The DOI that a catalogue's record names, which a registry may have a record of."""
        held = self.held.record if self.held else None
        return held.work.doi if held and held.provenance.standing is Authority.CATALOGUED else None

    def registered(self, record: Record) -> "SearchOutcome":
        """Return the outcome with the registered record in place of the catalogue's, if that is the work.

        The registered record states the notices about a work and how it was published.
        """
        found = beside(self.reference, record, Method.SEARCH)
        if not is_confirmed(found):
            return self
        answer = Hits(registry=record.provenance.registry, hits=(Hit(record=record),))
        return evolve(self, held=found, searched=evolve(self.searched, answer=answer, missed=None))

    def looked_up(self, answer: Answer | None) -> "SearchOutcome":
        """Return the outcome after its DOI was looked up: with the registered record, or with the registry's outage."""
        outcome = self.registered(answer.record) if isinstance(answer, Found) else self
        missed = outage(answer)
        return evolve(outcome, searched=evolve(outcome.searched, missed=missed)) if missed else outcome


def search(reference: Reference, query: Query, registry: Registry) -> SearchOutcome:
    """Search for ``query`` until a hit is certainly the work.

    Without such a hit, the answer is ``Unavailable`` if any registry other than a catalogue was unavailable. A chain is queried
    member by member, so that a work in the local records is not searched for on the network. Only the hit that is the work is
    kept, or otherwise the nearest hits. Which member is queried first depends on which is free; the outcome does not, as it is in
    the order of the chain.
    """
    received: list[_MemberAnswer] = []
    members = registry.members if isinstance(registry, Chain) else (registry,)
    places = {member: place for place, member in enumerate(members)}
    for member, answer in answers_of(query, registry):
        held, others = best_hit(reference, answer)
        latest = _MemberAnswer(place=places[member], member=member, answer=answer, others=others)
        insort(received, latest, key=attrgetter("place"))
        if held is not None and isinstance(answer, Hits):
            searched = Searched(answer=_only(answer, [held]), asked=_asked(received), missed=_missed(received, held))
            return SearchOutcome(reference=reference, searched=searched, held=held)
    near = _nearest(received)
    return SearchOutcome(
        reference=reference,
        searched=Searched(answer=_together(received, registry, near), asked=_asked(received)),
        near=near,
    )


@frozen(kw_only=True)
class _MemberAnswer:
    """The answer of a member of a chain, its place in the chain, and the matches of its hits with the reference."""

    place: int
    member: Registry
    answer: Hits | Unavailable
    others: tuple[Match, ...]

    @property
    def is_catalogue(self) -> bool:
        return traits_of(self.member).is_catalogue


def _together(received: Sequence[_MemberAnswer], registry: Registry, near: Sequence[Match]) -> Hits | Unavailable:
    """Return the combined answer: the nearest hits, named after the last registry that states its coverage, and the catalogues."""
    closed = (each.answer for each in received if isinstance(each.answer, Unavailable) and not each.is_catalogue)
    if (first := next(closed, None)) is not None:
        return first
    answers = [(each.answer, traits_of(each.member)) for each in received if isinstance(each.answer, Hits)]
    if not answers:
        cause = Cause.UNKNOWN if received else Cause.UNABLE
        return Unavailable(registry=registry.name, why="cannot be searched for this", cause=cause)
    registering = [(answer.registry, traits.holds) for answer, traits in answers if not traits.is_catalogue]
    widest = ([name for name, holds in registering if holds] or [name for name, _ in registering])[-1:]
    name = ", ".join((*widest, *(answer.registry for answer, traits in answers if traits.is_catalogue)))
    hits = tuple(hit for answer, _ in answers for hit in answer.hits)
    return _only(Hits(registry=name, hits=hits), near)


def _missed(received: Iterable[_MemberAnswer], held: Match) -> Unavailable | None:
    """Return the outage of a registry other than a catalogue, if the accepted record is a catalogue's."""
    if held.record.provenance.standing is not Authority.CATALOGUED:
        return None
    closed = (outage(each.answer) for each in received if not each.is_catalogue)
    return next(filter(None, closed), None)


def _asked(received: Iterable[_MemberAnswer]) -> tuple[SearchedAt, ...]:
    return tuple(_searched_at(each.member, each.answer) for each in received)


def asking(query: Query, registry: Registry, *, done: int, total: int) -> Asking:
    """Return the progress of the searches, named after the registries that a search like ``query`` is sent to."""
    searched = [member for member in chained(registry).members if member.plan((), (query,))]
    return Asking(
        registry=", ".join(member.name for member in searched),
        done=done,
        total=total,
        least=max((traits_of(member).least_seconds(total - done) for member in searched), default=0.0),
    )


def answers_of(query: Query, registry: Registry) -> Iterable[tuple[Registry, Hits | Unavailable]]:
    """Return each registry with its answer to a query; a chain queries its members only as the result is iterated over."""
    return registry.search_each(query) if isinstance(registry, Chain) else [(registry, registry.search((query,))[0])]


def _searched_at(registry: Registry, answer: Hits | Unavailable) -> SearchedAt:
    holds = traits_of(registry).holds
    if isinstance(answer, Unavailable):
        return SearchedAt(registry=answer.registry, holds=holds, why=answer.why)
    return SearchedAt(registry=answer.registry, holds=holds, hits=len(answer.hits))


def _nearest(received: Iterable[_MemberAnswer]) -> tuple[Match, ...]:
    """Return the nearest hits; hits of equal score are in the order of the chain and then of their identifiers."""
    hits = ((each.place, match) for each in received for match in each.others)
    ranked = sorted(hits, key=lambda pair: (-pair[1].score, pair[0], pair[1].record.id.value))
    return tuple(match for _, match in ranked[:_MOST_NEAR])


def _only(hits: Hits, matches: Sequence[Match]) -> Hits:
    """Return only the hits that ``matches`` are of, in the order of ``matches``."""
    by_record = {hit.record: hit for hit in hits.hits}
    return evolve(hits, hits=tuple(by_record[found.record] for found in matches))


def venue_query(reference: Reference, near: Sequence[Match] = ()) -> Query | None:
    """Return the search for the venue of a reference whose own search found no more than ``near``.

    ``None`` if it could change nothing: a hit is of the venue already, the venue is known to register nothing or needs no proof,
    or no volume or page in it is cited.
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
    """Return whether a hit already shows that the venue is registered, and for an ``early`` year, that it was by then."""
    return in_one_venue(work, hit) and (early is None or (hit.year is not None and hit.year <= (early.year or 0)))


def search_venue(query: Query, registry: Registry) -> tuple[Record, ...]:
    """Return the records of a venue from the first registry that has any; empty if no registry has any or could be queried.

    If there are no records up to the year of the query, later works show when the venue's records begin.
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
    """Return the match of the reference with the earliest work of the venue."""
    if not records:
        return ()
    earliest = min(records, key=lambda record: record.work.year or _NEVER)
    return (matching.match(reference.work, earliest, Method.SEARCH),)
