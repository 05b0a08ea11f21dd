"""Selection of the fixes to make: the safe ones, or all, and users' decisions on single ones; and one change per place.

Findings whose fixes overlap or touch share one change.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from attrs import evolve

from refcheck.model import Finding, Fix, Reference, Safety, Span
from refcheck.settings import Decided, EditDecision
from refcheck.text.edits import Edit, applied, differences

Accept = Callable[[Reference, Finding], Fix | None]
"""A function that returns the fix to make for a finding, or ``None`` if none is to be made."""


def accepting(wanted: Set[Safety], decisions: Iterable[EditDecision] = ()) -> Accept:
    """Return a function that accepts fixes of the wanted safeties, unless a decision on a reference's fix says otherwise.

    A decision applies to the text that was printed when it was made: what a user wrote in its place is not fixed again.
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
                edited = evolve(fix, span=place, replacement=each.value or "")
                return {Decided.REFUSED: None, Decided.EDITED: edited}.get(each.decided, fix)
        if any(each.decided is Decided.EDITED for each in held):
            return None
        return fix if fix.safety in wanted else None

    return accept


def _place(raw: str, span: Span, printed: str | None) -> Span | None:
    """Return the span, at or around a change, of the text that a decision is about; ``None`` if it is not there."""
    if printed is None:
        return span
    start = raw.find(printed, max(0, span.end - len(printed)), span.start + len(printed))
    return Span(start, start + len(printed)) if start >= 0 else None


_PARTS = re.compile(r"[^\W_]+|\W|_")
"""The units of a change, each replaced as a whole: a word, or any other character: ``doi``, ``:``."""


def united(reference: Reference, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; those of one safety whose fixes touch get the same fix, which makes the changes of all.

    If two change the same characters, the change of the more severe finding is made, or else the one that starts first. Fixes in
    two fields of a structured source stay separate.
    """
    given = list(findings)
    together: dict[Fix | None, Fix] = {}
    for safety in Safety:
        requesting = [each for each in given if each.fix and each.fix.safety is safety and each.fix.adds is None]
        for group in _groups(requesting):
            fixes = tuple(dict.fromkeys(each.fix for each in group if each.fix))
            if len(fixes) > 1 and (fix := _joined(reference, group)) is not None:
                together |= dict.fromkeys(fixes, fix)
    for each in given:
        yield evolve(each, fix=together.get(each.fix, each.fix))


def _groups(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Yield the findings whose fixes touch."""
    group: list[Finding] = []
    end = -1
    for each in sorted(findings, key=lambda each: _span(each).start):
        span = _span(each)
        if span.start > end and group:
            yield group
            group = []
        group.append(each)
        end = max(end, span.end)
    if group:
        yield group


def _span(finding: Finding) -> Span:
    return finding.fix.span if finding.fix else Span(0, 0)


def _joined(reference: Reference, group: Sequence[Finding]) -> Fix | None:
    """Return the joint fix of several findings; ``None`` if they are in different fields of an entry."""
    whole = Span(min(_span(each).start for each in group), max(_span(each).end for each in group))
    if reference.structured and not any(field.span.holds(whole) for field in reference.fields):
        return None
    order = sorted(group, key=lambda each: (-each.severity.rank, _span(each).start, -len(_span(each))))
    made: list[Edit] = []
    for fix in (each.fix for each in order if each.fix):
        changes = differences(fix.span.of(reference.raw), fix.replacement, _PARTS, fix.span.start)
        parts = [part for change in changes for part in _single(reference.raw, change)]
        made += [each for each in parts if not any(_clash(each, other) for other in made)]
    text = applied(reference.raw[: whole.end], sorted(made, key=lambda each: each[0]))
    return evolve(group[0].fix, span=whole, replacement=text[whole.start :]) if group[0].fix else None


def _single(raw: str, change: Edit) -> Iterator[Edit]:
    """Yield a change; a deletion in units, as each may be made alone: of ``.(``, that of the period, if the bracket is turned."""
    start, end, text = change
    if text:
        yield change
        return
    yield from ((unit.start(), unit.end(), "") for unit in _PARTS.finditer(raw, start, end))


def _clash(one: Edit, other: Edit) -> bool:
    """Return whether two changes overlap, or touch and both add text: a deletion next to another change does no harm."""
    is_met = one[0] <= other[1] and other[0] <= one[1]
    is_apart = one[0] >= other[1] or other[0] >= one[1]
    is_replacing = one[0] < one[1] and other[0] < other[1]
    return is_met and not (is_apart and is_replacing and not (one[2] and other[2]))
