"""One reference of a run: all that is known about it, and its result."""

from collections.abc import Mapping, Set
from datetime import date

from attrs import Factory, define

from refcheck.matching.appearance import claims_article
from refcheck.model import (
    Answer,
    Case,
    Hits,
    Id,
    LookupResult,
    Match,
    NotFound,
    Query,
    Record,
    Reference,
    Scheme,
    Scope,
    Searched,
    Unavailable,
)
from refcheck.registries import Registry
from refcheck.resolving.asking import Reading, first_readings, query_of
from refcheck.resolving.identifying import Identified, identify, read_as_found
from refcheck.resolving.linking import in_library, link_ids, page_match, registered_match
from refcheck.resolving.searching import SearchOutcome, of_venue, venue_query


@define
class Heard:
    """The answers received so far: for identifiers, for links, and for searches by their text."""

    answers: dict[Id, Answer] = Factory(dict)
    links: dict[Id, Answer] = Factory(dict)
    searches: dict[str, SearchOutcome] = Factory(dict)


@define
class ReferenceState:
    """One reference at its ``place``: its readings, what they led to, and the registered records of its ``venue``."""

    place: int
    reference: Reference
    readings: tuple[Reading, ...]
    identified: Identified
    venue: tuple[Record, ...] = ()

    @classmethod
    def of(cls, place: int, reference: Reference, schemes: Set[Scheme]) -> "ReferenceState":
        """Return the initial state of a reference, before any query to the registries of ``schemes``."""
        readings = first_readings(reference, schemes)
        return cls(place, reference, readings, identify(reference, readings, {}))

    def judge(self, answers: Mapping[Id, Answer]) -> None:
        """Judge its identifiers again, by the answers received so far."""
        self.identified = identify(self.reference, self.readings, answers)

    @property
    def query(self) -> Query | None:
        """The search for a reference that has no record, where one makes sense.

        While an answer is missing, nothing is searched for: a work found instead of an identifier that could not be looked up
        would be reported as if the identifier had failed. For a preprint that is cited as an article, the article is searched for.
        """
        held = self.identified.match
        is_article = held is not None and claims_article(self.identified.reference.work, held.record)
        if (held is not None and not is_article) or not self.identified.is_known:
            return None
        return query_of(self.reference, self.readings)

    def search(self, heard: Heard) -> SearchOutcome | None:
        """Return the search that was made for it, or ``None``."""
        query = self.query
        return heard.searches.get(query.raw) if query is not None else None

    def is_resolved(self, heard: Heard) -> bool:
        """Return whether it has a record, or no later query could find one."""
        query = self.query
        if self.identified.match is not None and query is None:
            return True
        if not self.identified.is_known or self.identified.open:
            return False
        return (query is None or query.raw in heard.searches) and self.venue_query(heard) is None

    def venue_query(self, heard: Heard) -> Query | None:
        """Return the search for its venue, if the reference was searched for, has no record, and the search makes sense.

        ``None`` if an identifier is registered nowhere: then that is what is reported about the reference.
        """
        sought = self.search(heard)
        if sought is None or not isinstance(sought.searched.answer, Hits):
            return None
        reference, held, near = self.beside(heard)
        answers = (asked.answer for asked in self.identified.answers)
        is_broken = any(isinstance(each, NotFound) and each.scope is Scope.REGISTRATION for each in answers)
        return venue_query(reference, near) if held is None and not is_broken else None

    def beside(self, heard: Heard) -> tuple[Reference, Match | None, tuple[Match, ...]]:
        """Return the reference, the record accepted for it, and the near records, from its identifiers and its search."""
        sought, identified = self.search(heard), self.identified
        reference, held, near = identified.reference, identified.match, identified.refuted
        if sought is not None and isinstance(sought.searched.answer, Hits):
            found, hits = sought.beside(reference)
            if held is not None:
                hits = (found, *hits) if found is not None and found.record.id != held.record.id else hits
            elif (held := found) is not None:
                reference, held = read_as_found(reference, held)
            refuted = {found.record.id for found in near}
            near += tuple(hit for hit in hits if hit.record.id not in refuted)
        elif sought is not None and sought.reference is self.reference:
            near += sought.near
        if held is None and not identified.refuted:
            held = page_match(reference, heard.links)
            held = held and registered_match(reference, held, heard.answers)
        return reference, held, near

    def case(self, heard: Heard, registry: Registry, missing: Unavailable, today: date | None) -> Case:
        """Return its case; ``missing`` is the answer of a search that should have been made and was not."""
        sought, identified = self.search(heard), self.identified
        reference, held, near = self.beside(heard)
        links = (LookupResult(id=key, answer=heard.links[key]) for key in link_ids(identified.reference, heard.links))
        return Case(
            reference=reference,
            answers=(*identified.answers, *links),
            search=sought.searched if sought else Searched(answer=missing) if self.query else None,
            match=held,
            library=in_library(reference, registry),
            others=near + (of_venue(reference, self.venue) if held is None else ()),
            today=today,
        )
