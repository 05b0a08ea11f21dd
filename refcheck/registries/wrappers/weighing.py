"""Which of several registries' answers counts, and whether another one is asked."""

from refcheck.model import Answer, Cause, Found, Hits, Id, NotFound, Scope, Unavailable
from refcheck.registries.base import Registry, is_catalogue


def goes_on(answer: Answer | None, key: Id, member: Registry) -> bool:
    """Whether ``member`` is asked for an identifier, given what was answered by now."""
    if answer is not None and is_final(answer):
        return False
    return not isinstance(answer, Unavailable) or is_catalogue(member) or not member.plan((key,), ())


def better(known: Answer | None, answer: Answer) -> Answer:
    """The one that counts for more; of two that count the same, the first."""
    return answer if known is None or _weight(answer) > _weight(known) else known


def is_final(answer: Answer) -> bool:
    """Whether nobody asked later could change it."""
    return isinstance(answer, Found) or (isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION)


def is_unable(answer: Answer | Hits) -> bool:
    """Whether the registry does not do what it was asked for."""
    return isinstance(answer, Unavailable) and answer.cause is Cause.UNABLE


def _weight(answer: Answer) -> int:
    if isinstance(answer, NotFound):
        return 1 if answer.scope is Scope.REGISTRATION else 0
    return 2 if isinstance(answer, Unavailable) else 3
