"""Which fixes are made: the safe ones, or all, and what people decided about single ones; and one change a place.

Findings whose fixes share a place, or meet at one, ask for one change together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from attrs import evolve

from refcheck.model import Finding, Fix, Reference, Safety, Span
from refcheck.settings import Decided, EditDecision
from refcheck.text.edits import Edit, applied, differences

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
                edited = evolve(fix, span=place, replacement=each.value or "")
                return {Decided.REFUSED: None, Decided.EDITED: edited}.get(each.decided, fix)
        if any(each.decided is Decided.EDITED for each in held):
            return None
        return fix if fix.safety in wanted else None

    return accept


def _place(raw: str, span: Span, printed: str | None) -> Span | None:
    """Return where the text that a decision is about stands around a change; ``None`` where it does not."""
    if printed is None:
        return span
    start = raw.find(printed, max(0, span.end - len(printed)), span.start + len(printed))
    return Span(start, start + len(printed)) if start >= 0 else None


_PARTS = re.compile(r"[^\W_]+|\W|_")
"""The units of a change, each replaced as a whole: a word, or any other character: ``doi``, ``:``."""


def united(reference: Reference, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; those of one safety whose fixes touch have the same fix, which makes the changes of all.

    Where two change the same characters, the graver finding's change is made, then the one that begins first. Fixes in two fields
    of a source that gives fields stay apart.
    """
    given = list(findings)
    together: dict[Fix | None, Fix] = {}
    for safety in Safety:
        asking = [each for each in given if each.fix and each.fix.safety is safety and each.fix.adds is None]
        for group in _groups(asking):
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
    """Return the change that several ask for; ``None`` where they stand in two fields of an entry."""
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
    """Yield a change; a deletion unit by unit, since each can go by itself: of ``.(`` the period, where the bracket is turned."""
    start, end, text = change
    if text:
        yield change
        return
    yield from ((unit.start(), unit.end(), "") for unit in _PARTS.finditer(raw, start, end))


def _clash(one: Edit, other: Edit) -> bool:
    """Return whether two changes share a place, or meet where both put text: a deletion is at nobody's cost beside it."""
    is_met = one[0] <= other[1] and other[0] <= one[1]
    is_apart = one[0] >= other[1] or other[0] >= one[1]
    is_replacing = one[0] < one[1] and other[0] < other[1]
    return is_met and not (is_apart and is_replacing and not (one[2] and other[2]))
