"""Reports as the tools' answers: what a model needs to act, and no more."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import Audited, Comparison, Match, Record, Report, Severity, Verdict
from refcheck.reports.explained_once import ExplainedOnce
from refcheck.reports.ordering import gravest_first, in_order, lists_in_order
from refcheck.reports.phrases import count, gap_phrase, summary
from refcheck.servers.mcp.answers import Checked, CheckResult, Closest, FoundWork
from refcheck.text.visible import brief

_WORK, _FINDING, _FIELD, _OPEN = 54, 220, 34, 150
"""How much of each is told, in code points, so that forty references fit into what a model reads at once."""

_FINDINGS, _FIELDS = 2, 2
"""How many findings of a reference, and how many differing fields of a record, are told."""

_LIST_FINDINGS = 10
"""How many findings of a whole list are told."""

MEANING = {
    Verdict.VERIFIED: "a record is held and agrees",
    Verdict.DIFFERS: "a record is held and disagrees in what the findings name; look at both sides",
    Verdict.BROKEN: "its identifier is registered nowhere, in any reading; the work itself may well exist",
    Verdict.NOT_FOUND: "in none of the registries asked, though they would hold such a work; it may exist elsewhere",
    Verdict.UNVERIFIED: "nobody asked could tell; this says nothing against the reference",
}
"""What the verdicts say and do not say."""


def check_result(report: Report, offset: int, limit: int) -> CheckResult:
    """One page of a report."""
    page = in_order(report.references)[offset : offset + limit]
    after = offset + len(page)
    reasons = dict.fromkeys(each.unsettled for each in page if each.unsettled and each.verdict is not Verdict.VERIFIED)
    explained = ExplainedOnce(report)
    letters = {reason: str(number) for number, reason in enumerate(reasons, start=1)}
    told = [
        f"{each.finding.rule.code}: {brief(each.finding.message, _FINDING)}"
        for each in lists_in_order(report.list_findings)
    ]
    if len(told) > _LIST_FINDINGS:
        told = [*told[:_LIST_FINDINGS], f"and {len(told) - _LIST_FINDINGS} more"]
    return CheckResult(
        summary=summary(report),
        meaning={verdict.value: MEANING[verdict] for verdict in dict.fromkeys(each.verdict for each in page)},
        open={letter: brief(reason, _OPEN) for reason, letter in letters.items()},
        references=[_checked(each, letters, explained) for each in page],
        of_the_list=told if offset == 0 else [],
        could_not_ask=[brief(gap_phrase(gap), _OPEN) for gap in report.run.incomplete],
        notes=[brief(note.message, _FINDING) for note in report.run.notes],
        total=len(report.references),
        next_offset=after if after < len(report.references) else None,
    )


def _checked(audited: Audited, reasons: Mapping[str, str], explained: ExplainedOnce) -> Checked:
    loud = [each for each in gravest_first(audited.findings) if each.rule.severity is not Severity.INFO]
    told = [f"{each.code}: {brief(explained.message(each), _FINDING)}" for each in loud[:_FINDINGS]]
    more, notes = len(loud) - len(told), len(audited.findings) - len(loud)
    rest = [count(more, "more finding")] if more else []
    return Checked(
        key=audited.key,
        verdict=audited.verdict.value,
        work=brief(str(audited.case.reference.work), _WORK),
        doi=audited.doi,
        findings=[*told, *rest],
        notes=notes,
        closest=_closest(audited),
        open=reasons.get(audited.unsettled),
    )


def _closest(audited: Audited) -> Closest | None:
    """The record held, where something in it differs; without one, the nearest that a search found."""
    case = audited.case
    match = case.match or next(iter(case.others), None)
    if match is None or audited.verdict is Verdict.VERIFIED:
        return None
    record = match.record
    return Closest(
        work=brief(str(record.work), _WORK),
        container=_container(record),
        doi=record.work.doi,
        url=None if record.work.doi else record.provenance.url or None,
        differs=list(_differing(match)),
    )


def found_works(matches: Sequence[Match]) -> list[FoundWork]:
    """Records beside what was described."""
    return [
        FoundWork(
            work=brief(str(match.record.work), _WORK),
            container=_container(match.record),
            doi=match.record.work.doi,
            url=match.record.provenance.url or None,
            likely=round(match.score, 3),
            differs=list(_differing(match)),
        )
        for match in matches
    ]


def _container(record: Record) -> str | None:
    return brief(record.work.container_title or "", _FIELD) or None


def _differing(match: Match) -> Iterator[str]:
    differing = [each for each in match.agreements if each.comparison is Comparison.DIFFERENT]
    for each in differing[:_FIELDS]:
        yield f"{each.field}: {brief(each.cited, _FIELD)} → {brief(each.registered, _FIELD)}"


_GRAVE = frozenset({Verdict.BROKEN.value, Verdict.DIFFERS.value, Verdict.NOT_FOUND.value})


def in_lines(result: CheckResult) -> str:
    """The same for a reader of text alone: a line for each reference that has a finding, or that a record speaks against."""
    lines = [result.summary, *(f"{verdict}: {meaning}" for verdict, meaning in result.meaning.items())]
    for each in result.references:
        if each.findings or each.verdict in _GRAVE:
            said = "; ".join(each.findings) or result.open.get(each.open or "", "")
            lines.append(f"[{each.key}] {each.verdict}: {said}")
    lines += [f"the whole list: {each}" for each in result.of_the_list]
    if result.next_offset is not None:
        lines.append(f"more with offset={result.next_offset} (of {result.total})")
    return "\n".join([*lines, *result.could_not_ask])
