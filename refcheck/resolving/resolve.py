"""References → cases: every reference beside what the registries say of it."""

from collections.abc import Sequence
from datetime import date

from refcheck.model import Case, Reference
from refcheck.registries import Registry
from refcheck.resolving.progress import OnResolved, Progress, ignore, unseen
from refcheck.resolving.run import Run


class Interrupted(KeyboardInterrupt):
    """^C while the registries were asked; ``cases`` hold what was known by then, one for every reference."""

    def __init__(self, cases: tuple[Case, ...]) -> None:
        """Keep what is known."""
        super().__init__()
        self.cases = cases


def resolve(
    references: Sequence[Reference],
    registry: Registry,
    *,
    today: date | None = None,
    progress: Progress | None = None,
    on_resolved: OnResolved = ignore,
) -> tuple[Case, ...]:
    """Ask ``registry`` about every reference, in as few requests as possible.

    All identifiers go in one lookup. Where one is not registered, or belongs to another work, its other readings go in a
    second; one of them is taken only if its record is the cited work. What has no record by then is searched for.

    Args:
        references: of one or of several lists; what they share is asked once.
        registry: whom to ask.
        today: the day of the audit, handed on to the cases.
        progress: is told how far it is.
        settled: hears of references as soon as it is known what they are.

    Returns:
        One case for each reference, in order.

    Raises:
        Interrupted: ^C.
    """
    run = Run(references, registry, progress or unseen, today=today, on_resolved=on_resolved)
    try:
        run.ask()
    except KeyboardInterrupt:
        raise Interrupted(run.cases()) from None
    return run.cases()
