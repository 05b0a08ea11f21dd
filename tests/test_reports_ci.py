"""What CI servers show beside the lines: GitHub's workflow commands and GitLab's code quality report."""

import json
import re

import pytest
from attrs import evolve
from reports_made import HOSTILE, a_hostile_report, a_report

from refcheck import check
from refcheck.model import Report, Severity
from refcheck.registries import Offline
from refcheck.reports import render

COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def commands(report: Report) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner reads them."""
    found = []
    for line in render(report, "github").splitlines():
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = (pair.split("=", 1) for pair in command["properties"].split(","))
        properties = {name: _read(value.replace("%3A", ":").replace("%2C", ",")) for name, value in pairs}
        found.append((command["name"], properties, _read(command["message"])))
    return found


def _read(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_a_finding_is_an_annotation_at_its_place() -> None:
    assert commands(a_report()) == [
        (
            "warning",
            {
                "file": "list.txt",
                "line": "3",
                "col": "1",
                "endColumn": "2",
                "title": "Volume differs (volume-differs)",
            },
            "Volume 14 is cited; 21 is registered.\ncrossref, 2026-11-24: https://api.crossref.org/works/10.1000/x",
        ),
        (
            "notice",
            {"file": "list.txt", "line": "3", "title": "Label misspelt (label-misspelt)"},
            "A label is misspelt.",
        ),
        ("warning", {"title": "refcheck"}, "Could not query datacite: connection refused (reference 2)"),
        ("notice", {"file": "list.txt", "title": "refcheck"}, "Page 2 has no text."),
    ]


_CITED = "Vale, P. (2004). How mosses drink fog. Moss Letters, 12, 7-9. doi:10.5555/ moss.12"


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        (f"References\n\n{_CITED}\n", 3, _CITED.index("10.") + 1),
        (f"<article><ref-list>\n<ref><mixed-citation>{_CITED}</mixed-citation></ref></ref-list></article>", 2, None),
        (f"<listBibl>\n<bibl><author>{_CITED}</author></bibl></listBibl>", 2, None),
    ],
    ids=["plain", "jats", "tei"],
)
def test_a_column_is_one_of_the_source_or_none(source: str, line: int, column: int | None) -> None:
    report = check(source, registry=Offline())
    (annotation,) = (each for _, each, _ in commands(report) if "doi-with-inner-space" in each["title"])
    assert (annotation["line"], annotation.get("col")) == (str(line), None if column is None else str(column))
    assert ("endColumn" in annotation) == (column is not None)
    regions = [
        each["locations"][0]["physicalLocation"]["region"]
        for each in json.loads(render(report, "sarif"))["runs"][0]["results"]
        if each["ruleId"] == "doi-with-inner-space"
    ]
    assert [(each["startLine"], each.get("startColumn")) for each in regions] == [(line, column)]


def test_the_gravest_come_first() -> None:
    report = a_report()
    first = report.references[0]
    (finding,) = first.findings
    rules = [evolve(finding.rule, severity=severity) for severity in Severity]
    several = evolve(first, findings=tuple(evolve(finding, rule=rule) for rule in rules))
    names = [name for name, _, _ in commands(evolve(report, references=(several,)))]
    assert names == ["error", "warning", "notice", "notice", "warning", "notice"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_reference_is_one_command_and_no_other(hostile: str) -> None:
    assert len(commands(a_hostile_report(HOSTILE[hostile]))) == 4


def test_a_message_comes_back_as_it_was() -> None:
    report = a_report()
    first = report.references[0]
    finding = evolve(first.findings[0], message="100% of a:b, c %0A", evidence=())
    named = evolve(first, file="a,b:c%.txt", findings=(finding,))
    _, properties, message = commands(evolve(report, references=(named,), list_findings=()))[0]
    assert (properties["file"], message) == ("a,b:c%.txt", "100% of a:b, c %0A")


def test_gitlab_gets_an_issue_for_each_finding() -> None:
    issues = json.loads(render(a_report(), "gitlab"))
    assert [(issue["check_name"], issue["severity"], issue["location"]) for issue in issues] == [
        ("volume-differs", "minor", {"path": "list.txt", "lines": {"begin": 3}}),
        ("label-misspelt", "info", {"path": "list.txt", "lines": {"begin": 3}}),
    ]
    assert len({issue["fingerprint"] for issue in issues}) == 2


def test_gitlab_knows_a_finding_again_when_lines_move() -> None:
    report = a_report()
    first = report.references[0]
    moved = evolve(first, places=tuple(evolve(place, line=place.line + 5) for place in first.places))
    before = json.loads(render(report, "gitlab"))[0]
    after = json.loads(render(evolve(report, references=(moved, *report.references[1:])), "gitlab"))[0]
    assert before["fingerprint"] == after["fingerprint"]
    assert before["location"] != after["location"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_gitlab_is_told_what_can_be_read(hostile: str) -> None:
    issues = json.loads(render(a_hostile_report(HOSTILE[hostile]), "gitlab").encode("utf-8"))
    assert [set(issue) for issue in issues] == [
        {"description", "check_name", "fingerprint", "severity", "location"}
    ] * 2
