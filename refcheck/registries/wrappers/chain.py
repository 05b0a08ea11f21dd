"""Several registries that are queried in order, and registries whose requests can be stopped."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from refcheck.model import Aim, Answer, Hits, Id, Query, Scheme, ServiceUse, Unavailable
from refcheck.registries.base import Asking, Planned, Registry, Traits, batches_of, traits_of, unable
from refcheck.registries.transport.spread import spread
from refcheck.registries.wrappers import Given, Key, Wrapper, is_unable, plus
from refcheck.registries.wrappers.guarding import guarded
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch, better, goes_on, is_final

_LONG_WAIT = 0.5
"""Seconds. If the wait for a registry is longer, others may be searched first. One search at Crossref's pace takes less than this.
Source: a judgement; not measured."""


class Chain:
    """A registry of registries: the first record found is the answer.

    Without a record the answer is ``Unavailable`` if any registry was, else the ``NotFound`` of the widest scope. An identifier
    is passed to the next registry until one has a record or reports that it is registered nowhere. After an outage only a record
    could change the answer, so the identifier is then passed only to registries that need no request for it, to catalogues, and
    to those whose traits have ``is_apart``.
    """

    def __init__(self, *registries: Registry, threads: int | None = None) -> None:
        """Query ``registries`` in this order, the batches of each in ``threads`` threads; by default the number that suits each."""
        self.members = tuple(map(guarded, registries))
        self.threads = threads
        self.name = ", ".join(self.names())
        self.schemes: frozenset[Scheme] = frozenset().union(*(member.schemes for member in registries))

    def names(self) -> tuple[str, ...]:
        """Return the names of all members, without duplicates."""
        return tuple(dict.fromkeys(name for member in self.members for name in member.names()))

    @property
    def traits(self) -> Traits:
        """The uses of its members; all other traits are those of each member."""
        return Traits(used=self.used)

    def used(self) -> tuple[ServiceUse, ...]:
        """Return what every service was used for; services of the same name are added up."""
        together: dict[str, ServiceUse] = {}
        for use in (use for member in self.members for use in traits_of(member).used()):
            known = together.get(use.registry)
            together[use.registry] = plus(known, use) if known else use
        return tuple(together.values())

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return one answer for every identifier."""
        answers: dict[Id, Answer] = {}
        for final in self.lookup_each(ids):
            answers |= final
        return {key: answers[key] for key in ids}

    def lookup_each(
        self,
        ids: Sequence[Id],
        on_progress: Callable[[Asking], None] = lambda asking: None,
        opportunistic: OpportunisticBatch | None = None,
    ) -> Iterator[dict[Id, Answer]]:
        """Yield the answers in parts, each as soon as no later registry could change it.

        ``on_progress`` is called with the progress of each registry. The identifiers of ``opportunistic`` are looked up along
        with ``ids`` where that takes no further request; those of ``ids`` that were answered in this way are not sent again.
        """
        answers: dict[Id, Answer] = {}
        opportunistic = opportunistic or OpportunisticBatch()
        for member in self.members:
            pending = [key for key in dict.fromkeys(ids) if goes_on(answers.get(key), key, member)]
            for answered in self._answers_of(member, pending, on_progress, opportunistic):
                answers |= {key: better(answers.get(key), answer) for key, answer in answered.items()}
                yield {key: answers[key] for key in answered if is_final(answers[key])}
        no_answer = unable(self.name, "no registry looks up this kind of identifier")
        rest = {key: answers.get(key, no_answer) for key in ids}
        yield {key: answer for key, answer in rest.items() if not is_final(answer)}

    def _answers_of(
        self,
        member: Registry,
        pending: Sequence[Id],
        on_progress: Callable[[Asking], None],
        opportunistic: OpportunisticBatch,
    ) -> Iterator[dict[Id, Answer]]:
        """Yield the answers of one registry to the identifiers that are still ``pending``."""
        if known := opportunistic.answered(member, pending):
            yield known
        wanted = {key: None for key in pending if key not in known}
        batches = opportunistic.join(member, tuple(wanted), batches_of(member, tuple(wanted)))
        total = sum(key in wanted for batch in batches for key in batch)
        traits = traits_of(member)
        asking = Asking(registry=member.name, total=total, least=traits.least_seconds(len(batches)))
        if batches:
            on_progress(asking)
        asked = spread(member.lookup, batches, threads=self.threads or traits.threads)
        for number, (batch, given) in enumerate(asked, start=1):
            done = asking.done + sum(key in wanted for key in batch)
            asking = evolve(asking, done=done, least=traits.least_seconds(len(batches) - number))
            on_progress(asking)
            answered = {key: answer for key, answer in given.items() if not is_unable(answer)}
            opportunistic.keep(member, {key: answer for key, answer in answered.items() if key not in wanted})
            yield {key: answer for key, answer in answered.items() if key in wanted}

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Return for each query the hits of all members that can be searched; ``Unavailable`` if any of them was."""
        return tuple(self._search(query) for query in queries)

    def search_each(self, query: Query) -> Iterator[tuple[Registry, Hits | Unavailable]]:
        """Yield the answer of each member that can be searched, one by one, so that a caller can stop at a sufficient answer."""
        for member in self._searched(query):
            answer = member.search((query,))[0]
            if not is_unable(answer):
                yield member, answer

    def plan(
        self, ids: Sequence[Id], queries: Sequence[Query], opportunistic: OpportunisticBatch | None = None
    ) -> tuple[Planned, ...]:
        """Return the requests to every member, each with its condition; no registry is assumed to have a record of
        ``opportunistic``."""
        opportunistic = opportunistic or OpportunisticBatch()
        planned: list[Planned] = []
        pending = tuple(dict.fromkeys(ids))
        before: list[str] = []
        for member in self.members:
            free = tuple(key for key in pending if not member.plan((key,), ()))
            known = {key for key, answer in member.lookup(free).items() if is_final(answer)} if free else set()
            pending = tuple(key for key in pending if key not in known)
            answered = opportunistic.answered(member, pending)
            asked = opportunistic.with_extra(member, [key for key in pending if key not in answered])
            own = member.plan(asked, ())
            planned += [_follows(each, before) for each in own]
            if own or answered:
                before += [name for name in member.names() if name not in before]
        return (*planned, *(each for query in queries for each in self._plan_search(query)))

    def _plan_search(self, query: Query) -> Iterator[Planned]:
        """Yield the requests of a search, which continues after hits, as none of them may be the work."""
        before: list[str] = []
        for member in self._searched(query):
            own = member.plan((), (query,))
            yield from (_follows(each, before) for each in own)
            at_hand = None if own else member.search((query,))[0]
            if own or (isinstance(at_hand, Hits) and at_hand.hits):
                before += member.names()

    def _searched(self, query: Query) -> list[Registry]:
        """Return the members in search order: those that need no request, the likeliest to have the work, the others.

        While many requests wait for one member, those that serve the field of the work and have a shorter wait come before it; not
        in a search for a venue, which any registry that has works of the venue settles.
        """
        work = query.work
        traits = {member: traits_of(member) for member in self.members}
        waits = {member: each.waiting_seconds() for member, each in traits.items() if member.plan((), (query,))}
        longest = max(waits.values(), default=0.0)

        def place(member: Registry) -> tuple[bool, ...]:
            known, waited = traits[member], max(_LONG_WAIT, waits.get(member, longest))
            goes_first = query.aim is Aim.WORK and longest > waited and known.serves(work)
            return known.is_last, member in waits, not known.is_home_of(work), not goes_first

        return sorted(self.members, key=place)

    def _search(self, query: Query) -> Hits | Unavailable:
        answers = tuple(answer for _, answer in self.search_each(query))
        if not answers:
            return unable(self.name, "no registry can be searched")
        unavailable = next((answer for answer in answers if isinstance(answer, Unavailable)), None)
        hits = tuple(hit for answer in answers if isinstance(answer, Hits) for hit in answer.hits)
        return unavailable or Hits(registry=", ".join(answer.registry for answer in answers), hits=hits)


def chained(registry: Registry) -> Chain:
    """Return a registry as a chain: a chain itself, any other registry as the only member of one."""
    return registry if isinstance(registry, Chain) else Chain(registry)


def _follows(planned: Planned, before: Sequence[str]) -> Planned:
    if not before:
        return planned
    condition = f"if not found at {' or '.join(dict.fromkeys(before))}"
    return evolve(planned, when=f"{condition}, {planned.when}" if planned.when else condition)


class Stopped(BaseException):  # not an Exception, like KeyboardInterrupt, so that no error handler catches it
    """Raised within work whose result no caller waits for any longer."""


class Stoppable(Wrapper):
    """Wraps a registry and calls ``checkpoint`` before each request; an exception that it raises ends the run."""

    def __init__(self, registry: Registry, checkpoint: Callable[[], None]) -> None:
        """Wrap a registry for one call."""
        super().__init__(registry)
        self._checkpoint = checkpoint

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        self._checkpoint()
        return ask()


def stoppable(registry: Registry, checkpoint: Callable[[], None]) -> Chain:
    """Return a registry that calls ``checkpoint`` before each request, as a chain."""
    whole = chained(registry)
    return Chain(*(Stoppable(each, checkpoint) for each in whole.members), threads=whole.threads)
