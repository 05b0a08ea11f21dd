"""Batches that one bad identifier breaks: split until it stands alone."""

from refcheck.model import Answer, Cause, Id, NotFound, Scope, Unavailable
from refcheck.registries.wrappers.wrapper import Wrapper


class Splitting(Wrapper):
    """Wraps a registry whose requests fail as a whole for one identifier that it finds malformed.

    A refused batch is asked again in halves. What is refused alone is not among the registry's holdings.
    """

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        answers = super()._lookup(batch)
        if not all(_is_refused(answer) for answer in answers.values()):
            return answers
        if len(batch) == 1:
            return {batch[0]: NotFound(registry=self.name, scope=Scope.HOLDINGS)}
        middle = len(batch) // 2
        return self._lookup(batch[:middle]) | self._lookup(batch[middle:])


def _is_refused(answer: Answer) -> bool:
    return isinstance(answer, Unavailable) and answer.cause is Cause.REFUSED
