"""The commands that show a report again, and the rules."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from reports_made import a_report
from tables import DOCS

from refcheck.checks import rules
from refcheck.cli import main
from refcheck.model import Severity
from refcheck.reports import formats, render


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def report(tmp_path: Path) -> str:
    file = tmp_path / "report.json"
    file.write_text(render(a_report(), "json"), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("name", formats())
def test_a_report_is_shown_again_in_every_format(report: str, name: str) -> None:
    result = run("report", report, "--format", name)
    assert (result.exit_code, result.stdout) == (0, render(a_report(), name))


def test_a_report_is_written_to_a_file(report: str, tmp_path: Path) -> None:
    output = tmp_path / "refcheck.sarif"
    assert run("report", report, "--format", "sarif", "-o", str(output)).stdout == ""
    assert output.read_text(encoding="utf-8") == render(a_report(), "sarif")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "{}",
        "7",
        '{"schema_version": 1}',
        '{"schema_version": 2}',
        '{"schema_version": 1, "references": 3}',
        "\ufeff{",
        "[" * 100_000,
    ],
)
def test_what_is_no_report_is_said_in_one_line(tmp_path: Path, data: str) -> None:
    file = tmp_path / "data.json"
    file.write_text(data, encoding="utf-8")
    result = run("report", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{}", "the data has no schema_version, which every report has"),
        ('{"schema_version": 999}', "the data has schema version 999; only version 1 can be read"),
    ],
)
def test_what_is_no_report_is_said_in_words(tmp_path: Path, data: str, said: str) -> None:
    file = tmp_path / "data.json"
    file.write_text(data, encoding="utf-8")
    assert run("report", str(file)).stderr.endswith(f" is not a report that refcheck wrote as JSON: {said}\n")


def test_the_schema_still_holds_what_is_read_back(report: str) -> None:
    schema = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(run("report", report, "--format", "json").stdout))


def listed(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("rules", "--format", "json", *arguments).stdout)
    return found


def test_rules_as_json_are_all_the_cards() -> None:
    assert [each["code"] for each in listed()] == list(rules())
    assert all(set(each) == {"code", "severity", "title", "summary"} for each in listed())


def test_rules_are_chosen_by_words_and_severity() -> None:
    codes = {each["code"] for each in listed("doi", "Space")}
    assert {"doi-with-inner-space", "doi-with-text-behind-space"} <= codes
    assert all("doi" in code for code in codes)
    assert {each["severity"] for each in listed("--severity", "error")} == {Severity.ERROR.value}
    assert listed("--severity", "note") == listed("--severity", "info") != listed()
    assert listed("no such words") == []


@pytest.mark.parametrize(("name", "code"), [("terminal", 0), ("markdown", 2), ("concise", 2), ("json", 2)])
def test_a_policy_is_for_the_terminal(report: str, name: str, code: int) -> None:
    assert run("report", report, "--format", name).exit_code == 0
    assert run("report", report, "--format", name, "--policy", "journal").exit_code == code


def test_a_rule_is_explained_as_on_its_page() -> None:
    for code in ("volume-differs", "doi-with-inner-space"):
        assert run("rule", code).stdout == (DOCS / "rules" / f"{code}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("volume-difers", "did you mean 'volume-differs'?"),
        ("zzz", "`refcheck rules` lists them"),
        ("index", "`refcheck rules` lists them"),
    ],
)
def test_an_unknown_rule_is_said_in_one_line(code: str, said: str) -> None:
    result = run("rule", code)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
