"""Merging of several answers, who is asked next, and what may be asked along because a list has room."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from attrs import evolve

from refcheck.model import Answer, Found, Id, NotFound, Scope, Unavailable
from refcheck.registries.base import Batched, Registry, batches_of, not_held, traits_of


def goes_on(answer: Answer | None, key: Id, member: Registry) -> bool:
    """Return whether ``member`` is asked for an identifier, given what was answered by now."""
    if answer is not None and is_final(answer):
        return False
    traits = traits_of(member)
    return not isinstance(answer, Unavailable) or traits.is_catalogue or traits.is_apart or not member.plan((key,), ())


def better(known: Answer | None, answer: Answer) -> Answer:
    """Return the one that counts for more; of two that count the same, the first. A record remembers the outage before it."""
    if isinstance(known, Unavailable) and known.is_gap and isinstance(answer, Found):
        return evolve(answer, missed=known)
    return answer if known is None or _weight(answer) > _weight(known) else known


def is_final(answer: Answer) -> bool:
    """Return whether nobody asked later could change it."""
    return isinstance(answer, Found) or (isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION)


def _weight(answer: Answer) -> int:
    if isinstance(answer, NotFound):
        return 1 if answer.scope is Scope.REGISTRATION else 0
    return 2 if isinstance(answer, Unavailable) else 3


_MOST = 500
"""As many as the longest list takes, Semantic Scholar's; of more than find room the half is tried, and so on."""

Batches = tuple[tuple[Id, ...], ...]


class OpportunisticBatch:
    """Identifiers that may be asked for later, and what each registry has said of those that rode along.

    They never make a request more: a registry that is asked for one thing at a time is not asked for them, nor is one that does
    not say how many it takes at once.
    """

    def __init__(self, ids: Iterable[Id] = ()) -> None:
        """``ids`` the likeliest first: not all of them may find room."""
        self._ids = tuple(dict.fromkeys(ids))
        self._answers: dict[Registry, dict[Id, Answer]] = defaultdict(dict)
        self._best: dict[Id, Answer] = {}

    def answered(self, member: Registry, ids: Iterable[Id]) -> dict[Id, Answer]:
        """Return what a registry has said of these when they rode along."""
        answered = self._answers[member]
        return {key: answered[key] for key in ids if key in answered}

    def join(self, member: Registry, ids: Sequence[Id], batches: Batches) -> Batches:
        """Return the batches in which a registry is asked for ``ids``, with as many riders as have room in them."""
        if not batches or not isinstance(member, Batched):
            return batches
        asked, (*full, last) = {*ids, *self._answers[member]}, batches
        willing = (key for key in self._ids if key not in asked and goes_on(self._best.get(key), key, member))
        extra = list(islice(willing, _MOST))
        while extra:
            filled = batches_of(member, [*last, *extra])
            if len(filled) == 1:
                return (*full, *filled)
            extra = extra[: len(extra) // 2]
        return batches

    def with_extra(self, member: Registry, ids: Sequence[Id]) -> tuple[Id, ...]:
        """``ids`` and those that would ride along with them, which count as asked for in vain then: for a plan."""
        batches = self.join(member, ids, batches_of(member, ids))
        asked = set(ids)
        extra = tuple(key for batch in batches for key in batch if key not in asked)
        self.keep(member, {key: not_held(member.name) for key in extra})
        return (*ids, *extra)

    def keep(self, member: Registry, answers: Mapping[Id, Answer]) -> None:
        """Keep what a registry says of riders; one that it could not tell of is asked for in its own turn."""
        for key, answer in answers.items():
            self._best[key] = better(self._best.get(key), answer)
            if not isinstance(answer, Unavailable):
                self._answers[member][key] = answer
