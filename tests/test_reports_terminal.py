"""The report as drawn on a terminal: colours, widths, and nothing that could move the cursor."""

import re
import unicodedata
from collections import Counter
from io import StringIO
from pathlib import Path
from unittest.mock import ANY

import pytest
from attrs import evolve
from registries_made import holding, record
from reports_made import HOSTILE, a_hostile_report, a_report, a_rule
from tables import SEEDS

from refcheck import check
from refcheck.cli.output import screen
from refcheck.model import CheckedReference, Evidence, Fix, Report, Safety, Severity, Span, Verdict
from refcheck.registries import Chain, Local, Offline, Registry
from refcheck.reports import phrases, render
from refcheck.reports.formats import terminal
from refcheck.reports.screen import Screen, Styles
from refcheck.reports.view import Detail, Group, View

STYLE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^;\x1b]*;(?:https://doi\.org/[!-~]*)?\x1b\\")
"""The escape sequences of colours, weights and links, which move nothing: "\x1b[1;31m", "\x1b]8;;https://doi.org/10.1000/x\x1b\\"."""

SEED = SEEDS / "jcep-central-asia-ai"

RED, GREEN = "\x1b[31m\x1b[1m", "\x1b[32m\x1b[1m"


def drawn(report: Report, width: int = 80, styles: Styles = Styles.COLOURS, view: View | None = None) -> str:
    file = StringIO()
    terminal.draw(report, Screen(file=file, columns=width, styles=styles), view or View())
    return file.getvalue()


def with_titles(cited: str, registered: str) -> Report:
    report = a_report()
    first = report.references[0]
    evidence = Evidence(registry="crossref", field="title", cited=cited, registered=registered)
    finding = evolve(first.findings[0], message="The title differs.", evidence=(evidence,))
    return evolve(report, references=(evolve(first, findings=(finding,)),))


def test_the_difference_is_coloured_and_nothing_else_of_the_two_sides() -> None:
    text = drawn(with_titles("A small title of things", "A great title of things"))
    assert f"A {RED}small\x1b[0m title of things" in text
    assert f"A {GREEN}great\x1b[0m title of things" in text


def test_no_colour_where_none_is_wanted() -> None:
    text = drawn(with_titles("A small title", "A great title"), styles=Styles.WEIGHTS)
    assert STYLE.search(text), "weights are left"
    assert not re.search(r"\x1b\[[\d;]*3\d", text)


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    report = with_titles("A small title of things " * 9, "A great title of things " * 9)
    lines = STYLE.sub("", drawn(report, width)).splitlines()
    assert max(map(len, lines)) <= width


def test_lines_hang_behind_their_labels() -> None:
    lines = STYLE.sub("", drawn(with_titles("word " * 40, "other " * 40))).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(" " * 10 + "cited "))
    assert lines[at + 1].startswith(" " * 21 + "word")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ames, A. (2001). On things. Journal, 1, 2-3.",
        "Ames, A. (2001). On things. Journal, 1, 2-3. )doi:10.1000/x(.",
    ],
)
def test_the_count_is_said_once_and_first(text: str) -> None:
    report = check(text, registry=Offline())
    shown = STYLE.sub("", drawn(report, 1000))
    assert shown.startswith(phrases.summary(report))
    assert shown.count(phrases.summary(report)) == 1


@pytest.mark.parametrize(
    ("registry", "is_said"),
    [(Offline(), True), (Chain(Local(()), Offline()), False), (Local(()), False)],
    ids=["offline", "local records first", "local records alone"],
)
def test_that_nobody_was_asked_is_said_and_no_note_is_needed_for_it(registry: Registry, is_said: bool) -> None:
    shown = STYLE.sub("", drawn(check("Ames, A. (2001). On things. Journal, 1, 2-3.", registry=registry), 1000))
    assert ("Registries were not queried: the run is offline." in shown) is is_said
    assert ("why 1 has no record" in shown) is not is_said


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("https://doi.org/10.1000/a", True), ("Ames, A. (2001). On things. https://doi.org/10.1000/a", False)],
)
def test_it_is_said_that_references_with_a_record_leave_something_open(text: str, is_said: bool) -> None:
    report = check(text, registry=holding(record("10.1000/a", title="On things", family="Ames", year=2001)))
    shown = STYLE.sub("", drawn(report, 1000))
    assert ("Not shown: what 1 with a record leaves open (--show notes)" in shown) is is_said


def test_what_is_drawn_is_what_is_printed_but_for_the_styles() -> None:
    assert STYLE.sub("", drawn(a_report(), 1000)) == render(a_report(), "terminal")


