"""Author queries: what is asked, what is left to the editor, and the two documents."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from attrs import evolve
from click.testing import CliRunner
from markdown_shown import MENTION, Page
from reports_made import HOSTILE, NOON, a_hostile_report, a_report, a_rule
from tables import SEEDS

from refcheck import check
from refcheck.checks import rules
from refcheck.cli import main
from refcheck.model import Audited, Evidence, Finding, Fix, ListFinding, Report, Safety, Severity, Span
from refcheck.registries import Local
from refcheck.reports import render
from refcheck.reports.queries.docx import document
from refcheck.reports.queries.questions import EDITORS, QUESTIONS, WHICH_IS_RIGHT, question
from refcheck.reports.queries.rows import Query, markdown, queries

SEED = SEEDS / "jcep-central-asia-ai"


def a_finding(code: str, severity: Severity = Severity.WARNING, **given: Any) -> Finding:
    return Finding(rule=a_rule(code, severity), message=f"{code} is so.", references=("1",), **given)


def asked_about(*findings: Finding) -> tuple[Query, ...]:
    report = a_report()
    first = evolve(report.references[0], findings=findings)
    return queries(evolve(report, references=(first, *report.references[1:])))


def test_what_is_printed_asked_and_suggested() -> None:
    assert queries(a_report()) == (
        Query(
            number=1,
            file="list.txt",
            references=("1",),
            printed=("Doe, J. (2020). A title. A Journal, 14(3). doi:10.1000/x",),
            questions=("Volume 14 is cited; 21 is registered. Which is right?",),
            suggestions=("“D” → “21”",),
        ),
    )


def test_all_about_one_reference_is_one_query_the_gravest_first() -> None:
    (query,) = asked_about(
        a_finding("volume-differs"), a_finding("work-retracted", Severity.ERROR), a_finding("volume-differs")
    )
    assert query.questions == (
        f"work-retracted is so. {QUESTIONS['work-retracted']}",
        "volume-differs is so. Which is right?",
    )


@pytest.mark.parametrize(
    "finding",
    [
        a_finding("doi-missing", Severity.INFO),
        a_finding("mirrored-bracket"),
        a_finding("url-with-inner-space", fix=Fix(span=Span(0, 3), replacement="x", safety=Safety.SAFE)),
        a_finding(
            "doi-with-inner-space",
            fix=Fix(span=Span(0, 3), replacement="10.1000/x", safety=Safety.UNSAFE),
            evidence=(Evidence(registry="crossref", field="doi", cited="10.1000/ x", registered="10.1000/x"),),
        ),
    ],
    ids=["a note", "what an editor mends", "a safe fix", "a mended identifier that is registered"],
)
def test_no_author_is_asked_about(finding: Finding) -> None:
    assert asked_about(finding) == ()


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (a_finding("some-new-rule"), "Please check."),
        (
            a_finding("doi-with-year-appended", fix=Fix(span=Span(0, 3), replacement="x", safety=Safety.UNSAFE)),
            "Is that what you mean?",
        ),
        (a_finding("doi-not-registered", Severity.ERROR), QUESTIONS["doi-not-registered"]),
        (a_finding("title-differs"), "Which is right?"),
    ],
)
def test_the_author_is_asked(finding: Finding, words: str) -> None:
    assert question(finding) == words


def test_a_registered_value_is_suggested_beside_the_printed_one() -> None:
    evidence = Evidence(registry="crossref", field="title", cited="An title", registered="A title")
    (query,) = asked_about(a_finding("title-differs", evidence=(evidence,)))
    assert query.suggestions == ("“An title” → “A title”",)


def test_what_is_only_near_is_not_suggested() -> None:
    evidence = Evidence(registry="crossref", field="title", registered="Another title")
    (query,) = asked_about(a_finding("work-not-found", evidence=(evidence,)))
    assert query.suggestions == ()


def test_a_query_about_two_references_shows_both_behind_the_first() -> None:
    report = a_report()
    twice = Finding(rule=a_rule("duplicate-reference", Severity.WARNING), message="One work.", references=("1", "2"))
    third = evolve(report.references[0], case=evolve(report.references[0].case, reference=_with_key(report, "3")))
    listed = evolve(
        report,
        references=(*report.references, third),
        list_findings=(ListFinding(file="list.txt", finding=twice),),
    )
    assert [query.references for query in queries(listed)] == [("1",), ("1", "2"), ("3",)]
    assert queries(listed)[1].about == "references 1, 2"


def _with_key(report: Report, key: str) -> Any:
    return evolve(report.references[0].case.reference, key=key)


def test_every_code_that_is_named_is_a_rule_that_can_be_asked_about() -> None:
    named = WHICH_IS_RIGHT | set(QUESTIONS) | EDITORS
    assert named <= set(rules())
    assert not [code for code in named if rules()[code].severity is Severity.INFO]
    assert len(named) == len(WHICH_IS_RIGHT) + len(QUESTIONS) + len(EDITORS)


@pytest.fixture(scope="module")
def seed() -> Report:
    return check(SEED / "references.txt", registry=Local.read(SEED / "records.jsonl"), now=lambda: NOON)


def test_the_author_of_the_seed_list_is_asked_what_an_editor_would_ask(seed: Report) -> None:
    asked = queries(seed)
    assert [query.number for query in asked] == list(range(1, len(asked) + 1))
    keys = [query.references[0] for query in asked]
    assert {"5", "19", "25", "27", "29"} <= set(keys), "what differs from its record"
    assert not {"1", "4", "13", "20", "26"} & set(keys), "what is right, or was mended and is registered"


def test_the_markdown_is_a_numbered_list(seed: Report) -> None:
    asked = queries(seed)
    shown = Page(markdown(asked))
    assert [shown.elements.count(element) for element in ("h1", "h2", "ol", "blockquote")] == [1, 1, 1, len(asked)]
    assert "AQ1 (reference " in shown.text
    assert shown.links == []


@pytest.mark.parametrize(
    ("file", "heading"),
    [("/home/ann/desk/list 2.txt", "In list 2.txt"), ("-", "In the list"), ("<text>", "In the list")],
)
def test_the_author_is_not_told_where_the_editor_keeps_the_file(file: str, heading: str) -> None:
    report = a_report()
    asked = queries(evolve(report, references=(evolve(report.references[0], file=file),)))
    assert f"## {heading}\n" in markdown(asked)
    assert f"\n{heading}\n" in text_of(document(asked, NOON))


def test_nothing_to_ask_is_said() -> None:
    assert "There is nothing to ask." in markdown(())
    assert "There is nothing to ask." in text_of(document((), NOON))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_reference_is_text_in_both(hostile: str) -> None:
    report = a_hostile_report(HOSTILE[hostile])
    asked = queries(evolve(report, references=tuple(map(_unsafe, report.references))))
    assert len(asked) == 1
    shown = Page(markdown(asked))
    assert set(shown.elements) <= {"h1", "h2", "p", "ol", "li", "ul", "strong", "blockquote"}
    assert not MENTION.search(shown.text)
    assert not shown.links
    assert markdown(asked).encode("utf-8")
    assert "AQ1" in text_of(document(asked, NOON))


def _unsafe(audited: Audited) -> Audited:
    fixes = [evolve(each.fix, safety=Safety.UNSAFE) if each.fix else None for each in audited.findings]
    findings = zip(audited.findings, fixes, strict=True)
    return evolve(audited, findings=tuple(evolve(finding, fix=fix) for finding, fix in findings))


def text_of(data: bytes) -> str:
    file = docx.Document(BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_the_word_document_has_a_row_a_query_and_room_for_the_answer(seed: Report) -> None:
    asked = queries(seed)
    file = docx.Document(BytesIO(document(asked, datetime(2026, 11, 24, tzinfo=UTC))))
    (table,) = file.tables
    assert [cell.text for cell in table.rows[0].cells] == ["No.", "As printed", "Query", "Your answer"]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[0] for row in rows] == [f"AQ{query.number}" for query in asked]
    assert all(row[3] == "" for row in rows)
    for row, query in zip(rows, asked, strict=True):
        assert row[1].startswith(f"[{query.references[0]}] ")
        assert row[2].splitlines() == [*query.questions, *(f"Suggestion: {each}" for each in query.suggestions)]
    assert file.core_properties.title == "Author queries"


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["queries", *arguments], catch_exceptions=False)


def test_the_command_asks_about_files_or_about_a_report(tmp_path: Path, seed: Report) -> None:
    report = tmp_path / "report.json"
    report.write_text(render(seed, "json"), encoding="utf-8")
    direct = run(str(SEED / "references.txt"), "--offline", "--records", str(SEED / "records.jsonl"), "--isolated")
    again = run("--from-report", str(report))
    assert (direct.exit_code, again.exit_code) == (0, 0)
    assert "AQ1" in direct.stdout
    assert again.stdout == markdown(queries(seed))
    assert direct.stdout == again.stdout


@pytest.mark.parametrize("suffix", [".md", ".docx", ".DOCX"])
def test_the_command_writes_what_the_name_says(tmp_path: Path, seed: Report, suffix: str) -> None:
    (tmp_path / "report.json").write_text(render(seed, "json"), encoding="utf-8")
    output = tmp_path / f"queries{suffix}"
    assert run("--from-report", str(tmp_path / "report.json"), "-o", str(output)).exit_code == 0
    data = output.read_bytes()
    assert "AQ1" in (data.decode("utf-8") if suffix == ".md" else text_of(data))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["list.txt", "--from-report", "report.json"],
        ["list.txt", "-o", "queries.pdf"],
        ["--from-report", "missing.json"],
        ["--from-report", str(SEED / "references.txt")],
        ["--from-report", str(SEED / "expected.json")],
    ],
)
def test_the_command_refuses_what_it_cannot_do(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
