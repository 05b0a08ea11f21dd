"""A checked list as it is sent: each reference as a card, with the data that a program needs, and the report as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import asdict, evolve

from refcheck.messages import ENGLISH
from refcheck.model import Case, CheckedReference, Finding, Reference, Report, Verdict, Waived
from refcheck.reports.html.cards import Anchors, became, card, codes, severities
from refcheck.reports.html.page import piece
from refcheck.reports.html.view import list_part
from refcheck.reports.ordering import by_file, lists_in_order, most_severe_first, priority, references_first
from refcheck.reports.phrases import finding_counts, gap_phrase, summary, verdict_counts
from refcheck.servers.page.checked import Checked, Proposal, as_decided, proposals
from refcheck.servers.page.decisions import rejected
from refcheck.servers.page.downloads import formats_for
from refcheck.servers.page.events import (
    JudgedReference,
    Left,
    ReadReference,
    Reported,
    Summary,
    ToldFinding,
    ToldRepair,
)

_READING = "reading"
"""The word in a card in place of a verdict, until there is one."""

Leaving = dict[tuple[str, str], dict[str, Left]]
"""File and key of a reference → its waived findings, by code."""

_NOTHING: Mapping[str, Left] = MappingProxyType({})


def read_reference(index: int, reference: Reference, language: str = ENGLISH) -> ReadReference:
    """Return a reference before any registry was queried."""
    audited = CheckedReference(file="", case=Case(reference=reference), verdict=Verdict.UNVERIFIED)
    shown = card(audited, anchor(index), language)
    return ReadReference(
        index=index,
        key=reference.key,
        raw=reference.raw,
        said=shown.said,
        html=piece(language, card=evolve(shown, verdict=_READING, called=_READING)),
    )


def anchor(index: int) -> str:
    """Return the anchor of a reference's card on the page."""
    return f"r{index + 1}"


def judged_reference(
    index: int,
    audited: CheckedReference,
    language: str,
    *,
    proposals: tuple[Proposal, ...],
    left: Mapping[str, Left] = _NOTHING,
    unwanted: tuple[ToldRepair, ...] = (),
) -> JudgedReference:
    """Return a reference with its findings; waived findings keep their places, but are no longer counted.

    Args:
        index: its position in the list.
        audited: the reference.
        language: the language of the texts.
        proposals: its proposed changes.
        left: its waived findings by code.
        unwanted: its rejected repairs.
    """
    findings = most_severe_first(audited.findings)
    kept = tuple(each for each in findings if each.code not in left)
    counted = evolve(audited, findings=kept)
    shown = card(audited, anchor(index), language)
    words = {code: f"{each.by}: {each.reason}" for code, each in left.items()}
    remarks = tuple(
        evolve(remark, left=words.get(finding.code, ""))
        for remark, finding in zip(shown.remarks, findings, strict=True)
    )
    shown = evolve(
        shown,
        remarks=remarks,
        is_quiet=priority(counted).is_quiet,
        back=became(kept, language),
        codes=codes(kept),
        severities=severities(kept),
    )
    return JudgedReference(
        index=index,
        key=audited.key,
        verdict=audited.verdict.value,
        severity=max(kept, key=lambda each: each.severity.rank).severity.value if kept else "",
        priority=priority(counted),
        html=piece(language, card=shown),
        findings=tuple(_finding(each, left.get(each.code)) for each in findings),
        repairs=(*_repairs(audited.case.reference), *unwanted),
        proposals=proposals,
    )


def _finding(finding: Finding, left: Left | None) -> ToldFinding:
    return ToldFinding(
        rule=finding.code,
        severity=finding.severity.value,
        message=finding.message,
        fix=finding.fix is not None,
        waived=left,
    )


def _repairs(reference: Reference) -> Iterator[ToldRepair]:
    """Yield every repaired reading, once for each repair that led to it."""
    for identifier in reference.identifiers:
        for code in dict.fromkeys(repair.code for repair in identifier.repairs):
            yield ToldRepair(code=code, before=identifier.raw, after=identifier.value)


def unwanted(reference: Reference, rejected: frozenset[str]) -> tuple[ToldRepair, ...]:
    """Return the repaired readings that the user rejected, of a reference as it was read."""
    return tuple(
        evolve(repair, rejected=True)
        for identifier in reference.identifiers
        if any(each.code in rejected for each in identifier.repairs)
        for repair in _repairs(evolve(reference, identifiers=(identifier,)))
    )


def leaving(waived: Sequence[Waived]) -> Leaving:
    """Return the waived findings by reference, with the person and the reason."""
    found: Leaving = {}
    for each in waived:
        for key in each.finding.references:
            found.setdefault((each.file, key), {})[each.finding.code] = Left(reason=each.why, by=each.who)
    return found


def judged(checked: Checked, indices: Iterable[int]) -> tuple[JudgedReference, ...]:
    """Return some of the references, as far as they are judged, with the decisions about them."""
    shown = rejected(checked.report, checked.decisions)
    left = leaving(checked.decided.waived[len(checked.report.waived) :])
    codes = checked.decisions.unwanted()
    return tuple(
        judged_reference(
            index,
            (audited := as_decided(shown.references[index], checked.decisions, index)),
            checked.report.language,
            proposals=proposals(checked.report.references[index], checked.decisions, index, checked.merges.get(index)),
            left=left.get((audited.file, audited.key), {}),
            unwanted=unwanted(checked.report.references[index].case.reference, frozenset(codes.get(index, ()))),
        )
        for index in indices
    )


def changed(before: Checked, after: Checked) -> tuple[int, ...]:
    """Return the positions of the references that are shown differently after other decisions."""
    about = before.decisions.about() | after.decisions.about()
    names = {
        (each.file, key) for one in (before, after) for each in one.decided.waived for key in each.finding.references
    }
    return tuple(
        index for index, each in enumerate(after.report.references) if index in about or (each.file, each.key) in names
    )


def reported(checked: Checked) -> Reported:
    """Return the event that is sent when the check is complete."""
    report = checked.decided
    return Reported(
        summary=_summary(report),
        order=references_first(report),
        list_html=_list_html(report),
        glossary_html=_glossary(report),
        notes=tuple(note.message for note in report.run.notes),
        services=tuple(asdict(each) for each in report.run.services),
        incomplete=tuple(gap_phrase(gap, report.language) for gap in report.run.incomplete),
        fixes=sum(finding.fix is not None for finding in report.findings()),
        downloads=formats_for(checked),
        language=report.language,
    )


def _summary(report: Report) -> Summary:
    severities = {severity.value: number for severity, number in finding_counts(report).items()}
    verdicts = {verdict.value: number for verdict, number in verdict_counts(report).items()}
    return Summary(verdicts=verdicts, severities=severities, sentence=summary(report))


def _list_html(report: Report) -> str:
    """Return the findings about each list as a whole, as HTML."""
    anchors: Anchors = {
        (each.file, each.key): anchor(index) for index, each in reversed(list(enumerate(report.references)))
    }
    return "".join(
        piece(report.language, part=list_part(file, found, anchors, report.language))
        for file, found in by_file(lists_in_order(report)).items()
    )


def _glossary(report: Report) -> str:
    """Return the rules that found something, waived or not, as HTML."""
    found = {each.code: each.rule for each in (*report.findings(), *(waived.finding for waived in report.waived))}
    return piece(report.language, rules=tuple(found[code] for code in sorted(found)))