def test_the_gravest_comes_first_and_notes_are_counted() -> None:
    report = a_report()
    first, second = report.references
    note = evolve(first.findings[0], rule=a_rule("brackets-lost", Severity.INFO), evidence=())
    broken = evolve(second, verdict=Verdict.BROKEN, findings=(note,))
    lines = render(evolve(report, references=(first, broken)), "terminal").splitlines()
    assert lines[0] == "2 references: 1 broken, 1 differs. 1 warning, 2 notes. 1 finding waived."
    assert lines[1] == "[2] A web page"
    assert not any("brackets-lost" in line for line in lines)
    assert "Not shown: 2 notes (--show notes)" in lines
    everything = terminal.render(evolve(report, references=(first, broken)), View(least=Severity.INFO))
    assert "brackets-lost" in everything
    assert "--show notes" not in everything


@pytest.mark.parametrize(
    ("form", "is_offered"),
    [
        ("plain", True),
        ("bibtex", True),
        ("docx", True),
        ("odt", True),
        ("html", True),
        ("latex", True),
        ("csv", False),
        ("", False),
    ],
)
def test_a_fix_is_offered_where_the_file_can_be_changed(form: str, is_offered: bool) -> None:
    first, second = a_report().references
    fix = Fix(span=Span(0, 1), replacement="21", safety=Safety.SAFE)
    mendable = evolve(first, case=evolve(first.case, format=form), findings=(evolve(first.findings[0], fix=fix),))
    shown = render(evolve(a_report(), references=(mendable, second)), "terminal")
    assert ("1 can be fixed: refcheck fix list.txt" in shown) is is_offered


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ("a.bib", "a.bib"),
        ("a.bib|b.bib", "a.bib b.bib"),
        ("a.bib|b.bib|c.bib|d.bib", "FILE"),
        ("a.bib|<text>", ""),
        ("of rivers (2).bib", "'of rivers (2).bib'"),
        ("Ann's.bib|b.bib", """'Ann'"'"'s.bib' b.bib"""),
    ],
)
def test_the_files_that_can_be_fixed_are_named(files: str, named: str) -> None:
    first = a_report().references[0]
    fix = Fix(span=Span(0, 1), replacement="21", safety=Safety.SAFE)
    mendable = evolve(first, case=evolve(first.case, format="bibtex"), findings=(evolve(first.findings[0], fix=fix),))
    several = tuple(evolve(mendable, file=file) for file in files.split("|"))
    shown = render(evolve(a_report(), references=several), "terminal")
    assert shown.rpartition(" can be fixed: refcheck fix ")[2].strip() == named if named else "fixed:" not in shown


def test_places_and_sources_are_for_those_who_ask() -> None:
    said = ("list.txt:3, fingerprint", "crossref, 2026-11-24: https://api.crossref.org/works/10.1000/x")
    assert not [each for each in said if each in terminal.render(a_report())]
    assert not [each for each in said if each not in terminal.render(a_report(), View(detail=Detail.FULL))]


@pytest.mark.parametrize(
    ("group", "heading"),
    [(Group.FILE, "list.txt (1)"), (Group.RULE, "volume-differs: Volume differs (1)")],
)
def test_references_are_put_together_as_one_likes(group: Group, heading: str) -> None:
    assert heading in terminal.render(a_report(), View(group=group)).splitlines()


def test_of_several_files_each_is_named(tmp_path: Path) -> None:
    printed = "Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.5555/ abc.{}\n"
    paths = [tmp_path / name for name in ("one.txt", "two.txt")]
    for path in paths:
        path.write_text(f"Preface\n\n{printed.format(path.stem)}")
    report = check(paths, registry=Offline())
    assert [line for line in drawn(report, 200, Styles.NONE).splitlines() if ".txt:" in line] == [
        f"  {path}:3" for path in paths
    ]
    by_file = drawn(report, 200, Styles.NONE, View(group=Group.FILE))
    alone = drawn(check(paths[0], registry=Offline()), 200, Styles.NONE)
    assert ".txt:" not in by_file + alone


@pytest.mark.parametrize("doi", ["10.1000/x y", "10.1000/\x1b[2J", "10.1000/é", "10.1000/x;y"])
def test_no_link_that_a_terminal_could_take_for_something_else(doi: str) -> None:
    first, second = a_report().references
    work = evolve(first.case.reference.work, doi=doi)
    hostile = evolve(first, case=evolve(first.case, match=None, reference=evolve(first.case.reference, work=work)))
    assert "]8;" not in drawn(evolve(a_report(), references=(hostile, second)))


