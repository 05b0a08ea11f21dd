"""One run: what has been asked so far, and what it comes to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from refcheck.matching.versions import claims_article
from refcheck.model import (
    ARCHIVE,
    Answer,
    Case,
    Found,
    Hits,
    Id,
    LookupResult,
    Match,
    Method,
    NotFound,
    Query,
    Record,
    Reference,
    Scheme,
    Scope,
    Searched,
    Unavailable,
)
from refcheck.registries import Asking, Registry
from refcheck.registries.base import THREADS
from refcheck.registries.transport.spread import Prefetcher, spread
from refcheck.registries.wrappers.chain import chained
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch
from refcheck.resolving.asking import Reading, first_readings, later_ids, query_of
from refcheck.resolving.identifying import identify, read_as_found
from refcheck.resolving.linking import (
    copies,
    in_library,
    link_ids,
    links,
    other_links,
    page_match,
    readable,
    registered_match,
)
from refcheck.resolving.progress import OnResolved, Progress, ignore
from refcheck.resolving.searching import SearchOutcome, asking, of_venue, search, search_venue, venue_query


class Run:
    """Asks in three steps, and can say at any moment what is known."""

    def __init__(
        self,
        references: Sequence[Reference],
        registry: Registry,
        progress: Progress,
        *,
        today: date | None = None,
        on_resolved: OnResolved = ignore,
    ) -> None:
        """Nothing is asked yet."""
        self._today = today
        self._on_resolved = on_resolved
        self._places: dict[str, list[int]] = {}
        self._references = references
        self._registry = registry
        self._progress = progress
        self._readings = [first_readings(reference, registry.schemes) for reference in references]
        self._answers: dict[Id, Answer] = {}
        self._identified = [
            identify(reference, readings, {}) for reference, readings in zip(references, self._readings, strict=True)
        ]
        self._go_on_searching: Callable[[], None] = lambda: None
        self._started: set[str] = set()
        self._searches: dict[str, SearchOutcome] = {}
        self._venues: dict[int, tuple[Record, ...]] = {}
        self._links: dict[Id, Answer] = {}
        self._opportunistic = OpportunisticBatch(
            later_ids(reading for readings in self._readings for reading in readings)
        )
        self._interrupted = Unavailable(registry=registry.name, why="the run was interrupted")

    def ask(self) -> None:
        """Identifiers, then the other readings of those that lead nowhere, then searches for what has no record yet, and for the
        venues of what was not found.

        Links come last, where they are asked for at all.
        """
        prefetcher = self._prefetch_searches()
        self._go_on_searching = prefetcher.step
        try:
            self._tell_resolved(range(len(self._references)))
            self._lookup("identifiers", self._readings)
            self._lookup("other readings", [identified.open for identified in self._identified])
            self._search()
            prefetcher.wait()
        finally:
            prefetcher.stop()
        self._look_up_found()
        self._search_venues()
        if Scheme.URL in self._registry.schemes:
            self._link("links", links(self._references))
            self._link("other links", other_links(self._references, self._links))
        if ARCHIVE in self._registry.names():
            wanted = copies(self._references, self._links)
            self._link("archived copies", wanted)
            self._link("copies read", readable(self._links, wanted))
        self._look_up_paged()

    def cases(self) -> tuple[Case, ...]:
        """One case a reference, from what is known by now."""
        return tuple(self._case(place) for place in range(len(self._references)))

    def _lookup(self, stage: str, wanted: Sequence[Sequence[Reading]]) -> None:
        """Ask for the readings wanted, one entry a reference, and judge the references anew that want any."""
        ids = tuple(dict.fromkeys(reading.id for readings in wanted for reading in readings))
        if not ids:
            return
        try:
            self._ask(stage, ids, self._answers)
        finally:
            for place, readings in enumerate(wanted):
                if readings:
                    self._identified[place] = identify(self._references[place], self._readings[place], self._answers)
        self._tell_resolved(place for place, readings in enumerate(wanted) if readings)

    def _link(self, stage: str, ids: Sequence[Id]) -> None:
        if ids:
            self._ask(stage, ids, self._links)

    def _ask(self, stage: str, ids: Sequence[Id], answers: dict[Id, Answer]) -> None:
        """Put the answers to those given, as they come; on ^C the missing ones say so."""

        def on_progress(asking: Asking) -> None:
            self._progress(stage, asking)
            if asking.done:
                self._go_on_searching()

        try:
            for answered in chained(self._registry).lookup_each(ids, on_progress, self._opportunistic):
                answers.update(answered)
        finally:
            for key in ids:
                answers.setdefault(key, self._interrupted)

    def _prefetch_searches(self) -> Prefetcher[tuple[Reference, Query], SearchOutcome]:
        """Search, while identifiers are looked up, for what has none: nothing that is told of those could change it."""
        places = [place for place, readings in enumerate(self._readings) if not readings]
        return Prefetcher(self._search_one, self._wanted(places), self._keep, threads=THREADS)

    def _search(self) -> None:
        """Search for what the identifiers led nowhere."""
        places = [place for place, readings in enumerate(self._readings) if readings]
        for pair, sought in spread(self._search_one, self._wanted(places), threads=THREADS):
            self._keep(pair, sought)

    def _look_up_found(self) -> None:
        """Look up the DOIs of what catalogues have found, many at once, for the records of who registered them."""
        named = {text: Id.doi(found.doi) for text, found in self._searches.items() if found.doi}
        self._look_up_named(named.values())
        for text, key in named.items():
            if isinstance(answer := self._answers.get(key), Found):
                self._searches[text] = self._searches[text].registered(answer.record)

    def _look_up_paged(self) -> None:
        """The same for the DOIs that the pages name which are held for references."""
        held = (self._beside(place, self._search_of(place))[1] for place in range(len(self._references)) if self._links)
        pages = (found.record.work for found in held if found is not None and found.method is Method.URL)
        self._look_up_named(Id.doi(page.doi) for page in pages if page.doi)

    def _look_up_named(self, named: Iterable[Id]) -> None:
        wanted = tuple(key for key in dict.fromkeys(named) if key not in self._answers)
        if wanted and Scheme.DOI in self._registry.schemes:
            self._ask("found DOIs", wanted, self._answers)

    def _wanted(self, places: Sequence[int]) -> tuple[tuple[Reference, Query], ...]:
        """Return the searches for these references, once for each text that was not searched for before."""
        wanted: dict[str, tuple[Reference, Query]] = {}
        for place in places:
            query = self._query(place)
            if query is not None and query.raw not in self._started:
                wanted.setdefault(query.raw, (self._references[place], query))
                self._places.setdefault(query.raw, []).append(place)
        self._started |= wanted.keys()
        return tuple(wanted.values())

    def _search_one(self, pair: tuple[Reference, Query]) -> SearchOutcome:
        return search(*pair, self._registry)

    def _keep(self, pair: tuple[Reference, Query], sought: SearchOutcome) -> None:
        query = pair[1]
        self._searches[query.raw] = sought
        self._progress("searches", asking(query, self._registry, done=len(self._searches), total=len(self._started)))
        self._tell_resolved(self._places.get(query.raw, ()))

    def _tell_resolved(self, places: Iterable[int]) -> None:
        if self._on_resolved is ignore:
            return
        if resolved := {place: self._case(place) for place in places if self._is_resolved(place)}:
            self._on_resolved(resolved)

    def _is_resolved(self, place: int) -> bool:
        """Return whether a record is held for a reference, or nothing that is still asked could say what it is."""
        identified = self._identified[place]
        if identified.match is not None and self._query(place) is None:
            return True
        if not identified.is_known or identified.open:
            return False
        query = self._query(place)
        return (query is None or query.raw in self._searches) and self._venue(place) is None

    def _search_venues(self) -> None:
        """See whether the venues of what was not found are registered at all."""
        wanted: dict[Query, list[int]] = {}
        for place in range(len(self._references)):
            if (query := self._venue(place)) is not None:
                wanted.setdefault(query, []).append(place)
        found = spread(lambda query: search_venue(query, self._registry), tuple(wanted), threads=THREADS)
        for done, (query, records) in enumerate(found, start=1):
            self._venues |= dict.fromkeys(wanted[query], records)
            self._progress("venues", asking(query, self._registry, done=done, total=len(wanted)))

    def _venue(self, place: int) -> Query | None:
        """Return the search for the venue of a reference that was searched for and has no record, where one makes sense."""
        sought = self._search_of(place)
        if sought is None or not isinstance(sought.searched.answer, Hits):
            return None
        reference, held, near = self._beside(place, sought)
        is_broken = any(_is_unregistered(asked.answer) for asked in self._identified[place].answers)
        return venue_query(reference, near) if held is None and not is_broken else None

    def _query(self, place: int) -> Query | None:
        """Return the search for a reference that has no record, where one makes sense.

        While an answer is missing, nothing is searched for: a work found in place of an identifier that could not be looked up
        would be told as if the identifier had failed. Of a preprint that is cited as an article the article is searched for.
        """
        identified = self._identified[place]
        held = identified.match
        is_article = held is not None and claims_article(identified.reference.work, held.record)
        if (held is not None and not is_article) or not identified.is_known:
            return None
        return query_of(self._references[place], self._readings[place])

    def _search_of(self, place: int) -> SearchOutcome | None:
        """Return the search that was made for a reference, if one was."""
        query = self._query(place)
        return self._searches.get(query.raw) if query is not None else None

    def _beside(self, place: int, sought: SearchOutcome | None) -> tuple[Reference, Match | None, tuple[Match, ...]]:
        """Return a reference with the record that is held for it, and those that come near, from its identifiers and its search."""
        identified = self._identified[place]
        reference, held, near = identified.reference, identified.match, identified.refuted
        if sought is not None and isinstance(sought.searched.answer, Hits):
            found, hits = sought.beside(reference)
            if held is not None:
                hits = (found, *hits) if found is not None and found.record.id != held.record.id else hits
            elif (held := found) is not None:
                reference, held = read_as_found(reference, held)
            refuted = {found.record.id for found in near}
            near += tuple(hit for hit in hits if hit.record.id not in refuted)
        elif sought is not None and sought.reference is self._references[place]:
            near += sought.near
        if held is None and not self._identified[place].refuted:
            held = page_match(reference, self._links)
            held = held and registered_match(reference, held, self._answers)
        return reference, held, near

    def _case(self, place: int) -> Case:
        sought = self._search_of(place)
        reference, held, near = self._beside(place, sought)
        return Case(
            reference=reference,
            answers=(*self._identified[place].answers, *self._asked_links(self._identified[place].reference)),
            search=sought.searched if sought else Searched(answer=self._interrupted) if self._query(place) else None,
            match=held,
            library=in_library(reference, self._registry),
            others=near + (of_venue(reference, self._venues.get(place, ())) if held is None else ()),
            today=self._today,
        )

    def _asked_links(self, reference: Reference) -> Iterator[LookupResult]:
        return (LookupResult(id=key, answer=self._links[key]) for key in link_ids(reference, self._links))


def _is_unregistered(answer: Answer) -> bool:
    """Return whether an identifier is registered nowhere: then that is what is told of the reference."""
    return isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION
