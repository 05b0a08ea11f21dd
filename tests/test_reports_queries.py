"""Author queries: what is asked, what is left to the editor, and the two documents."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from attrs import evolve
from click.testing import CliRunner
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml.ns import qn
from docx.shared import Cm
from markdown_shown import MENTION, Page
from reports_made import HOSTILE, NOON, a_hostile_report, a_report, a_rule
from tables import SEEDS
from word_made import REFERENCES, endnote, typed, unlisted, zotero

from refcheck import check
from refcheck.checks import rules
from refcheck.cli import main
from refcheck.messages import languages, worded
from refcheck.model import (
    CheckedReference,
    Date,
    Evidence,
    Finding,
    Fix,
    ListFinding,
    Report,
    Safety,
    Severity,
    Span,
    Update,
)
from refcheck.readers import read_bytes
from refcheck.registries import Local, Offline
from refcheck.reports import render
from refcheck.reports.phrases import as_printed
from refcheck.reports.queries.docx import document
from refcheck.reports.queries.rows import Query, Question, letter, markdown, queries
from refcheck.reports.queries.wording import EDITORS, KINDS, NOTES_ASKED, kind_of, wording

RIGHT = "Which is right?"
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
            questions=(Question(f"Volume 14 is cited; 21 is registered. {RIGHT}", (("D", "21"),)),),
        ),
    )


def test_all_about_one_reference_is_one_query_the_gravest_first() -> None:
    (query,) = asked_about(
        a_finding("volume-differs"), a_finding("work-retracted", Severity.ERROR), a_finding("volume-differs")
    )
    assert [each.text for each in query.questions] == [
        "work-retracted is so. Do you wish to go on citing it? If you do, please say in the text that it was retracted.",
        f"volume-differs is so. {RIGHT}",
    ]


@pytest.mark.parametrize(
    "finding",
    [
        a_finding("doi-missing", Severity.INFO),
        a_finding("mirrored-bracket"),
        a_finding("url-with-inner-space", fix=Fix(span=Span(0, 3), replacement="x", safety=Safety.SAFE)),
        a_finding(
            "doi-with-inner-space",
            fix=Fix(span=Span(0, 3), replacement="10.1000/x", safety=Safety.UNSAFE),
            evidence=(Evidence(registry="crossref", field="DOI", cited="10.1000/ x", registered="10.1000/x"),),
        ),
    ],
    ids=["a note", "what an editor mends", "a safe fix", "a mended identifier that is registered"],
)
def test_no_author_is_asked_about(finding: Finding) -> None:
    assert asked_about(finding) == ()


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (a_finding("some-new-rule"), "general"),
        (
            a_finding("doi-with-year-appended", fix=Fix(span=Span(0, 3), replacement="x", safety=Safety.UNSAFE)),
            "misprinted",
        ),
        (a_finding("doi-not-registered", Severity.ERROR), "doi-not-registered"),
        (a_finding("title-differs"), "differs"),
        (
            a_finding(
                "doi-not-registered", Severity.ERROR, fix=Fix(span=Span(0, 3), replacement="x", safety=Safety.UNSAFE)
            ),
            "doi-offered",
        ),
        (
            a_finding("doi-of-another-work", fix=Fix(span=Span(0, 3), replacement="x", safety=Safety.UNSAFE)),
            "doi-offered",
        ),
    ],
)
def test_the_author_is_asked(finding: Finding, words: str) -> None:
    assert kind_of(finding) == words


@pytest.mark.parametrize("names", ["Roe, J.", "Roe, J.; Sample, A."])
@pytest.mark.parametrize(
    ("language", "asked"), [("en", "list of authors be completed?"), ("de", "Autorenliste ergänzt werden?")]
)
def test_missing_authors_are_asked_about_whatever_their_number(names: str, language: str, asked: str) -> None:
    evidence = Evidence(registry="crossref", field="author", registered=names)
    assert asked in wording(language).question(
        "author-missing", a_finding("author-missing", evidence=(evidence,)), None
    )


def test_a_registered_value_is_suggested_beside_the_printed_one() -> None:
    evidence = Evidence(registry="crossref", field="title", cited="An title", registered="A title")
    (query,) = asked_about(a_finding("title-differs", evidence=(evidence,)))
    assert [each.suggestions for each in query.questions] == [(("An title", "A title"),)]


@pytest.mark.parametrize(("registered", "suggested"), [("Brev\ufffdn, P.", False), ("Breven, P.", True)])
def test_a_value_that_lost_a_character_is_not_suggested(registered: str, suggested: bool) -> None:
    evidence = Evidence(registry="crossref", field="author", cited="Roe, J.", registered=registered)
    (query,) = asked_about(a_finding("first-author-differs", evidence=(evidence,)))
    assert [bool(each.suggestions) for each in query.questions] == [suggested]


@pytest.mark.parametrize(
    ("field", "cited", "registered", "suggested"),
    [
        ("author", "Roe, J.", "SAMPLE, ANN B.", "Sample, Ann B."),
        ("author", "Roe, J.; Poe, K.", "SAMPLE, ANN B.; O'DOE, J.-P., JR.", "Sample, Ann B.; O'Doe, J.-P., JR."),
        ("editor", "Roe, J.", "VAN DER SAMPLE-MCDOE, AB", "van der Sample-McDoe, AB"),
        ("author", "Roe, J.", "Sample, AB", "Sample, AB"),
        ("author", "Roe, J.", "UNESCO", "UNESCO"),
        ("author", "ROE, J.", "SAMPLE, ANN", "SAMPLE, ANN"),  # as the list prints names
        ("title", "A title", "RIVERS, LAKES", "RIVERS, LAKES"),
    ],
)
def test_names_in_capitals_are_suggested_as_names_are_set(
    field: str, cited: str, registered: str, suggested: str
) -> None:
    evidence = Evidence(registry="crossref", field=field, cited=cited, registered=registered)
    (query,) = asked_about(a_finding("first-author-differs", evidence=(evidence,)))
    assert [each.suggestions for each in query.questions] == [((cited, suggested),)]


def test_what_is_only_near_is_not_suggested() -> None:
    evidence = Evidence(registry="crossref", field="title", registered="Another title")
    (query,) = asked_about(a_finding("work-not-found", evidence=(evidence,)))
    assert [each.suggestions for each in query.questions] == [()]


def test_a_query_about_two_references_stands_behind_what_differs() -> None:
    report = a_report()
    twice = Finding(rule=a_rule("duplicate-reference", Severity.WARNING), message="One work.", references=("1", "2"))
    third = evolve(report.references[0], case=evolve(report.references[0].case, reference=_with_key(report, "3")))
    listed = evolve(
        report,
        references=(*report.references, third),
        list_findings=(ListFinding(file="list.txt", finding=twice),),
    )
    assert [query.references for query in queries(listed)] == [("1",), ("3",), ("1", "2")]
    assert "**AQ3** (references 1, 2)" in markdown(queries(listed))


def _with_key(report: Report, key: str) -> Any:
    return evolve(report.references[0].case.reference, key=key)


def test_every_code_that_is_named_is_a_rule_that_can_be_asked_about() -> None:
    named = set(KINDS) | EDITORS
    assert named <= set(rules())
    assert set(KINDS) >= NOTES_ASKED
    assert not [code for code in named - NOTES_ASKED if rules()[code].severity is Severity.INFO]
    assert not set(KINDS) & EDITORS


@pytest.fixture(scope="module")
def seed() -> Report:
    return check(SEED / "references.txt", registry=Local.read(SEED / "records.jsonl"), now=lambda: NOON)


def test_the_author_of_the_seed_list_is_asked_what_an_editor_would_ask(seed: Report) -> None:
    asked = queries(seed)
    assert [query.number for query in asked] == list(range(1, len(asked) + 1))
    keys = [query.references[0] for query in asked]
    assert {"5", "19", "27", "29"} <= set(keys), "what differs from its record"
    assert not {"1", "4", "13", "20", "26"} & set(keys), "what is right, or was mended and is registered"


def test_the_markdown_is_a_numbered_list(seed: Report) -> None:
    asked = queries(seed)
    shown = Page(markdown(asked))
    assert [shown.elements.count(element) for element in ("h1", "h2", "ol", "blockquote")] == [
        1,
        1,
        1 + len(asked),
        len(asked),
    ]
    assert "AQ1 (reference " in shown.text
    printed = " ".join(each.case.reference.raw for each in seed.references)
    assert shown.links
    assert all(unquote(address) in unquote(printed) for address in shown.links), "addresses are as they are printed"


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
    assert set(shown.elements) <= {"h1", "h2", "p", "ol", "li", "ul", "strong", "blockquote", "a"}
    assert not MENTION.search(shown.text)
    assert all(each.lower().startswith(("https://", "http://")) for each in shown.links), "addresses of the web alone"
    assert markdown(asked).encode("utf-8")
    assert "AQ1" in text_of(document(asked, NOON))


def _unsafe(audited: CheckedReference) -> CheckedReference:
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
        lines = [line for each in query.questions for line in each.lines(wording())]
        assert [line.removeprefix("1. ").removeprefix("2. ") for line in row[2].splitlines()] == lines
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


def a_retracted_one(*updates: Update) -> Report:
    report = a_report()
    first = report.references[0]
    assert first.case.match
    record = evolve(first.case.match.record, updates=updates)
    told = tuple(Evidence(registry="crossref", field="updated-by", registered=each.type) for each in updates)
    finding = Finding(rule=a_rule("work-retracted", Severity.ERROR), message="Read back.", evidence=told)
    case = evolve(first.case, match=evolve(first.case.match, record=record))
    return evolve(report, references=(evolve(first, case=case, findings=(finding,)),), list_findings=())


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_a_retraction_is_told_with_its_day_and_its_notice(language: str) -> None:
    updates = Update(type="retraction", doi="10.1000/notice", updated=Date(year=2021, month=3, day=4))
    (query,) = queries(a_retracted_one(updates), wording(language))
    (question,) = query.questions
    assert "2021-03-04" in question.text
    assert "https://doi.org/10.1000/notice" in question.text
    assert worded("was-retracted").into(language) in question.text


@pytest.mark.parametrize("updates", [(), (Update(type="retraction"),), (Update(type="retraction", doi="10.1000/x"),)])
def test_what_is_not_known_of_a_retraction_is_not_told(updates: tuple[Update, ...]) -> None:
    (query,) = queries(a_retracted_one(*updates), wording("de"))
    said = query.questions[0].text
    assert said.startswith("Dieses Werk wurde zurückgezogen. Möchten Sie")


def test_what_is_cited_and_not_listed_is_asked_about_without_a_reference() -> None:
    report = a_report()
    cited = worded("cited-but-not-listed", citation="Roe (2013)")
    finding = Finding(rule=a_rule("cited-but-not-listed", Severity.WARNING), message=cited)
    listed = evolve(report, list_findings=(ListFinding(file="list.txt", finding=finding),))
    query = queries(listed, wording("de"))[-1]
    assert (query.references, query.printed) == ((), ())
    assert query.questions[0].text.startswith("Roe (2013) ist im Text zitiert")
    assert "**AQ2** (In the list)" in markdown(queries(listed))
    assert "2. In the list" in letter(queries(listed))
    assert "Roe (2013)" in text_of(document(queries(listed), NOON))


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


def test_several_questions_are_numbered_below_each_other() -> None:
    report = a_report()
    findings = (a_finding("work-retracted", Severity.ERROR), *report.references[0].findings)
    asked = queries(
        evolve(report, references=(evolve(report.references[0], findings=findings), *report.references[1:]))
    )
    (table,) = docx.Document(BytesIO(document(asked, NOON))).tables
    lines = table.rows[1].cells[2].text.splitlines()
    assert [line[:3] for line in lines] == ["1. ", "2. ", "Sug"]
    assert "   1. work-retracted is so." in markdown(asked)


def test_no_row_breaks_over_pages_and_the_number_is_narrow(seed: Report) -> None:
    (table,) = docx.Document(BytesIO(document(queries(seed), NOON))).tables
    assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    widths = [column.width for column in table.columns]
    assert [cell.width for cell in table.rows[0].cells] == widths
    assert widths[0] is not None
    assert widths[0] == min(filter(None, widths)) < Cm(1.5)


ENGLISH = wording()


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_word(language: str) -> None:
    words = wording(language)
    assert set(words.text) == set(ENGLISH.text)
    assert set(words.asked) == set(ENGLISH.asked) == {*KINDS.values(), "doi-offered", "general", "misprinted"}
    for name, text in words.text.items():
        assert placeholders(text) == placeholders(ENGLISH.text[name]), name
    facts = {"field", "cited", "registered", "differences", "printed", "replacement", "several", "notice", "message"}
    allowed = {"message"} if language == "en" else facts
    assert {name for text in words.asked.values() for name in placeholders(text)} <= allowed
    assert not placeholders(words.asked["general"]) - {"message"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_no_english_is_left_in_another_language(seed: Report, language: str) -> None:
    words = wording(language)
    asked = queries(seed, words)
    assert [each.number for each in asked] == [each.number for each in queries(seed)]
    said = markdown(asked, words) + letter(asked, words)
    assert words.text["introduction"] in said
    assert not any(english in said for english in ("Please", "registered", "cited", "Suggestion", "reference "))


def test_persian_goes_from_right_to_left(seed: Report) -> None:
    words = wording("fa")
    file = docx.Document(BytesIO(document(queries(seed, words), NOON, words)))
    (table,) = file.tables
    assert table.table_direction == WD_TABLE_DIRECTION.RTL
    introduction = file.paragraphs[1]
    assert introduction._p.pPr is not None
    assert introduction._p.pPr.find(qn("w:bidi")) is not None
    assert all(run.font.rtl for run in introduction.runs)
    printed = table.rows[1].cells[1].paragraphs[0]
    assert not any(run.font.rtl for run in printed.runs), "an English reference goes from left to right"
    assert file.core_properties.language == "fa"


def test_the_command_takes_a_language(tmp_path: Path, seed: Report) -> None:
    (tmp_path / "report.json").write_text(render(seed, "json"), encoding="utf-8")
    assert "# Rückfragen" in run("--from-report", str(tmp_path / "report.json"), "--language", "de").stdout
    assert run("--from-report", str(tmp_path / "report.json"), "--language", "xx").exit_code == 2


def test_without_the_library_of_word_files_the_extra_is_named_before_anybody_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    result = run(str(tmp_path / "missing.txt"), "-o", str(tmp_path / "queries.docx"))
    assert result.exit_code == 2
    assert "a Word file of queries needs docx: pip install 'refcheck-audit[docx]'" in result.stderr


BIB = "@article{roe, author={Roe, Jane}, title={How lakes fill}, journal ={Tides}, volume={3}, year={2015}, doi={10.5555/3}}"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(zotero(), REFERENCES[0], id="printed"),
        pytest.param(endnote(), REFERENCES[0], id="EndNote, printed"),
        pytest.param(
            unlisted(),
            "Abara, X. (2015). Soil and memory on the plateau. https://doi.org/10.5555/jhs.2015.045",
            id="printed nowhere",
        ),
        pytest.param(
            BIB.encode(), "Roe, Jane (2015). How lakes fill. Tides, 3. https://doi.org/10.5555/3", id="BibTeX"
        ),
        pytest.param(typed(), REFERENCES[0], id="typed"),
    ],
)
def test_what_is_printed_is_what_people_see(source: bytes, shown: str) -> None:
    report = check(read_bytes(source, "file"), registry=Offline())
    first = report.references[0]
    assert as_printed(first.case.reference) == shown
    assert Report.from_dict(report.to_dict()) == report
    asked = evolve(report, references=(evolve(first, findings=(a_finding("title-differs"),)),))
    assert queries(asked)[0].printed == (shown,)
