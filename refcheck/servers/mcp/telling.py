"""Reports as the tools' answers: what a model needs in order to act, and no more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import CheckedReference, Finding, Match, Method, Record, Report, Run, Severity, Verdict
from refcheck.reports.explained_once import ExplainedOnce
from refcheck.reports.ordering import TAKEN_BACK, Priority, in_order, lists_in_order, most_severe_first, priority
from refcheck.reports.phrases import about, count, gap_phrase, severity_word, sources, summary
from refcheck.reports.view import is_shown
from refcheck.servers.mcp.answers import Checked, CheckResult, Closest, FoundWork, Quiet, RetractionResult, TakenBack
from refcheck.servers.mcp.shortening import both, paged, shortened
from refcheck.text.visible import brief

_WORK, _QUIET_WORK, _FINDING, _FIELD, _OPEN = 46, 35, 200, 60, 260
"""Most code points shown of each, so that forty references fit into what a model reads at once."""

_FINDINGS, _FIELDS = 3, 3
"""Most findings of a reference, and most differing fields of a record, that are shown in full."""

KEY, _IDENTIFIER = 120, 300
"""Most characters of a key, and of an identifier or URL, before it is cut. Source: a judgement: above any genuine one."""

_LIST_FINDINGS, _KEYS = 10, 40
"""Most findings of a whole list, and most keys in a row, that are shown."""

MEANING = {
    Verdict.VERIFIED: "its record agrees",
    Verdict.DIFFERS: "its record disagrees where the findings say so; compare both sides",
    Verdict.BROKEN: "its identifier is not registered in any reading; the work itself may well exist",
    Verdict.NOT_FOUND: "in none of the registries queried, though they cover such works; it may exist elsewhere",
    Verdict.UNVERIFIED: "no registry confirms it; this alone says nothing against the reference",
}
"""The meaning of the verdicts, and what they do not mean."""


def check_result(report: Report, offset: int, limit: int) -> CheckResult:
    """Return one page of a report."""
    page, following = paged(in_order(report.references), offset, limit)
    reasons = dict.fromkeys(each.unsettled for each in page if each.unsettled)
    explained = ExplainedOnce(report)
    letters = {reason: str(number) for number, reason in enumerate(reasons, start=1)}
    shown = [_of_list(each.finding) for each in lists_in_order(report)]
    if len(shown) > _LIST_FINDINGS:
        shown = [*shown[:_LIST_FINDINGS], f"and {len(shown) - _LIST_FINDINGS} more"]
    return CheckResult(
        summary=summary(report),
        meaning={verdict.value: MEANING[verdict] for verdict in dict.fromkeys(each.verdict for each in page)},
        open={letter: brief(reason, _OPEN) for reason, letter in letters.items()},
        references=[_checked(each, letters, explained) for each in page if not _is_quiet(each)],
        others=list(_quiet([each for each in page if _is_quiet(each)], letters)),
        of_the_list=shown if offset == 0 else [],
        notes_by_rule=list(_notes(page)),
        total=len(report.references),
        next_offset=following,
        **_of_run(report.run),
    )


def _of_run(run: Run) -> dict[str, list[str]]:
    """Return the registries that were unavailable, and the notes on what could not be read."""
    return {
        "could_not_ask": [brief(gap_phrase(gap), _OPEN) for gap in run.incomplete],
        "notes": [brief(note.message, _FINDING) for note in run.notes[:_LIST_FINDINGS]],
    }


def _loud(audited: CheckedReference) -> list[Finding]:
    found = most_severe_first(audited.findings)
    return [each for each in found if each.severity is not Severity.INFO or each.code in TAKEN_BACK]


def _line(finding: Finding, message: str) -> str:
    """Return a finding as one line, e.g. ``warning volume-differs: …``."""
    return f"{severity_word(finding.severity)} {finding.code}: {shortened(message, _FINDING)}"


def _of_list(finding: Finding) -> str:
    keys = about(finding)
    return _line(finding, finding.message) + (f" ({keys})" if keys else "")


def _notes(page: Sequence[CheckedReference]) -> Iterator[str]:
    """Yield each rule that found something minor, with the references."""
    found: dict[str, list[str]] = {}
    for each in page:
        loud = _loud(each)
        for code in dict.fromkeys(finding.code for finding in each.findings if finding not in loud):
            found.setdefault(code, []).append(brief(each.key, _WORK))
    for code, keys in sorted(found.items()):
        more = f" and {len(keys) - _KEYS} more" if len(keys) > _KEYS else ""
        yield f"{code}: {', '.join(keys[:_KEYS])}{more}"


def _is_quiet(audited: CheckedReference) -> bool:
    """Return whether one line suffices: no negative verdict, notes at most, and no other record to show."""
    return audited.verdict.value not in _NEGATIVE and not _loud(audited) and _closest(audited, ()) is None


def _quiet(page: Sequence[CheckedReference], reasons: Mapping[str, str]) -> Iterator[Quiet]:
    groups: dict[tuple[str, str | None], list[str]] = {}
    for each in page:
        said = "; ".join(filter(None, (brief(str(each.case.reference.work), _QUIET_WORK), _short(each.doi))))
        groups.setdefault((each.verdict.value, reasons.get(each.unsettled)), []).append(
            f"{brief(each.key, KEY)}: {said}"
        )
    for (verdict, reason), works in groups.items():
        yield Quiet(verdict=verdict, open=reason, works=works)


_NEGATIVE = frozenset({Verdict.BROKEN.value, Verdict.DIFFERS.value, Verdict.NOT_FOUND.value})


def _checked(audited: CheckedReference, reasons: Mapping[str, str], explained: ExplainedOnce) -> Checked:
    loud = _loud(audited)
    shown = [_line(each, explained.message(each)) for each in loud[:_FINDINGS]]
    return Checked(
        key=brief(audited.key, KEY),
        verdict=audited.verdict.value,
        work=brief(str(audited.case.reference.work), _WORK),
        doi=_short(audited.doi),
        findings=shown,
        more_findings=[f"{severity_word(each.severity)} {each.code}" for each in loud[_FINDINGS:]],
        closest=_closest(audited, shown),
        open=reasons.get(audited.unsettled),
    )


def _closest(audited: CheckedReference, shown: Sequence[str]) -> Closest | None:
    """Return the matched record if something in it differs; without a match, the record of the printed DOI or the nearest one."""
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
        likely=round(match.score, 2) if match.method is Method.SEARCH else None,
        differs=list(_differing(match, shown)),
    )


def taken_back(report: Report, offset: int, limit: int) -> RetractionResult:
    """Return the references to retracted or doubted works, and those about which nothing is known."""
    back = (each for each in in_order(report.references) if priority(each) is Priority.RETRACTED)
    found = [(each, most_severe_first(each.findings)[0]) for each in back]
    page, following = paged(found, offset, limit)
    unknown = [each for each in report.references if each.record is None]
    twice = Counter(each.key for each in report.references)
    return RetractionResult(
        summary=_known(len(found), len(report.references) - len(unknown), len(unknown), _open(report)),
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
        without_record=[_named(each, twice) for each in unknown[:_KEYS]] if offset == 0 else [],
        more_without_record=max(0, len(unknown) - _KEYS) if offset == 0 else 0,
        total=len(found),
        next_offset=following,
        **_of_run(report.run),
    )


def _open(report: Report) -> int:
    return len({key for gap in report.run.incomplete for key in gap.held})


def _known(found: int, held: int, unknown: int, left_open: int) -> str:
    """Return how many works were retracted or doubted, of those about which anything is known."""
    said = f"{found} of {count(held, 'reference')} with a record retracted or doubted" if held else ""
    said += f"; for {left_open} of them this is unknown, as a registry was unavailable" if left_open else ""
    others = f"{unknown} other{'' if unknown == 1 else 's'}" if held else count(unknown, "reference")
    of_others = (
        f"{others} without a record, so nothing is known about {'it' if unknown == 1 else 'them'}" if unknown else ""
    )
    return "; ".join(filter(None, (said, of_others))) or "no reference was read"


def _named(audited: CheckedReference, twice: Mapping[str, int]) -> str:
    """Return the key of a reference, with the work if another reference has the same key."""
    key = brief(audited.key, _WORK)
    return f"{key}: {brief(str(audited.case.reference.work), _WORK)}" if twice[audited.key] > 1 else key


def found_works(matches: Sequence[Match]) -> list[FoundWork]:
    """Return the records that were found, compared with what was described."""
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


def _short(identifier: str | None) -> str | None:
    """Return an identifier or URL, cut only if it is absurdly long, as untrusted text may be."""
    return brief(identifier, _IDENTIFIER) if identifier else None


def _container(record: Record) -> str | None:
    return brief(record.work.container_title or "", _FIELD) or None


def _differing(match: Match, shown: Sequence[str]) -> Iterator[str]:
    """Yield the fields that differ, with both values, unless a finding shows them."""
    differing = [
        each
        for each in match.agreements
        if each.differs and not any(f"“{each.registered}”" in said or each.registered in said.split() for said in shown)
    ]
    for each in differing[:_FIELDS]:
        yield f"{each.field}: {' → '.join(both(each.cited, each.registered, _FIELD))}"
    if len(differing) > _FIELDS:
        yield f"and {', '.join(each.field for each in differing[_FIELDS:])}"
