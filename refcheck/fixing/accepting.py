"""Which fixes are made: the safe ones, or all, and what people decided about single ones."""

from collections.abc import Callable, Iterable, Set

from attrs import evolve

from refcheck.model import Finding, Fix, Reference, Safety, Span
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
        for each in held:
            if (place := _place(reference.raw, fix.span, each.printed)) is not None:
                return _as_decided(fix, each, place)
        if any(each.decided is Decided.EDITED for each in held):
            return None
        return fix if fix.safety in wanted else None

    return accept


def _place(raw: str, span: Span, printed: str | None) -> Span | None:
    """Where the text that a decision is about stands around a change; ``None`` where it does not."""
    if printed is None:
        return span
    start = raw.find(printed, max(0, span.end - len(printed)), span.start + len(printed))
    return Span(start, start + len(printed)) if start >= 0 else None


def _as_decided(fix: Fix, decision: EditDecision, place: Span) -> Fix | None:
    match decision.decided:
        case Decided.REFUSED:
            return None
        case Decided.EDITED:
            return evolve(fix, span=place, replacement=decision.value or "")
        case _:
            return fix
