"""Reports as the tools' answers: what a model needs to act, and no more."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import CheckedReference, Finding, Match, Record, Report, Severity, Verdict
from refcheck.reports.explained_once import ExplainedOnce
from refcheck.reports.ordering import TAKEN_BACK, Priority, in_order, lists_in_order, most_severe_first, priority
from refcheck.reports.phrases import count, gap_phrase, sources, summary
from refcheck.servers.likelihood import is_shown
from refcheck.servers.mcp.answers import Checked, CheckResult, Closest, FoundWork, Quiet, RetractionResult, TakenBack
from refcheck.servers.mcp.shortening import both, shortened
from refcheck.text.visible import brief

_WORK, _QUIET_WORK, _FINDING, _FIELD, _OPEN = 54, 44, 200, 60, 200
"""How much of each is told, in code points, so that forty references fit into what a model reads at once."""

_FINDINGS, _FIELDS = 3, 3
"""How many findings of a reference, and how many differing fields of a record, are told in full."""

KEY, _ADDRESS = 120, 300
"""How long a key, and an identifier or address, may be before it is cut. Source: set by hand, above any that is meant."""

_LIST_FINDINGS, _KEYS = 10, 40
"""How many findings of a whole list, and how many keys in a row, are told."""

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
        f"{each.finding.rule.code}: {shortened(each.finding.message, _FINDING)}"
        for each in lists_in_order(report.list_findings)
    ]
    if len(told) > _LIST_FINDINGS:
        told = [*told[:_LIST_FINDINGS], f"and {len(told) - _LIST_FINDINGS} more"]
    return CheckResult(
        summary=summary(report),
        meaning={verdict.value: MEANING[verdict] for verdict in dict.fromkeys(each.verdict for each in page)},
        open={letter: brief(reason, _OPEN) for reason, letter in letters.items()},
        references=[_checked(each, letters, explained) for each in page if not _is_quiet(each)],
        others=list(_quiet([each for each in page if _is_quiet(each)], letters)),
        of_the_list=told if offset == 0 else [],
        could_not_ask=[brief(gap_phrase(gap), _OPEN) for gap in report.run.incomplete],
        notes=[brief(note.message, _FINDING) for note in report.run.notes[:_LIST_FINDINGS]],
        total=len(report.references),
        next_offset=after if after < len(report.references) else None,
    )


def _loud(audited: CheckedReference) -> list[Finding]:
    found = most_severe_first(audited.findings)
    return [each for each in found if each.severity is not Severity.INFO or each.code in TAKEN_BACK]


def _is_quiet(audited: CheckedReference) -> bool:
    """Whether a line says it all: a good verdict, notes at most, and no record that it could be held against."""
    return audited.verdict.value not in _GRAVE and not _loud(audited) and _closest(audited, ()) is None


def _quiet(page: Sequence[CheckedReference], reasons: Mapping[str, str]) -> Iterator[Quiet]:
    groups: dict[tuple[str, str | None], list[str]] = {}
    for each in page:
        notes = count(len(each.findings), "note") if each.findings else ""
        said = "; ".join(filter(None, (brief(str(each.case.reference.work), _QUIET_WORK), _short(each.doi), notes)))
        groups.setdefault((each.verdict.value, reasons.get(each.unsettled)), []).append(
            f"{brief(each.key, KEY)}: {said}"
        )
    for (verdict, reason), works in groups.items():
        yield Quiet(verdict=verdict, open=reason, works=works)


_GRAVE = frozenset({Verdict.BROKEN.value, Verdict.DIFFERS.value, Verdict.NOT_FOUND.value})


def _checked(audited: CheckedReference, reasons: Mapping[str, str], explained: ExplainedOnce) -> Checked:
    loud = _loud(audited)
    told = [f"{each.code}: {shortened(explained.message(each), _FINDING)}" for each in loud[:_FINDINGS]]
    return Checked(
        key=brief(audited.key, KEY),
        verdict=audited.verdict.value,
        work=brief(str(audited.case.reference.work), _WORK),
        doi=_short(audited.doi),
        findings=told,
        more_findings=[each.code for each in loud[_FINDINGS:]],
        notes=len(audited.findings) - len(loud),
        closest=_closest(audited, told),
        open=reasons.get(audited.unsettled),
    )


def _closest(audited: CheckedReference, told: Sequence[str]) -> Closest | None:
    """The record held, where something in it differs; without one, the record of the printed DOI or the nearest one found."""
    case = audited.case
    match = case.match or next(iter(case.others), None)
    if match is None or audited.verdict is Verdict.VERIFIED or not is_shown(match):
        return None
    record = match.record
    return Closest(
        work=None if (work := brief(str(record.work), _WORK)) == brief(str(case.reference.work), _WORK) else work,
        container=_container(record),
        doi=None if record.work.doi == audited.doi else _short(record.work.doi),
        url=None if record.work.doi else _short(record.provenance.url),
        likely=round(match.score, 2),
        differs=list(_differing(match, told)),
    )


def taken_back(report: Report, offset: int, limit: int) -> RetractionResult:
    """The references whose work was taken back, and those of which nothing is known."""
    found = [
        (each, most_severe_first(each.findings)[0])
        for each in in_order(report.references)
        if priority(each) is Priority.RETRACTED
    ]
    page = found[offset : offset + limit]
    after = offset + len(page)
    unknown = [each.key for each in report.references if each.record is None]
    held = len(report.references) - len(unknown)
    return RetractionResult(
        summary=f"{len(found)} of {count(len(report.references), 'reference')} taken back or doubted; "
        f"a record is held of {held}, and of the others nothing is known",
        references=[
            TakenBack(
                key=brief(audited.key, KEY),
                status=TAKEN_BACK[finding.code],
                work=brief(str(audited.case.reference.work), 2 * _WORK),
                doi=_short(audited.doi),
                said=shortened(finding.message, _FINDING),
                source="; ".join(sources([finding])) or None,
            )
            for audited, finding in page
        ],
        without_record=[brief(key, _WORK) for key in unknown[:_KEYS]] if offset == 0 else [],
        more_without_record=max(0, len(unknown) - _KEYS) if offset == 0 else 0,
        could_not_ask=[brief(gap_phrase(gap), _OPEN) for gap in report.run.incomplete],
        notes=[brief(note.message, _FINDING) for note in report.run.notes[:_LIST_FINDINGS]],
        total=len(found),
        next_offset=after if after < len(found) else None,
    )


def found_works(matches: Sequence[Match]) -> list[FoundWork]:
    """Records beside what was described."""
    return [
        FoundWork(
            work=brief(str(match.record.work), 2 * _WORK),
            container=_container(match.record),
            doi=_short(match.record.work.doi),
            url=_short(match.record.provenance.url),
            likely=round(match.score, 2),
            differs=list(_differing(match, ())),
        )
        for match in matches
    ]


def _short(address: str | None) -> str | None:
    """An identifier as it is; a stranger's of a thousand letters cut."""
    return brief(address, _ADDRESS) if address else None


def _container(record: Record) -> str | None:
    return brief(record.work.container_title or "", _FIELD) or None


def _differing(match: Match, told: Sequence[str]) -> Iterator[str]:
    """Yield what differs, both sides, unless a finding has told it."""
    differing = [
        each for each in match.agreements if each.differs and not any(f"“{each.registered}”" in said for said in told)
    ]
    for each in differing[:_FIELDS]:
        yield f"{each.field}: {' → '.join(both(each.cited, each.registered, _FIELD))}"
    if len(differing) > _FIELDS:
        yield f"and {', '.join(each.field for each in differing[_FIELDS:])}"
