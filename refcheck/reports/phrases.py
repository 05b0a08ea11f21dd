"""The words that the formats share, for verdicts, counts, sources, waivers and gaps. Strangers' text in them is made visible."""

from collections import Counter
from collections.abc import Iterator, Sequence

from refcheck.model import (
    FIXABLE,
    TRACKABLE,
    CheckedReference,
    Evidence,
    Finding,
    Incomplete,
    Report,
    Safety,
    ServiceUse,
    Severity,
    Verdict,
    Waived,
)
from refcheck.reports.ordering import TAKEN_BACK, Priority, most_severe_first, priority
from refcheck.text.characters import brief

WHOLE_LIST = "The whole list"

_VERDICTS = {
    Verdict.BROKEN: "broken: registered nowhere",
    Verdict.DIFFERS: "differs from the record",
    Verdict.NOT_FOUND: "not found in any registry asked",
    Verdict.VERIFIED: "verified",
    Verdict.UNVERIFIED: "unverified: no registry could tell",
}
_OF_GROUPS = {
    Priority.BROKEN: Verdict.BROKEN,
    Priority.DIFFERS: Verdict.DIFFERS,
    Priority.NOT_FOUND: Verdict.NOT_FOUND,
    Priority.VERIFIED: Verdict.VERIFIED,
    Priority.UNVERIFIED: Verdict.UNVERIFIED,
    Priority.QUIET_VERIFIED: Verdict.VERIFIED,
    Priority.QUIET_UNVERIFIED: Verdict.UNVERIFIED,
}
_REST = (Priority.VERIFIED, Priority.UNVERIFIED)

_PLURALS = {Verdict.DIFFERS: "differ from the record"}
"""How a verdict reads of several references, where that is not as of one."""