@pytest.mark.parametrize("width", [30, 100])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_reference_moves_nothing(hostile: str, width: int) -> None:
    text = STYLE.sub("", drawn(a_hostile_report(HOSTILE[hostile]), width))
    assert {each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Cs")} <= {"\n"}
    assert len(text) < 60_000, "a long text is cut"


def test_what_was_waived_in_the_same_words_is_not_listed_for_ever() -> None:
    text = render(evolve(a_report(), waived=a_report().waived * 300), "terminal")
    assert text.count("year-differs in reference 1, waived by Ann") == 5
    assert "295 more findings waived by Ann until 2027-01-31: the printed year is later" in text
    assert "300 findings waived." in text


def test_notes_of_a_difference_are_counted_apart() -> None:
    """Below a verdict of verified nobody would look for them."""
    report = a_report()
    first, second = report.references
    differs = evolve(first.findings[0], rule=a_rule("volume-differs", Severity.INFO))
    assert any(each.cited and each.registered for each in differs.evidence)
    verified = evolve(first, verdict=Verdict.VERIFIED, findings=(differs,))
    shown = render(evolve(report, references=(verified, second)), "terminal")
    assert "Not shown: 2 notes (1 difference)" in shown  # the other is on the list


def test_many_references_of_one_finding_are_counted() -> None:
    report = a_report()
    whole = report.list_findings[0]
    keys = tuple(str(number) for number in range(1, 5001))
    many = evolve(report, list_findings=(evolve(whole, finding=evolve(whole.finding, references=keys)),))
    assert (
        "(references 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 4980 more)"
        in terminal.render(many, View(least=Severity.INFO))
    )


def test_the_seed_is_short_the_gravest_first_and_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SEED)
    report = check(Path("references.txt"), registry=Local.read("records.jsonl"))
    shown = STYLE.sub("", drawn(report))
    lines = shown.splitlines()
    assert len(lines) <= 55
    assert lines[0].startswith("33 references: 4 differ, ")
    assert lines[1].startswith("[5] Bossuyt & Dessein (2021)")
    assert lines[2].startswith("  warning The title differs from the record"), "the first problem"
    codes = [each.code for each in report.findings(severity="warning")]
    assert {code: shown.count(code) for code in codes} == Counter(codes)
    explained = ("removed a space inside the URL", "removed a space inside the DOI")
    told = " ".join(shown.split())
    assert [told.count(each) for each in explained] == [1, 1], "one explanation a kind"


def _long_list(number: int) -> Report:
    """References of five kinds by turns, one in a hundred retracted."""
    first, _ = a_report().references
    kinds = (
        "title-differs",
        "volume-differs",
        "year-differs",
        "pages-differ",
        "issue-differs",
        "author-missing",
        "link-dead",
    )

    def audited(place: int) -> CheckedReference:
        code = "work-retracted" if place % 100 == 99 else kinds[place % len(kinds)]
        severity = Severity.ERROR if code == "work-retracted" else Severity.WARNING
        finding = evolve(first.findings[0], rule=a_rule(code, severity), message="What is wrong here. " * 20)
        reference = evolve(first.case.reference, key=str(place + 1))
        return evolve(first, case=evolve(first.case, reference=reference), findings=(finding, finding))

    return evolve(a_report(), references=tuple(map(audited, range(number))), waived=())


def test_a_thousand_references_fit_sixty_lines_and_the_rest_is_counted() -> None:
    report = _long_list(1_097)
    lines = STYLE.sub("", drawn(report)).splitlines()
    assert len(lines) <= 60
    assert lines[1] == "Retracted (10)"
    assert lines[2].startswith("[100] ")
    assert max(map(len, lines)) <= 80
    at = lines.index("2154 more findings, by rule")
    counted = [int(line.split()[0]) for line in lines[at + 1 : at + 7]]
    assert sum(counted) == 2154 == len(report.findings(severity="warning")) - 2 * 20
    assert "To list one rule: refcheck check list.txt --show all --select title-differs" in lines


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["list.txt"], "       2  title-differs (references 21, 23): "),
        (["a.txt", "b.txt"], "       2  title-differs: "),
    ],
)
def test_findings_that_are_not_shown_name_their_references(files: list[str], said: str) -> None:
    report = _long_list(24)
    found = tuple(
        evolve(
            each,
            file=files[place % len(files)],
            findings=(
                evolve(
                    each.findings[0],
                    rule=a_rule("title-differs", Severity.WARNING),
                    references=(each.case.reference.key,),
                ),
            )
            if place in (20, 22) or place < 20
            else (),
        )
        for place, each in enumerate(report.references)
    )
    assert said in drawn(evolve(report, references=found))


def test_nothing_is_left_out_for_those_who_want_all() -> None:
    text = terminal.render(_long_list(200), View(most=None))
    assert text.count("[") == 200
    assert "more findings" not in text


@pytest.mark.parametrize(
    ("environment", "styles"),
    [
        ({"TERM": "xterm"}, Styles.COLOURS),
        ({"TERM": "xterm", "NO_COLOR": "1"}, Styles.WEIGHTS),
        ({"TERM": "xterm", "NO_COLOR": ""}, Styles.COLOURS),
        ({"TERM": "dumb"}, Styles.NONE),
        ({}, Styles.COLOURS),
    ],
)
def test_the_owner_of_a_terminal_says_what_it_shows(
    environment: dict[str, str], styles: Styles, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**environment, "COLUMNS": "33"}.items():
        monkeypatch.setenv(name, value)
    assert screen(StringIO()) == Screen(file=ANY, columns=33, styles=styles)
