"""A checked list as it is told: its references one by one, and the report as a whole."""

from collections.abc import Iterable

from attrs import asdict

from refcheck.model import Report
from refcheck.reports.html.cards import Anchors
from refcheck.reports.html.page import piece
from refcheck.reports.html.view import list_part
from refcheck.reports.ordering import by_file, lists_in_order, references_first
from refcheck.reports.phrases import finding_counts, gap_phrase, summary, verdict_counts
from refcheck.servers.page.cards import anchor, judged_reference, leaving, unwanted
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.decisions import rejected
from refcheck.servers.page.downloads import formats_for
from refcheck.servers.page.events import JudgedReference, Reported, Summary
from refcheck.servers.page.proposals import as_decided, proposals


def judged(checked: Checked, indices: Iterable[int]) -> tuple[JudgedReference, ...]:
    """Return some of the references, as far as they are judged and decided about."""
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
    """Return the places of the references that are shown otherwise after other decisions."""
    about = before.decisions.about() | after.decisions.about()
    names = {
        (each.file, key) for one in (before, after) for each in one.decided.waived for key in each.finding.references
    }
    return tuple(
        index for index, each in enumerate(after.report.references) if index in about or (each.file, each.key) in names
    )


def reported(checked: Checked) -> Reported:
    """Return what is told when all is known."""
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
    """Return what was found in each list as a whole."""
    anchors: Anchors = {
        (each.file, each.key): anchor(index) for index, each in reversed(list(enumerate(report.references)))
    }
    return "".join(
        piece(report.language, part=list_part(file, found, anchors, report.language))
        for file, found in by_file(lists_in_order(report)).items()
    )


def _glossary(report: Report) -> str:
    """Return the rules that found something, waived or not."""
    found = {each.code: each.rule for each in (*report.findings(), *(waived.finding for waived in report.waived))}
    return piece(report.language, rules=tuple(found[code] for code in sorted(found)))
