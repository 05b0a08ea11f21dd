"""The report formats: what they say, and that a hostile reference is inert in them."""

import json
import unicodedata
from pathlib import Path

import pytest
from attrs import evolve
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reports_made import HOSTILE, a_hostile_report, a_report

from refcheck.model import Evidence, Place, Report, Severity, Unit
from refcheck.reports import formats, render
from refcheck.reports.formats import terminal
from refcheck.reports.marking import differing
from refcheck.reports.placing import line_of, whereabouts
from refcheck.reports.view import Detail, View
from refcheck.text.visible import brief, visible

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def test_the_terminal_says_what_matters() -> None:
    text = terminal.render(a_report(), View(least=Severity.INFO, detail=Detail.FULL))
    for said in (
        "[1] A title",
        "warning Volume 14 is cited; 21 is registered.",
        "volume-differs",
        "cited      volume 14",
        "registered volume 21",
        "crossref, 2026-11-24: https://api.crossref.org/works/10.1000/x",
        "A label is misspelt. (references 1, 2)",
        "2 references",
        "1 warning, 1 note",
        "Could not query datacite: connection refused (reference 2)",
        "list.txt: Page 2 has no text.",
        "  year-differs in reference 1, waived by Ann until 2027-01-31: the printed year is later",
        "1 finding waived.",
    ):
        assert said in text
    assert "[2]" not in text, "a reference without findings is counted, not listed"


def test_what_the_printed_text_shows_is_not_called_registered() -> None:
    report = a_report()
    audited = report.references[0]
    printed = Evidence(field="issued", cited="2023", registered="10.1000/x.2024")
    finding = evolve(audited.findings[0], message="The year contradicts the DOI.", evidence=(printed,))
    text = render(evolve(report, references=(evolve(audited, findings=(finding,)),)), "terminal")
    assert "The year contradicts the DOI." in text
    assert "registered " not in text


OPEN = "whether it was retracted is not known"


@pytest.mark.parametrize("findings", [0, 1])
@pytest.mark.parametrize("name", ["html", "json", "junit", "markdown", "terminal"])
def test_what_an_outage_left_open_beside_a_record_is_told_once(name: str, findings: int) -> None:
    report = a_report()
    loud = report.references[0].findings
    quiet = evolve(loud[0], rule=evolve(loud[0].rule, severity=Severity.INFO))
    held = evolve(report.references[0], findings=(*loud, quiet) if findings else (quiet,))
    view = View(least=Severity.INFO)

    def shown(unsettled: str) -> str:
        told = evolve(report, references=(evolve(held, unsettled=unsettled),))
        return terminal.render(told, view) if name == "terminal" else render(told, name)

    assert (shown(OPEN).count(OPEN), shown("").count(OPEN)) == (1, 0)


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


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", formats())
def test_a_hostile_reference_is_inert(name: str, hostile: str) -> None:
    text = render(a_hostile_report(HOSTILE[hostile]), name)
    assert text.encode("utf-8"), "it can be written"
    assert not any(character in text for character in "\x00\x07\x1b\x7f\x9b"), "the cursor stays where it is"


SHOWN = ("terminal", "markdown", "junit", "csv", "github", "gitlab")
"""The formats that a person looks at as text."""


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", SHOWN)
def test_nothing_hidden_is_shown(name: str, hostile: str) -> None:
    text = render(a_hostile_report(HOSTILE[hostile]), name).removeprefix("\ufeff")
    hidden = {character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs")}
    assert hidden <= {"\n", "\r"} | ({"\u200b"} if name == "markdown" else set())


@pytest.mark.parametrize("name", formats())
@settings(max_examples=examples(20), deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=200))
def test_every_text_can_be_written_in_every_format(name: str, text: str) -> None:
    assert render(a_hostile_report(text), name).encode("utf-8")


def test_what_is_hidden_is_written_out_in_the_terminal() -> None:
    report = a_hostile_report("Doe \x1b[2J\x07 [bold]J.[/bold] (2020)\u202e A title.")
    text = render(report, "terminal")
    assert "‹U+001B›[2J‹U+0007› [bold]J.[/bold]" in text
    assert "‹U+202E›" in text


def test_a_surrogate_comes_back_from_the_json() -> None:
    report = a_report("Doe \ud800. A title.")
    assert Report.from_dict(json.loads(render(report, "json").encode("utf-8"))) == report


@pytest.mark.parametrize("name", formats())
def test_an_empty_report_is_a_report(name: str) -> None:
    text = render(Report(run=evolve(a_report().run, incomplete=(), notes=())), name)
    assert text.endswith("\n") or name in ("github", "concise")
    said = {"terminal": "No references were found.", "markdown": "0 references"}
    assert said.get(name, "") in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, Ünïcode, 中文", "plain, Ünïcode, 中文"),
        ("می‌خواهم", "می‌خواهم"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("zero\u200bwidth", "zero‹U+200B›width"),
        ("soft\u00adhyphen", "soft‹U+00AD›hyphen"),
        ("\ud800", "‹U+D800›"),
        ("\ufffe", "‹U+FFFE›"),
        ("\U0010ffff", "‹U+10FFFF›"),
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
        ("Rivers of the plain, a study", "Rivers of the plains: a study", ["plain"]),
        ("“Rivers,” (lakes) [seas", "“River,” (lake) [sea", ["Rivers,” (lakes) [seas"]),
        ("A study (of rivers)", "A study (of river)", ["rivers"]),
        ("A study (rivers).", "A study (river).", ["rivers"]),
        ("River, Lake; Sea", "River; Lake; Sea", []),
        ("12(3)", "12(4)", ["12(3)"]),
        ("(a)(b) c", "(a)(d) c", ["(a)(b)"]),
        ("rivers - lakes", "rivers – lakes", ["-"]),
    ],
)
def test_the_words_that_the_other_side_lacks(text: str, other: str, words: list[str]) -> None:
    assert [span.of(text) for span in differing(text, other)] == words


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [("short", 5, "short"), ("longer", 5, "long…"), ("a title", 3, "a …"), ("", 3, ""), ("\x1b" * 9, 4, "‹U+…")],
)
def test_a_long_text_is_cut(text: str, length: int, shown: str) -> None:
    assert brief(text, length) == shown


@given(st.text(), st.text())
def test_marking_is_total_and_in_order(text: str, other: str) -> None:
    spans = differing(text, other)
    assert all(span.start < span.end <= len(text) for span in spans)
    assert list(spans) == sorted(spans, key=lambda span: span.start)


@pytest.mark.parametrize(
    ("place", "shown", "line"),
    [
        (Place(12, 3), "list.txt:12", 12),
        (Place(7, 1, Unit.PAGE), "list.txt, page 7", None),
        (None, "list.txt", None),
        (Place(7, 1, Unit.NOTHING), "list.txt", None),
    ],
)
def test_a_place_is_told_as_a_person_finds_it(place: Place | None, shown: str, line: int | None) -> None:
    assert whereabouts("list.txt", place) == shown
    assert line_of(place) == line
