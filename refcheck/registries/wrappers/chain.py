"""Several registries, asked in order; and nothing more once nobody waits."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from refcheck.model import Aim, Answer, Hits, Id, Query, Scheme, ServiceUse, Unavailable
from refcheck.registries.base import Asking, Planned, Registry, Traits, batches_of, traits_of, unable
from refcheck.registries.transport.spread import spread
from refcheck.registries.wrappers import Given, Key, Wrapper, is_unable, plus
from refcheck.registries.wrappers.guarding import guarded
from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch, better, goes_on, is_final

_LONG_WAIT = 0.5
"""Seconds, more than one search at Crossref takes of its pace: others are asked meanwhile. Source: a choice, not measured."""


class Chain:
    """A registry of registries: the first record found is the answer.

    Without one it is ``Unavailable`` if anybody was, else the ``NotFound`` of the widest scope. An identifier goes on to the
    next registry while nobody has it and nobody says that it is registered nowhere; once somebody could not be asked, it goes on
    only where that costs no request, to catalogues, and to who registers works apart in few requests, because nothing but a record
    could change the answer then.
    """

    def __init__(self, *registries: Registry, threads: int | None = None) -> None:
        """Ask ``registries`` in this order; the batches of one are spread over ``threads``, by default as it suits each."""
        self.members = tuple(map(guarded, registries))
        self.threads = threads
        self.name = ", ".join(self.names())
        self.schemes: frozenset[Scheme] = frozenset().union(*(member.schemes for member in registries))

    def names(self) -> tuple[str, ...]:
        """Everybody's, once each."""
        return tuple(dict.fromkeys(name for member in self.members for name in member.names()))

    @property
    def traits(self) -> Traits:
        """What its members were used for; of all else they are asked each alone."""
        return Traits(used=self.used)

    def used(self) -> tuple[ServiceUse, ...]:
        """Return what every service was used for, those of one name together."""
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
        """Yield the answers in parts, each as soon as nobody asked later could change it.

        ``on_progress`` is called with how far each registry is. ``opportunistic`` are asked for along with the rest where
        that costs no request; what was answered of ``ids`` when they were such is not asked again.
        """
        answers: dict[Id, Answer] = {}
        opportunistic = opportunistic or OpportunisticBatch()
        for member in self.members:
            pending = [key for key in dict.fromkeys(ids) if goes_on(answers.get(key), key, member)]
            for answered in self._answers_of(member, pending, on_progress, opportunistic):
                answers |= {key: better(answers.get(key), answer) for key, answer in answered.items()}
                yield {key: answers[key] for key in answered if is_final(answers[key])}
        nobody = unable(self.name, "nobody can be asked for this identifier")
        rest = {key: answers.get(key, nobody) for key in ids}
        yield {key: answer for key, answer in rest.items() if not is_final(answer)}

    def _answers_of(
        self,
        member: Registry,
        pending: Sequence[Id],
        on_progress: Callable[[Asking], None],
        opportunistic: OpportunisticBatch,
    ) -> Iterator[dict[Id, Answer]]:
        """Yield what one registry says of those that are left to it."""
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
        """Return the hits of all that can be searched, together; ``Unavailable`` if any of them was."""
        return tuple(self._search(query) for query in queries)

    def search_each(self, query: Query) -> Iterator[tuple[Registry, Hits | Unavailable]]:
        """Yield the answers of those that can be searched, one after the other: who is content with one need not ask the next."""
        for member in self._searched(query):
            answer = member.search((query,))[0]
            if not is_unable(answer):
                yield member, answer

    def plan(
        self, ids: Sequence[Id], queries: Sequence[Query], opportunistic: OpportunisticBatch | None = None
    ) -> tuple[Planned, ...]:
        """Return what every member would be sent, with the condition on which it is; ``opportunistic`` as if nobody
        had one of them."""
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
        """Yield what is sent: a search goes on after hits, which may not be what is looked for."""
        before: list[str] = []
        for member in self._searched(query):
            own = member.plan((), (query,))
            yield from (_follows(each, before) for each in own)
            at_hand = None if own else member.search((query,))[0]
            if own or (isinstance(at_hand, Hits) and at_hand.hits):
                before += member.names()

    def _searched(self, query: Query) -> list[Registry]:
        """Return the members in the order of a search: who costs nothing, who would hold the work sooner than others, the rest.

        While many wait for one of them, those that serve the work's field and are waited for less go before it; not where whoever
        holds anything of a venue settles it.
        """
        work = query.work
        traits = {member: traits_of(member) for member in self.members}
        waits = {member: each.waiting_seconds() for member, each in traits.items() if member.plan((), (query,))}
        longest = max(waits.values(), default=0.0)

        def place(member: Registry) -> tuple[bool, ...]:
            told, waited = traits[member], max(_LONG_WAIT, waits.get(member, longest))
            goes_first = query.aim is Aim.WORK and longest > waited and told.serves(work)
            return told.is_last, member in waits, not told.is_home_of(work), not goes_first

        return sorted(self.members, key=place)

    def _search(self, query: Query) -> Hits | Unavailable:
        answers = tuple(answer for _, answer in self.search_each(query))
        if not answers:
            return unable(self.name, "nobody can be searched")
        closed = next((answer for answer in answers if isinstance(answer, Unavailable)), None)
        hits = tuple(hit for answer in answers if isinstance(answer, Hits) for hit in answer.hits)
        return closed or Hits(registry=", ".join(answer.registry for answer in answers), hits=hits)


def chained(registry: Registry) -> Chain:
    """Return a registry as a chain; of one member where it is none."""
    return registry if isinstance(registry, Chain) else Chain(registry)


def _follows(planned: Planned, before: Sequence[str]) -> Planned:
    if not before:
        return planned
    condition = f"if not found at {' or '.join(dict.fromkeys(before))}"
    return evolve(planned, when=f"{condition}, {planned.when}" if planned.when else condition)


class Stopped(BaseException):  # like KeyboardInterrupt it is no error, and no handler of errors is to keep it
    """Raised within work that nobody waits for any longer."""


class Stoppable(Wrapper):
    """Wraps a registry. ``checkpoint`` is called before each request; what it raises ends the asking."""

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
