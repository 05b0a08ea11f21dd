"""Settings: what is shown, waived, adopted and chosen, and what is said of a configuration that cannot be used."""

import json
import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import reports_made
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES, DOCS, rows

from refcheck.checks import rules
from refcheck.errors import SettingsError
from refcheck.model import (
    Bibliography,
    Document,
    Finding,
    Incomplete,
    ListFinding,
    Reference,
    Report,
    Rule,
    Severity,
    Span,
    Verdict,
    Work,
)
from refcheck.readers import read_each
from refcheck.settings import (
    Baseline,
    Choice,
    File,
    PerFileIgnores,
    Selection,
    Settings,
    SeverityOf,
    Waiver,
    allowed,
    apply,
    as_toml,
    choose,
    find,
    make_selection,
    with_appended,
)

FOLDER = CASES / "settings"
CODES = rules()


def a_report() -> Report:
    """A report to which nothing has been applied yet."""
    made = reports_made.a_report()
    return evolve(made, waived=(), run=evolve(made.run, notes=()))


def codes(report: Report) -> list[str]:
    return [finding.rule.code for finding in report.findings()]


def fingerprint(report: Report, number: int = 0) -> str:
    return report.references[number].case.reference.fingerprint


def a_waiver(report: Report, **values: Any) -> Waiver:
    given = {"fingerprint": fingerprint(report), "code": "volume-differs", "who": "Ada", "why": "the journal counts so"}
    return Waiver(**given | values)


@pytest.mark.parametrize("row", rows(FOLDER / "selection.toml"))
def test_selection(row: dict[str, Any]) -> None:
    settings = Settings()
    for select, ignore in row["says"]:
        settings = settings.selecting(make_selection(None if select == "-" else select, ignore, CODES))
    assert {code: settings.shows("list.txt", code) for code in (*row["shown"], *row["hidden"])} == dict.fromkeys(
        row["shown"], True
    ) | dict.fromkeys(row["hidden"], False)


@pytest.mark.parametrize("row", rows(FOLDER / "faults.toml", "made"))
def test_a_configuration_that_cannot_be_used(row: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        File.of(row["text"].encode(), tmp_path / "refcheck.toml").settings(CODES, here=tmp_path)
    assert str(raised.value).endswith(row["said"])


@pytest.mark.parametrize("row", rows(FOLDER / "faults.toml", "negative"))
def test_a_sound_configuration(row: dict[str, Any], tmp_path: Path) -> None:
    File.of(row["text"].encode(), tmp_path / "refcheck.toml").settings(CODES, here=tmp_path)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (
            Selection,
            {"select": ("volume-difers",)},
            "select: no rule has the code 'volume-difers'; did you mean 'volume-differs'?",
        ),
        (Selection, {"select": ["ALL", "vol?me-of-*"]}, "select: no rule has the code 'vol?me-of-*'"),
        (
            Selection,
            {"select": ("doi",)},
            "select: no rule has the code 'doi'; for all that begin with it, write 'doi-*'",
        ),
        (
            Selection,
            {"select": "volume-differs"},
            "select must be a list of texts, such as ['doi-*'], not 'volume-differs'",
        ),
        (Selection, {"select": "volume-*"}, "select must be a list of texts, such as ['doi-*'], not 'volume-*'"),
        (Selection, {"ignore": None}, "ignore must be a list of texts, such as ['doi-*'], not None"),
        (Selection, {"ignore": ("ALL", 3)}, "ignore: a code must be a text, not 3"),
        (PerFileIgnores, {"files": "*", "ignore": ("yaer-*",)}, "ignore: no rule has the code 'yaer-*'"),
        (SeverityOf, {"code": "volume-", "severity": Severity.INFO}, "code: no rule has the code 'volume-'"),
    ],
)
def test_what_python_sets_is_refused_as_in_a_configuration(kind: type, given: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        kind(**given)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize("select", [None, (), ("ALL",), ("doi-*", "year-differs"), ["doi-missing"]])
def test_what_python_sets_rightly_holds(select: Any) -> None:
    assert Selection(select=select, ignore=("mixed-*",)).select == select


def test_what_can_be_gone_through_once_is_kept() -> None:
    assert Selection(select=iter(["doi-missing"])).select == ("doi-missing",)


def test_what_a_configuration_says(tmp_path: Path) -> None:
    text = tomllib.loads((FOLDER / "faults.toml").read_text(encoding="utf-8"))["negative"][1]["text"]
    settings = File.of(text.encode(), tmp_path / "refcheck.toml").settings(CODES, here=tmp_path)
    assert settings.selections == (Selection(select=("ALL",), ignore=("mixed-*", "doi-missing")),)
    assert settings.severity("doi-moved", Severity.INFO) is Severity.WARNING
    assert settings.severity("year-differs", Severity.INFO) is Severity.INFO
    assert settings.per_file_ignores == (PerFileIgnores(files="drafts/*", ignore=("year-differs",)),)
    assert settings.fail_on == "never"
    assert settings.connections == {
        "mailto": "editor@journal.example",
        "records": str(tmp_path / "records.jsonl"),
        "crossref_url": "https://crossref.example",
    }
    assert settings.waivers[0].until == date(2027, 1, 31)
    assert settings.choices[0].value == "10.1000/a"


def test_the_sample_of_the_documentation_is_sound(tmp_path: Path) -> None:
    sample = (DOCS / "settings.md").read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "refcheck-baseline.json").write_text(Baseline(name="").to_json(), encoding="utf-8")
    settings = File.of(sample.encode(), tmp_path / "refcheck.toml").settings(CODES, here=tmp_path)
    assert (settings.fail_on, len(settings.waivers), len(settings.choices)) == ("warning", 1, 1)