_KEYS_SHOWN = 20
_LENGTH = 1000

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What each severity is called, the gravest first."""


def verdict_phrase(verdict: Verdict, number: int = 1) -> str:
    """What a verdict says of so many references."""
    return _VERDICTS[verdict] if number == 1 else _PLURALS.get(verdict, _VERDICTS[verdict])


def heading(report: Report, which: Priority) -> str:
    """Return what stands above the references of a group."""
    if which is Priority.RETRACTED:
        return _sentence(", ".join(taken_back(report)))
    verdict = _OF_GROUPS[which]
    rest = ", with notes at most" if which.is_quiet else ", to be looked at" if which in _REST else ""
    return _sentence((verdict.value if rest else _VERDICTS[verdict]) + rest)


def total(report: Report, which: Priority) -> int:
    """How many references the summary counts that the heading of a group speaks of."""
    if which is Priority.RETRACTED:
        return sum(taken_back(report).values())
    return verdict_counts(report).get(_OF_GROUPS[which], 0)


def taken_back(report: Report) -> dict[str, int]:
    """How many references were retracted, withdrawn, removed or doubted, each counted once."""
    each = (audited for audited in report.references if priority(audited) is Priority.RETRACTED)
    counts = Counter(most_severe_first(audited.findings)[0].code for audited in each)
    return {word: counts[code] for code, word in TAKEN_BACK.items() if counts[code]}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def verdict_counts(report: Report) -> dict[Verdict, int]:
    """How many references have each verdict, in the order of the verdicts, without those that none has."""
    counts = Counter(audited.verdict for audited in report.references)
    return {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}


def count(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def finding_counts(report: Report) -> Counter[Severity]:
    """How many findings have each severity."""
    return Counter(finding.rule.severity for finding in report.findings())


def severity_counts(report: Report) -> str:
    """``0 errors, 18 warnings, 27 notes``."""
    counts = finding_counts(report)
    return ", ".join(count(counts[severity], noun) for severity, noun in SEVERITIES.items())


def summary(report: Report) -> str:
    """The counts on one line: ``33 references: 5 differ, 28 verified. 2 retracted. 2 errors, 18 warnings, 27 notes.``"""
    verdicts = ", ".join(f"{number} {_short(verdict, number)}" for verdict, number in verdict_counts(report).items())
    references = count(len(report.references), "reference")
    findings = finding_counts(report)
    told = ", ".join(count(findings[severity], noun) for severity, noun in SEVERITIES.items() if findings[severity])
    waived = f" {count(len(report.waived), 'finding')} waived." if report.waived else ""
    back = ", ".join(f"{number} {word}" for word, number in taken_back(report).items())
    return f"{references}{': ' if verdicts else ''}{verdicts}.{f' {back}.' if back else ''} {told or 'No findings'}.{waived}"


def _short(verdict: Verdict, number: int) -> str:
    if verdict is Verdict.DIFFERS:
        return "differs" if number == 1 else "differ"
    return verdict.value.replace("-", " ")


def next_steps(report: Report, hidden: int, unsettled: int) -> list[str]:
    """Return what a person may do next: see ``hidden`` notes and the lookups of ``unsettled`` references, have sure fixes made."""
    counted = [count(hidden, "note")] * bool(hidden) + [count(unsettled, "lookup")] * bool(unsettled)
    left = f"{' and '.join(counted)} hidden" if counted else ""
    steps = [f"{left}: --show notes"] if left else []
    fixable = [audited for audited in report.references if _is_fixable(audited)]
    fixes = [finding.fix for audited in fixable for finding in audited.findings if finding.fix is not None]
    safe = sum(fix.safety is Safety.SAFE for fix in fixes)
    files = list(dict.fromkeys(audited.file for audited in fixable))
    if safe and not any(file.startswith("<") or file == "-" for file in files):
        named = _shown(files[0]) if len(files) == 1 else "FILE"
        steps.append(f"{safe} can be fixed: refcheck fix {named}")
    return steps


def _is_fixable(audited: CheckedReference) -> bool:
    """Whether its fixes can be made in its file: of a document with tracked changes, only what is printed in it."""
    if audited.format in TRACKABLE:
        return not audited.case.reference.structured
    return audited.format in FIXABLE


def told(evidence: Evidence) -> str:
    """Who says it and when (``crossref, 2026-11-24``); empty for what the printed text shows by itself."""
    if evidence.registry is None:
        return ""
    return _shown(evidence.registry) + (f", {evidence.retrieved:%Y-%m-%d}" if evidence.retrieved else "")


def source(evidence: Evidence) -> str:
    """Who says it, when and where; empty for what the printed text shows by itself."""
    who = told(evidence)
    return f"{who}: {_shown(evidence.url)}" if who and evidence.url else who


def sources(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Every source of the findings, once each."""
    each = (source(evidence) for finding in findings for evidence in finding.evidence)
    return tuple(dict.fromkeys(filter(None, each)))


def keys_phrase(keys: Sequence[str]) -> str:
    """``reference 7``, ``references 3, 7``; of many the first and how many more; empty for none."""
    if not keys:
        return ""
    more = f" and {len(keys) - _KEYS_SHOWN} more" if len(keys) > _KEYS_SHOWN else ""
    return f"reference{'s' if len(keys) > 1 else ''} {', '.join(map(_shown, keys[:_KEYS_SHOWN]))}{more}"


def waiver_phrase(waived: Waived) -> str:
    """``waived by Ann until 2027-01-01: the printed year is later``."""
    until = f" until {waived.until:%Y-%m-%d}" if waived.until else ""
    why = f": {_shown(waived.why)}" if waived.why else ""
    return f"waived by {_shown(waived.who)}{until}{why}"


def services_table(services: Sequence[ServiceUse]) -> Iterator[str]:
    """What each service was used for, a line each below a heading."""
    if services:
        yield f"{'service':<18} {'asked':>7} {'answered':>9} {'found':>7} {'seconds':>8}"
    for use in services:
        name = brief(use.registry, 18)
        yield f"{name:<18} {use.asked:>7} {use.answered:>9} {use.found:>7} {use.seconds:>8.1f}"


def gap_phrase(gap: Incomplete) -> str:
    """Who could not be asked, why, and which references that leaves open."""
    keys = f" ({keys_phrase(gap.references)})" if gap.references else ""
    return f"Could not ask {_shown(gap.registry)}: {_shown(gap.why)}{keys}"


def _shown(text: str) -> str:
    return brief(text, _LENGTH)
