"""How a chain merges answers and chooses the next registry, and which identifiers it adds to a request that has room."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from attrs import evolve

from refcheck.model import Answer, Found, Id, NotFound, Scope, Unavailable
from refcheck.registries.base import Batched, Registry, batches_of, not_found_here, traits_of


def goes_on(answer: Answer | None, key: Id, member: Registry) -> bool:
    """Return whether ``member`` is to look up an identifier, given the best ``answer`` so far."""
    if answer is not None and is_final(answer):
        return False
    traits = traits_of(member)
    return not isinstance(answer, Unavailable) or traits.is_catalogue or traits.is_apart or not member.plan((key,), ())


def better(known: Answer | None, answer: Answer) -> Answer:
    """Return the more informative answer; of two equal ones, the first. A record that follows an outage notes it in ``missed``."""
    if isinstance(known, Unavailable) and known.is_gap and isinstance(answer, Found):
        return evolve(answer, missed=known)
    return answer if known is None or _weight(answer) > _weight(known) else known


def is_final(answer: Answer) -> bool:
    """Return whether no later registry could change the answer."""
    return isinstance(answer, Found) or (isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION)


def _weight(answer: Answer) -> int:
    if isinstance(answer, NotFound):
        return 1 if answer.scope is Scope.REGISTRATION else 0
    return 2 if isinstance(answer, Unavailable) else 3


_MOST = 500
"""The most identifiers to add: the length of the longest list, Semantic Scholar's. If they do not fit, half is tried, and so on."""

Batches = tuple[tuple[Id, ...], ...]


class OpportunisticBatch:
    """Identifiers that may be looked up later, and the answers of each registry to those that were added to its requests.

    They never cause an additional request: they are not sent to a registry that looks up one identifier at a time, nor to one
    without ``batches``.
    """

    def __init__(self, ids: Iterable[Id] = ()) -> None:
        """``ids`` come in order of likelihood, as there may not be room for all."""
        self._ids = tuple(dict.fromkeys(ids))
        self._answers: dict[Registry, dict[Id, Answer]] = defaultdict(dict)
        self._best: dict[Id, Answer] = {}

    def answered(self, member: Registry, ids: Iterable[Id]) -> dict[Id, Answer]:
        """Return the answers of a registry to those of ``ids`` that were added to its requests."""
        answered = self._answers[member]
        return {key: answered[key] for key in ids if key in answered}

    def join(self, member: Registry, ids: Sequence[Id], batches: Batches) -> Batches:
        """Return the batches in which a registry looks up ``ids``, with as many additional identifiers as fit."""
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
        """Return ``ids`` and those that would be added to them; for a plan, where the latter count as not found."""
        batches = self.join(member, ids, batches_of(member, ids))
        asked = set(ids)
        extra = tuple(key for batch in batches for key in batch if key not in asked)
        self.keep(member, {key: not_found_here(member.name) for key in extra})
        return (*ids, *extra)

    def keep(self, member: Registry, answers: Mapping[Id, Answer]) -> None:
        """Keep the answers of a registry to added identifiers; those that were unavailable are looked up again in their turn."""
        for key, answer in answers.items():
            self._best[key] = better(self._best.get(key), answer)
            if not isinstance(answer, Unavailable):
                self._answers[member][key] = answer
