"""One run: the order in which the registries are queried about its references."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from attrs import define, field

from refcheck.model import ARCHIVE, Answer, Case, Id, Method, Query, Reference, Scheme, Unavailable
from refcheck.registries import Asking, Registry
from refcheck.registries.base import THREADS
from refcheck.registries.transport.spread import Prefetcher, spread
from refcheck.registries.wrappers.chain import chained
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch
from refcheck.resolving.asking import Reading, later_ids
from refcheck.resolving.linking import copies, links, other_links, readable
from refcheck.resolving.progress import OnResolved, Progress, Stage, ignore
from refcheck.resolving.reference_state import Heard, ReferenceState
from refcheck.resolving.searching import SearchOutcome, asking, search, search_venue


@define(eq=False, slots=False)
class Run:
    """Query the registries stage by stage; ``cases`` returns at any time what is known so far."""

    _references: Sequence[Reference]
    _registry: Registry
    _progress: Progress
    _today: date | None = field(default=None, kw_only=True)
    _on_resolved: OnResolved = field(default=ignore, kw_only=True)
    _heard: Heard = field(factory=Heard, init=False)
    _searched_for: dict[str, list[ReferenceState]] = field(factory=dict, init=False)
    _go_on_searching: Callable[[], None] = field(default=lambda: None, init=False)

    def __attrs_post_init__(self) -> None:
        """Set up the state of each reference; nothing is queried yet."""
        schemes = self._registry.schemes
        self._states = [ReferenceState.of(place, each, schemes) for place, each in enumerate(self._references)]
        self._opportunistic = OpportunisticBatch(later_ids(each for state in self._states for each in state.readings))
        self._interrupted = Unavailable(registry=self._registry.name, why="the run was interrupted")

    def ask(self) -> None:
        """Look up identifiers, then other readings of those that lead nowhere; then search for references without a record, and for
        the venues of those that were not found.

        Links come last, if the registry checks them at all.
        """
        prefetcher = self._prefetch_searches()
        self._go_on_searching = prefetcher.step
        try:
            self._tell_resolved(self._states)
            self._lookup(Stage.IDENTIFIERS, [state.readings for state in self._states])
            self._lookup(Stage.OTHER_READINGS, [state.identified.open for state in self._states])
            self._search()
            prefetcher.wait()
        finally:
            prefetcher.stop()
        self._look_up_found()
        self._search_venues()
        heard = self._heard.links
        if Scheme.URL in self._registry.schemes:
            self._ask(Stage.LINKS, links(self._references), heard)
            self._ask(Stage.OTHER_LINKS, other_links(self._references, heard), heard)
        if ARCHIVE in self._registry.names():
            wanted = copies(self._references, heard)
            self._ask(Stage.ARCHIVED_COPIES, wanted, heard)
            self._ask(Stage.COPIES_READ, readable(heard, wanted), heard)
        self._look_up_paged()

    def cases(self) -> tuple[Case, ...]:
        """Return one case for each reference, from what is known so far."""
        return tuple(map(self._case, self._states))

    def _case(self, state: ReferenceState) -> Case:
        return state.case(self._heard, self._registry, self._interrupted, self._today)

    def _lookup(self, stage: Stage, wanted: Sequence[Sequence[Reading]]) -> None:
        """Look up the wanted readings (one sequence for each reference), and judge again the references that have any."""
        asking_for = [state for state, readings in zip(self._states, wanted, strict=True) if readings]
        try:
            self._ask(
                stage, tuple(dict.fromkeys(each.id for readings in wanted for each in readings)), self._heard.answers
            )
        finally:
            for state in asking_for:
                state.judge(self._heard.answers)
        self._tell_resolved(asking_for)

    def _ask(self, stage: Stage, ids: Sequence[Id], answers: dict[Id, Answer]) -> None:
        """Look up ``ids`` and add each answer to ``answers`` as it arrives; on ^C, missing answers are set to "interrupted"."""
        if not ids:
            return

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
        """Start the searches for references without identifiers during the lookup of identifiers, which cannot affect them."""
        wanted = self._wanted(state for state in self._states if not state.readings)
        return Prefetcher(self._search_one, wanted, self._keep, threads=THREADS)

    def _search(self) -> None:
        """Search for references whose identifiers led nowhere."""
        wanted = self._wanted(state for state in self._states if state.readings)
        for pair, sought in spread(self._search_one, wanted, threads=THREADS):
            self._keep(pair, sought)

    def _look_up_found(self) -> None:
        """Look up the DOIs of works found in catalogues, in batches, for the records of the registries."""
        searches = self._heard.searches
        named = {text: Id.doi(found.doi) for text, found in searches.items() if found.doi}
        self._look_up_named(named.values())
        for text, key in named.items():
            searches[text] = searches[text].looked_up(self._heard.answers.get(key))

    def _look_up_paged(self) -> None:
        """Look up the DOIs that are named on the pages accepted for references."""
        held = (state.beside(self._heard)[1] for state in self._states if self._heard.links)
        pages = (found.record.work for found in held if found is not None and found.method is Method.URL)
        self._look_up_named(Id.doi(page.doi) for page in pages if page.doi)

    def _look_up_named(self, named: Iterable[Id]) -> None:
        if Scheme.DOI in self._registry.schemes:
            answers = self._heard.answers
            self._ask(Stage.FOUND_DOIS, tuple(key for key in dict.fromkeys(named) if key not in answers), answers)

    def _wanted(self, states: Iterable[ReferenceState]) -> tuple[tuple[Reference, Query], ...]:
        """Return the searches for these references, one for each text that was not searched for before."""
        wanted: dict[str, tuple[Reference, Query]] = {}
        started = set(self._searched_for)
        for state in states:
            query = state.query
            if query is not None and query.raw not in started:
                wanted.setdefault(query.raw, (state.reference, query))
                self._searched_for.setdefault(query.raw, []).append(state)
        return tuple(wanted.values())

    def _search_one(self, pair: tuple[Reference, Query]) -> SearchOutcome:
        return search(*pair, self._registry)

    def _keep(self, pair: tuple[Reference, Query], sought: SearchOutcome) -> None:
        query, searches = pair[1], self._heard.searches
        searches[query.raw] = sought
        self._progress(Stage.SEARCHES, asking(query, self._registry, done=len(searches), total=len(self._searched_for)))
        self._tell_resolved(self._searched_for.get(query.raw, ()))

    def _tell_resolved(self, states: Iterable[ReferenceState]) -> None:
        if self._on_resolved is ignore:
            return
        if resolved := {state.place: self._case(state) for state in states if state.is_resolved(self._heard)}:
            self._on_resolved(resolved)

    def _search_venues(self) -> None:
        """Search for the venues of references that were not found, to see whether they are registered at all."""
        wanted: dict[Query, list[ReferenceState]] = {}
        for state in self._states:
            if (query := state.venue_query(self._heard)) is not None:
                wanted.setdefault(query, []).append(state)
        found = spread(lambda query: search_venue(query, self._registry), tuple(wanted), threads=THREADS)
        for done, (query, records) in enumerate(found, start=1):
            for state in wanted[query]:
                state.venue = records
            self._progress(Stage.VENUES, asking(query, self._registry, done=done, total=len(wanted)))
