"""Which fixes are made: the safe ones, or all, and what people decided about single ones."""

from collections.abc import Callable, Iterable, Set

from attrs import evolve

from refcheck.model import Finding, Fix, Reference, Safety
from refcheck.settings import Decided, EditDecision

Accept = Callable[[Reference, Finding], Fix | None]
"""The fix of a finding as it is to be made; ``None`` where it is not."""


def accepting(wanted: Set[Safety], decisions: Iterable[EditDecision] = ()) -> Accept:
    """Return what accepts the fixes of the wanted safeties, and over that what was decided about a reference's fixes.

    A decision is about what was printed when it was made: what a person wrote there is not mended again.
    """
    about: dict[tuple[str, str], list[EditDecision]] = {}
    for each in decisions:
        about.setdefault((each.fingerprint, each.code), []).append(each)

    def accept(reference: Reference, finding: Finding) -> Fix | None:
        fix = finding.fix
        if fix is None:
            return None
        held = about.get((reference.fingerprint, finding.code), ()) if about else ()
        printed = fix.span.of(reference.raw)
        for each in held:
            if each.printed is None or each.printed == printed:
                return _as_decided(fix, each)
        if any(each.decided is Decided.EDITED for each in held):
            return None
        return fix if fix.safety in wanted else None

    return accept


def _as_decided(fix: Fix, decision: EditDecision) -> Fix | None:
    match decision.decided:
        case Decided.REFUSED:
            return None
        case Decided.EDITED:
            return evolve(fix, replacement=decision.value or "")
        case _:
            return fix
