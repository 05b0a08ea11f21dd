"""The report as JUnit XML, for the test pages of CI servers.

A file is a suite and a reference a case. Its errors and warnings are one failure; a reference that no registry confirms is
skipped; notes are output. The findings of a whole list are a case of their own, and so is each waived finding.
"""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from refcheck.model import CheckedReference, Finding, Report, Severity, Verdict, Waived
from refcheck.reports.ordering import by_file, most_severe_first
from refcheck.reports.phrases import (
    MESSAGE_LENGTH,
    as_printed,
    gap_phrase,
    keys_phrase,
    references_suffix,
    sources,
    verdict_phrase,
    waiver_phrase,
    whole_list,
)
from refcheck.reports.placing import cited_at, whereabouts
from refcheck.text.visible import brief, visible

_NAME_LENGTH = 160

_RUN = "refcheck"
"""The name of the suite, without cases, that reports the registries that could not be queried."""


def render(report: Report) -> str:
    """Return the report as one ``testsuites`` element, valid by the schema of Jenkins' xUnit plug-in."""
    suites = _Suites()
    for audited in report.references:
        _add_reference(suites.of(audited.file), audited)
    for file, found in by_file(report.list_findings).items():
        where = [f"{cited_at(each)}: {each.finding.rule.code}" for each in found if cited_at(each)]
        _add_findings(_case(suites.of(file), whole_list()), [each.finding for each in found], where)
    for waived in report.waived:
        _add_waived(suites.of(waived.file), waived)
    for note in report.run.notes:
        _add_text(suites.of(note.file), "system-err", [brief(note.message, MESSAGE_LENGTH)])
    if report.run.incomplete:
        _add_text(suites.of(_RUN), "system-err", map(gap_phrase, report.run.incomplete))
    suites.count()
    suites.root.set("time", f"{(report.run.finished - report.run.started).total_seconds():.3f}")
    ET.indent(suites.root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites.root, encoding="unicode")}\n'


class _Suites:
    """The suites, one for each file, in the order of first use."""

    def __init__(self) -> None:
        self.root = ET.Element("testsuites", name="refcheck")
        self._by_file: dict[str, ET.Element] = {}

    def of(self, file: str) -> ET.Element:
        """Return the suite of a file, which is created on first use."""
        if file not in self._by_file:
            self._by_file[file] = ET.SubElement(self.root, "testsuite", name=visible(file))
        return self._by_file[file]

    def count(self) -> None:
        """Set the counts of cases on the suites and their root."""
        for element in (self.root, *self._by_file.values()):
            for name, path in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
                element.set(name, str(sum(1 for _ in element.iter(path))))
        for suite in self._by_file.values():
            suite.set("skipped", str(sum(1 for _ in suite.iter("skipped"))))


def _add_reference(suite: ET.Element, audited: CheckedReference) -> None:
    reference = audited.case.reference
    case = _case(suite, f"[{brief(reference.key, _NAME_LENGTH)}] {brief(as_printed(reference), _NAME_LENGTH)}")
    place = audited.place()
    where = [whereabouts(visible(audited.file), place)] if place else []
    open_ = brief(audited.unsettled, MESSAGE_LENGTH)
    if not _add_findings(case, audited.findings, where) and audited.verdict is Verdict.UNVERIFIED:
        ET.SubElement(case, "skipped", message=verdict_phrase(audited.verdict)).text = open_ or None
    elif audited.record:
        _add_text(case, "system-err", [open_] if open_ else [])


def _add_findings(case: ET.Element, findings: Sequence[Finding], where: Sequence[str] = ()) -> bool:
    """Add the errors and warnings as one failure, and the notes as output; return whether there is a failure."""
    severe = [finding for finding in most_severe_first(findings) if finding.rule.severity is not Severity.INFO]
    if severe:
        more = f" (and {len(severe) - 1} more)" if len(severe) > 1 else ""
        message = brief(severe[0].message, MESSAGE_LENGTH) + more
        failure = ET.SubElement(case, "failure", type=severe[0].rule.code, message=message)
        failure.text = "\n".join([*where, *map(_line, severe), *sources(severe)])
    _add_text(case, "system-out", [_line(finding) for finding in findings if finding.rule.severity is Severity.INFO])
    return bool(severe)


def _add_waived(suite: ET.Element, waived: Waived) -> None:
    finding = waived.finding
    case = _case(suite, f"{keys_phrase(finding.references) or whole_list()}: {finding.rule.code}")
    ET.SubElement(case, "skipped", message=waiver_phrase(waived)).text = _line(finding)


def _case(suite: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", name=name, classname=suite.get("name", ""))


def _line(finding: Finding) -> str:
    message = f"{brief(finding.message, MESSAGE_LENGTH)}{references_suffix(finding)}"
    return f"{finding.rule.severity.value} {finding.rule.code}: {message}"


def _add_text(element: ET.Element, tag: str, lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    if text:
        ET.SubElement(element, tag).text = text
