"""One change a place: findings whose fixes share a place, or meet at one, ask for one change together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from attrs import evolve

from refcheck.model import Finding, Fix, Reference, Safety, Span
from refcheck.text.edits import applied

_PARTS = re.compile(r"[^\W_]+|\W|_")
"""The units of a change, each replaced as a whole: a word, or any other character: ``doi``, ``:``."""

_Change = tuple[Span, str]


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
    """The change that several ask for; ``None`` where they stand in two fields of an entry."""
    whole = Span(min(_span(each).start for each in group), max(_span(each).end for each in group))
    if reference.structured and not any(
        field.span.start <= whole.start and whole.end <= field.span.end for field in reference.fields
    ):
        return None
    order = sorted(group, key=lambda each: (-each.severity.rank, _span(each).start, -len(_span(each))))
    made: list[_Change] = []
    for finding in order:
        changes = [each for each in _changes(reference.raw, finding.fix) if each not in made] if finding.fix else []
        made += [each for each in changes if not any(_touch(each[0], other) for other, _ in made)]
    fix = group[0].fix
    changes = sorted(made, key=lambda each: each[0].start)
    text = applied(reference.raw[: whole.end], ((span.start, span.end, text) for span, text in changes))
    return evolve(fix, span=whole, replacement=text[whole.start :]) if fix else None


def _changes(raw: str, fix: Fix) -> Iterator[_Change]:
    """Yield what a fix changes, in words and characters."""
    old, new = _PARTS.findall(fix.span.of(raw)), _PARTS.findall(fix.replacement)
    at = [fix.span.start]
    for part in old:
        at.append(at[-1] + len(part))
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Span(at[start], at[end]), "".join(new[first:last])


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
