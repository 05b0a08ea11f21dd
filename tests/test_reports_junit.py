"""JUnit XML, read back with the library that CI tools read it with."""

import pytest
from attrs import evolve
from junitparser import Failure, JUnitXml, Skipped, TestCase
from reports_made import HOSTILE, a_hostile_report, a_report

from refcheck.model import Report, Severity, Verdict
from refcheck.reports import render


def read(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(render(report, "junit").encode("utf-8"))


def cases(report: Report) -> list[TestCase]:
    return [case for suite in read(report) for case in suite]


def test_a_reference_is_a_case_and_its_gravest_finding_the_failure() -> None:
    first = cases(a_report())[0]
    assert first.name == "[1] Doe, J. (2020). A title. A Journal, 14(3). doi:10.1000/x"
    assert first.classname == "list.txt"
    (failure,) = first.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("volume-differs", "Volume 14 is cited; 21 is registered.")
    assert failure.text is not None
    assert failure.text.splitlines() == [
        "list.txt:3",
        "warning volume-differs: Volume 14 is cited; 21 is registered.",
        "crossref, 2026-11-24: https://api.crossref.org/works/10.1000/x",
    ]


def test_several_findings_are_one_failure_that_tells_them_all() -> None:
    report = a_report()
    first = report.references[0]
    (finding,) = first.findings
    error = evolve(finding, message="Worse.", rule=evolve(finding.rule, code="worse", severity=Severity.ERROR))
    several = evolve(report, references=(evolve(first, findings=(finding, error)),))
    (failure,) = cases(several)[0].result
    assert (failure.type, failure.message) == ("worse", "Worse. (and 1 more)")
    assert [line.partition(":")[0] for line in str(failure.text).splitlines()[1:3]] == [
        "error worse",
        "warning volume-differs",
    ]


def test_what_nobody_could_tell_is_skipped_and_notes_are_output() -> None:
    _, second, whole, waived = cases(a_report())
    assert isinstance(second.result[0], Skipped)
    assert whole.result == []
    assert whole.system_out == "info label-misspelt: A label is misspelt. (references 1, 2)"
    assert waived.name == "reference 1: year-differs"
    assert isinstance(waived.result[0], Skipped)
    assert waived.result[0].message == "waived by Ann until 2027-01-31: the printed year is later"


def test_a_verified_reference_passes() -> None:
    report = a_report()
    right = evolve(report.references[0], verdict=Verdict.VERIFIED, findings=())
    assert cases(evolve(report, references=(right,)))[0].is_passed


def test_the_counts_are_those_of_the_cases() -> None:
    xml = read(a_report())
    counted = (xml.tests, xml.failures, xml.errors, sum(suite.skipped for suite in xml))
    xml.update_statistics()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    assert counted == (4, 1, 0, 2)
    assert counted == (xml.tests, xml.failures, xml.errors, xml.skipped)


def test_what_could_not_be_asked_or_read_is_said() -> None:
    text = render(a_report(), "junit")
    assert "<system-err>Could not query datacite: connection refused (reference 2)</system-err>" in text
    assert "<system-err>Page 2 has no text.</system-err>" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_reference_is_text(hostile: str) -> None:
    found = cases(a_hostile_report(HOSTILE[hostile]))
    assert len(found) == 4
    assert [len(case.result) for case in found] == [1, 1, 0, 1]
    if hostile == "markup":
        assert found[0].result[0].message.startswith("<script>alert(1)</script>")
