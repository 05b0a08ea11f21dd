"""The report formats: what they say, and that a hostile reference is inert in them."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reports_made import a_report

from refcheck.model import Evidence, Report
from refcheck.reports import formats, render
from refcheck.reports._marking import differing, visible

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def test_the_terminal_says_what_matters() -> None:
    text = render(a_report(), "terminal")
    for said in (
        "[1] differs  Doe, J. (2020). A title.",
        "warning Volume 14 is cited; 21 is registered.",
        "volume-differs",
        "cited       volume 14",
        "registered  volume 21",
        "crossref, 2026-11-24: https://api.crossref.org/works/10.1000/x",
        "A label is misspelt. (references 1, 2)",
        "2 references",
        "0 errors, 1 warning, 1 note",
        "Could not ask datacite: connection refused (references 2)",
    ):
        assert said in text
    assert "[2]" not in text, "a reference without findings is counted, not listed"


def test_what_the_printed_text_shows_is_not_called_registered() -> None:
    report = a_report()
    audited = report.references[0]
    printed = Evidence(field="issued", cited="2023", registered="10.1000/x.2024")
    finding = evolve(audited.findings[0], message="The year is not that of the DOI.", evidence=(printed,))
    text = render(evolve(report, references=(evolve(audited, findings=(finding,)),)), "terminal")
    assert "The year is not that of the DOI." in text
    assert "registered  " not in text


def test_the_json_is_as_its_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(render(a_report(), "json"))
    Draft202012Validator(SCHEMA).validate(data)
    assert Report.from_dict(data) == a_report()


@pytest.mark.parametrize("key", ["verdict", "findings", "identifiers", "record", "work", "raw", "key", "file"])
def test_the_schema_refuses_a_report_that_lacks_a_key(key: str) -> None:
    data = a_report().to_dict()
    del data["references"][0][key]
    assert not Draft202012Validator(SCHEMA).is_valid(data)


@pytest.mark.parametrize("name", formats())
def test_a_hostile_reference_is_inert(name: str) -> None:
    hostile = "Doe \x1b[2J\x07 [bold]J.[/bold] (2020)\u202e \u200b <script>alert(1)</script>. [link=x]A[/] title."
    text = render(a_report(hostile), name)
    assert not any(character in text for character in "\x1b\x07"), "the cursor stays where it is"
    if name == "terminal":
        assert "‹U+001B›[2J‹U+0007› [bold]J.[/bold]" in text
        assert "‹U+202E›" in text


def test_an_empty_report_is_a_report() -> None:
    empty = Report(run=a_report().run)
    assert "0 references" in render(empty, "terminal")
    assert json.loads(render(empty, "json"))["references"] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, Ünïcode, 中文", "plain, Ünïcode, 中文"),
        ("می‌خواهم", "می‌خواهم"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("zero\u200bwidth", "zero‹U+200B›width"),
        ("soft\u00adhyphen", "soft‹U+00AD›hyphen"),
        ("\ud800", "‹U+D800›"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "other", "words"),
    [
        ("Global and Regional Cooperation", "Regional Cooperation", ["Global and"]),
        ("Regional Cooperation", "Global and Regional Cooperation", []),
        ("A New Era", "a new era", []),
        ("14", "21", ["14"]),
        ("", "anything", []),
    ],
)
def test_the_words_that_the_other_side_lacks(text: str, other: str, words: list[str]) -> None:
    assert [span.of(text) for span in differing(text, other)] == words


@given(st.text(), st.text())
def test_marking_is_total_and_in_order(text: str, other: str) -> None:
    spans = differing(text, other)
    assert all(span.start < span.end <= len(text) for span in spans)
    assert list(spans) == sorted(spans, key=lambda span: span.start)