def test_the_table_of_a_shared_file_is_ours_alone(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\n[tool.ruff]\nselect = ['E']\n[tool.refcheck]\nfail-on = 'info'\n"
    assert File.of(text.encode(), tmp_path / "pyproject.toml").settings(CODES, here=tmp_path).fail_on == "info"


def test_the_nearest_configuration_is_found(tmp_path: Path) -> None:
    low = tmp_path / "a" / "b"
    low.mkdir(parents=True)
    (low / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert find(low) != low / "pyproject.toml"
    (tmp_path / "a" / "refcheck.toml").touch()
    assert find(low) == tmp_path / "a" / "refcheck.toml"
    (low / "pyproject.toml").write_text("[tool.refcheck]\n", encoding="utf-8")
    assert find(low) == low / "pyproject.toml"
    (low / "refcheck.toml").touch()
    assert find(low) == low / "refcheck.toml"


BROKEN = {"cut off": "[tool", "very deep": f"a = {'[' * 5_000}", "a number without end": f"a = {'9' * 5_000}"}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_on_the_way_is_named(how: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(BROKEN[how], encoding="utf-8")
    with pytest.raises(SettingsError, match=r"pyproject\.toml"):
        find(tmp_path)


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_configuration_is_named(how: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"refcheck\.toml"):
        File.of(BROKEN[how].encode(), tmp_path / "refcheck.toml").settings(CODES, here=tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("library = 'zotero.sqlite'", {"library": "FOLDER/zotero.sqlite"}),
        ("library = 'http://127.0.0.1:23119'", {"library": "http://127.0.0.1:23119"}),
        (f"index = 'one{os.pathsep}two'", {"index": f"FOLDER/one{os.pathsep}FOLDER/two"}),
        ("cache = 'off'", {"cache": "off"}),
        ("retraction-watch = 'table.csv'", {"retraction_watch": "FOLDER/table.csv"}),
    ],
)
def test_names_of_files_begin_at_the_file(text: str, expected: dict[str, str], tmp_path: Path) -> None:
    read = File.of(text.encode(), tmp_path / "refcheck.toml").settings(CODES, here=Path.cwd()).connections
    assert {name: value.replace(str(tmp_path), "FOLDER") for name, value in read.items()} == expected


@pytest.mark.parametrize("key", ["timeout", "user-agent", "session", "refresh", "unsigned"])
def test_what_no_file_can_set_is_no_setting(key: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"no setting is called '{key}'"):
        File.of(f"{key} = '5'".encode(), tmp_path / "refcheck.toml").settings(CODES, here=tmp_path)


@pytest.mark.parametrize(
    ("pattern", "file", "is_fitting"),
    [
        ("*.txt", "list.txt", True),
        ("list.txt", "sub/list.txt", True),
        ("drafts/*", "drafts/list.txt", True),
        ("drafts/*", "./drafts/list.txt", True),
        ("drafts/*", "list.txt", False),
        ("*.bib", "list.txt", False),
        ("papers/drafts/*", "drafts/list.txt", False),
    ],
)
def test_files_are_named_from_the_folder_of_the_configuration(pattern: str, file: str, is_fitting: bool) -> None:
    ignores = (PerFileIgnores(files=pattern, ignore=("doi-*",)),)
    settings = Settings(per_file_ignores=ignores, folder="/home/papers", here="/home/papers")
    assert settings.shows(file, "doi-missing") is not is_fitting
    assert settings.shows(file, "year-differs")
    elsewhere = evolve(settings, here="/home/papers/drafts")
    assert elsewhere.shows("../" + file, "doi-missing") is not is_fitting


def test_what_is_not_shown_changes_no_verdict() -> None:
    report = apply(a_report(), Settings(selections=(Selection(ignore=("volume-differs",)),)))
    assert codes(report) == ["label-misspelt"]
    assert [audited.verdict for audited in report.references] == [Verdict.DIFFERS, Verdict.UNVERIFIED]
    assert report.waived == ()


def test_severities_are_as_they_are_set() -> None:
    settings = Settings(
        severities=(
            SeverityOf(code="volume-*", severity=Severity.INFO),
            SeverityOf(code="volume-differs", severity=Severity.ERROR),
        )
    )
    report = apply(a_report(), settings)
    assert [finding.rule.severity for finding in report.findings()] == [Severity.ERROR, Severity.INFO]
    assert report.references[0].verdict is Verdict.DIFFERS


def test_nothing_set_changes_nothing() -> None:
    assert apply(a_report(), Settings()) == a_report()


def test_a_waived_finding_stands_apart() -> None:
    report = a_report()
    waived = apply(report, Settings(waivers=(a_waiver(report, until=date(2026, 11, 24)),)))
    assert codes(waived) == ["label-misspelt"]
    (only,) = waived.waived
    assert (only.finding.rule.code, only.who, only.until) == ("volume-differs", "Ada", date(2026, 11, 24))
    assert waived.run.notes == ()
    assert Report.from_dict(waived.to_dict()) == waived


def test_a_waiver_that_is_over_waives_nothing_and_is_told() -> None:
    report = a_report()
    waived = apply(report, Settings(waivers=(a_waiver(report, until=date(2026, 11, 23)),)))
    assert codes(waived) == codes(report)
    assert [note.message for note in waived.run.notes] == [
        "The waiver of volume-differs (reference 1) by Ada ended on 2026-11-23: the journal counts so"
    ]


@pytest.mark.parametrize(
    "values", [{"fingerprint": "000000000000"}, {"code": "year-differs"}, {"file": "other.txt"}, {"code": "doi-*"}]
)
def test_a_waiver_of_something_else_waives_nothing(values: dict[str, str]) -> None:
    report = a_report()
    assert apply(report, Settings(waivers=(a_waiver(report, **values),))) == report


@pytest.mark.parametrize(
    ("values", "noted"),
    [
        ({"code": "doi-with-inner-space"}, True),
        ({"code": "doi-with-*", "stands_in": "refcheck.toml"}, True),
        ({"code": "doi-missing"}, False),  # only a registry can say that it is not missing
        ({"code": "doi-with-inner-space", "fingerprint": "000000000000"}, False),  # of another file, perhaps
        ({"code": "doi-with-inner-space", "file": "other.txt"}, False),
        ({"code": "volume-differs"}, False),
    ],
)
def test_a_waiver_that_waives_nothing_is_noted(values: dict[str, str], noted: bool) -> None:
    report = a_report()
    notes = apply(report, Settings(waivers=(a_waiver(report, **values),))).run.notes
    said = f"The waiver of {values['code']} (reference 1) by Ada waived nothing in this run."
    assert [note.message for note in notes] == [said] * noted


def test_a_finding_of_the_list_is_waived_in_all_its_references() -> None:
    report = a_report()
    first = a_waiver(report, code="label-misspelt")
    second = a_waiver(report, code="label-*", fingerprint=fingerprint(report, 1))
    assert "label-misspelt" in codes(apply(report, Settings(waivers=(first,))))
    assert "label-misspelt" not in codes(apply(report, Settings(waivers=(first, second))))


def test_of_two_waivers_the_longer_holds() -> None:
    report = a_report()
    over = a_waiver(report, until=date(2020, 1, 1))
    long = a_waiver(report, who="Eve", until=date(2030, 1, 1))
    short = a_waiver(report, until=date(2027, 1, 1))
    (only,) = (waived := apply(report, Settings(waivers=(over, long, short)))).waived
    assert (only.who, only.until, waived.run.notes) == ("Eve", date(2030, 1, 1), ())
    (only,) = apply(report, Settings(waivers=(long, a_waiver(report)))).waived
    assert only.until is None


def test_a_finding_of_the_list_is_waived_as_long_as_all_its_waivers() -> None:
    report = a_report()
    first = a_waiver(report, code="label-misspelt")
    second = a_waiver(report, code="label-*", fingerprint=fingerprint(report, 1), until=date(2027, 1, 1))
    (only,) = apply(report, Settings(waivers=(first, second))).waived
    assert only.until == date(2027, 1, 1)


@pytest.mark.parametrize("references", [(), ("nobody2020",)])
def test_a_finding_of_no_reference_is_adopted_and_never_waived(references: tuple[str, ...]) -> None:
    report = a_report()
    nowhere = ListFinding(file="list.txt", finding=evolve(report.list_findings[0].finding, references=references))
    report = evolve(report, list_findings=(nowhere,))
    assert codes(apply(report, Settings(waivers=(a_waiver(report, code="ALL"),)))) == ["label-misspelt"]
    settings = Settings(baseline=Baseline.of(report, "b.json"))
    assert codes(apply(report, settings)) == []
    another = evolve(nowhere, finding=evolve(nowhere.finding, message="Another label is misspelt."))
    assert codes(apply(evolve(report, list_findings=(another,)), settings)) == ["label-misspelt"]


def complete(report: Report) -> Report:
    return evolve(report, run=evolve(report.run, incomplete=()))


def test_only_what_is_new_is_shown_beside_a_baseline() -> None:
    report = complete(a_report())
    baseline = Baseline.from_json(Baseline.of(report, "b.json").to_json(), "b.json")
    adopted = apply(report, Settings(baseline=baseline))
    assert codes(adopted) == []
    assert [(each.who, each.why) for each in adopted.waived] == [("the baseline", "adopted in b.json")] * 2
    assert adopted.run.notes == ()

    rule = Rule(code="year-differs", title="The year", severity=Severity.ERROR, summary="Made.")
    audited = report.references[0]
    new = Finding(rule=rule, message="The year.", references=("1",))
    grown = evolve(report, references=(evolve(audited, findings=(*audited.findings, new)), *report.references[1:]))
    assert codes(apply(grown, Settings(baseline=baseline))) == ["year-differs"]


def test_a_baseline_knows_a_reference_in_another_file_and_place() -> None:
    baseline = Baseline.of(a_report(), "b.json")
    audited = a_report().references[0]
    reference = evolve(audited.case.reference, key="77")
    moved = evolve(
        audited,
        file="moved.txt",
        case=evolve(audited.case, reference=reference),
        findings=tuple(evolve(finding, message="Said otherwise.", references=("77",)) for finding in audited.findings),
    )
    report = evolve(a_report(), references=(moved,), list_findings=())
    assert codes(apply(report, Settings(baseline=baseline))) == []


def test_what_is_waived_beside_is_not_called_gone() -> None:
    report = complete(a_report())
    both = Settings(baseline=Baseline.of(report, "b.json"), waivers=(a_waiver(report),))
    assert apply(report, both).run.notes == ()


def test_what_a_baseline_holds_and_is_gone_is_told() -> None:
    report = complete(a_report())
    baseline = Baseline.of(report, "b.json")
    fixed = evolve(report, references=(evolve(report.references[0], findings=()), *report.references[1:]))
    (note,) = apply(fixed, Settings(baseline=baseline)).run.notes
    assert note.file == "b.json"
    assert note.message.startswith(
        "Adopted in the baseline and not found in this run: volume-differs in “Doe, J. (2020)."
    )


@pytest.mark.parametrize("why", ["a registry was down", "another file was looked at", "the rule was not selected"])
def test_what_was_not_looked_for_is_not_called_gone(why: str) -> None:
    report = complete(a_report())
    settings = Settings(baseline=Baseline.of(report, "b.json"))
    report = evolve(report, references=(evolve(report.references[0], findings=()), *report.references[1:]))
    if why == "a registry was down":
        run = evolve(report.run, incomplete=(Incomplete(registry="crossref", why="timeout"),))
        report = evolve(report, run=run)
    elif why == "another file was looked at":
        report = evolve(
            report,
            references=tuple(evolve(audited, file="other.txt") for audited in report.references),
            list_findings=(),
        )
    else:
        settings = settings.selecting(Selection(ignore=("volume-differs",)))
    assert apply(report, settings).run.notes == ()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"baseline": 2, "files": [], "findings": []}', '{"baseline": 1, "files": [], "findings": [1]}'],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"b\.json"):
        Baseline.from_json(text, "b.json")


def test_an_empty_baseline_is_one() -> None:
    empty = Baseline.of(Report(run=a_report().run), "b.json")
    assert json.loads(empty.to_json()) == {"baseline": 1, "files": [], "findings": []}
    assert Baseline.from_json(empty.to_json(), "b.json") == empty


@pytest.mark.parametrize("row", rows(FOLDER / "allowed.toml"))
def test_comments_allow(row: dict[str, Any]) -> None:
    source = row["source"]
    spans = [Span(*found.span()) for found in re.finditer("@[a-z]+", source)]
    references = tuple(
        Reference(key=str(number), raw=span.of(source), spans=(span,), work=Work())
        for number, span in enumerate(spans, start=1)
    )
    document = Document(name="list", format=row["format"], text=source)
    waivers, notes = allowed(Bibliography(document=document, references=references), source, CODES)
    keys = {reference.fingerprint: int(reference.key) for reference in references}
    assert [[keys[each.fingerprint], each.code, each.why] for each in waivers] == row["allows"]
    assert list(notes) == row.get("notes", [])
    assert {(each.who, each.file) for each in waivers} <= {("the source", "list")}


SPACED = (
    "Kynge, J. (2021). Exporting. Financial Times. https://www.ft.com/content/76fdac7c-7076-47a4-bcb0- 7e75af0aadab"
)
PRINTED = "https://www.ft.com/content/76fdac7c-7076-47a4-bcb0- 7e75af0aadab"
SHORT = "https://www.ft.com/content/76fdac7c-7076-47a4-bcb0-"


def a_choice(bibliography: Bibliography, **values: str) -> Choice:
    given = {
        "fingerprint": bibliography.references[0].fingerprint,
        "printed": PRINTED,
        "value": SHORT,
        "who": "Ada",
        "why": "asked the author",
    }
    return Choice(**given | values)


def test_a_chosen_reading_is_the_only_one() -> None:
    bibliography = read_each([SPACED])
    before = bibliography.references[0].identifiers[0]
    assert SHORT in [candidate.value for candidate in before.candidates]
    after = choose(bibliography, (a_choice(bibliography),)).references[0]
    assert (after.identifiers[0].value, after.identifiers[0].candidates) == (SHORT, ())
    assert after.work.url == SHORT
    assert after.raw == SPACED


@pytest.mark.parametrize("values", [{"value": "https://example.org"}, {"printed": "https://example.org"}])
def test_a_choice_that_does_not_fit_is_told(values: dict[str, str]) -> None:
    bibliography = read_each([SPACED])
    chosen = choose(bibliography, (a_choice(bibliography, **values),))
    assert chosen.references == bibliography.references
    assert [note for note in chosen.notes if "as Ada chose; it is unchanged." in note]


def test_a_choice_for_another_reference_is_no_matter() -> None:
    bibliography = read_each([SPACED])
    assert choose(bibliography, (a_choice(bibliography, fingerprint="000000000000"),)) == bibliography


@given(st.text(), st.text(), st.dates() | st.none())
def test_what_is_written_down_is_read_again(who: str, why: str, until: date | None) -> None:
    who, why = (text.encode("utf-8", "replace").decode() + "x" for text in (who, why))
    waiver = Waiver(fingerprint="0123456789ab", code="year-differs", who=who, why=why, until=until)
    path = Path("/nowhere/pyproject.toml")
    text = with_appended("[tool.refcheck]\nfail-on = 'never'\n[tool.other]\nx = 1", as_toml(waiver, path))
    settings = File.of(text.encode(), path).settings(CODES, here=path.parent)
    assert (settings.waivers, settings.fail_on) == ((waiver,), "never")


VALUE = st.sampled_from(
    [
        "1",
        "true",
        "2020-01-01",
        "2020-01-01T00:00:00",
        "''",
        "'ALL'",
        "'doi-*'",
        "[]",
        "['ALL']",
        "[1]",
        "[['a']]",
        "{}",
        "{a = 1}",
        "{a = 'error'}",
        "{doi-missing = 'error'}",
        "{'*' = ['ALL']}",
        "[{}]",
        "[{code = 'ALL'}]",
        "nan",
        "'\\u0000'",
    ]
)
KEY = st.sampled_from(
    [
        "select",
        "ignore",
        "per-file-ignores",
        "severities",
        "fail-on",
        "baseline",
        "waiver",
        "choice",
        "mailto",
        "cache",
        "x",
    ]
)
LINE = st.tuples(KEY, VALUE).map(" = ".join) | st.sampled_from(
    ["[tool.refcheck]", "[severities]", "[[waiver]]", "[", "#"]
)


@given(st.lists(LINE, max_size=5).map("\n".join) | st.text(), st.sampled_from(["refcheck.toml", "pyproject.toml"]))
def test_whatever_stands_there_is_a_setting_or_a_fault(text: str, name: str) -> None:
    fault = ""
    try:
        File.of(text.encode(), Path("/nowhere") / name).settings(CODES, here=Path("/nowhere"))
    except SettingsError as error:
        fault = str(error)
    assert not fault or fault.startswith(f"/nowhere/{name}:")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["baseline", "files", "findings", "fingerprint", "code", "reference"]), inner)
    ),
)


@given(JSON.map(json.dumps) | st.text())
def test_whatever_stands_there_is_a_baseline_or_a_fault(text: str) -> None:
    fault = ""
    try:
        Baseline.from_json(text, "b.json")
    except SettingsError as error:
        fault = str(error)
    assert not fault or fault.startswith("b.json: ")
