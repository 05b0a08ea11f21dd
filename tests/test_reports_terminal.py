"""The report as drawn on a terminal: colours, widths, and nothing that could move the cursor."""

import re
import unicodedata
from io import StringIO

import pytest
from attrs import evolve
from reports_made import HOSTILE, a_hostile_report, a_report
from rich.console import Console

from refcheck.model import Evidence, Report
from refcheck.reports import render
from refcheck.reports.formats import terminal

STYLE = re.compile(r"\x1b\[[\d;]*m")
"""The escape sequences of colours and weights, which move nothing: "\x1b[1;31m"."""

RED, GREEN = "\x1b[1;31m", "\x1b[1;32m"


def drawn(report: Report, width: int = 80, environment: dict[str, str] | None = None) -> str:
    file = StringIO()
    colours = Console(
        file=file, width=width, force_terminal=True, color_system="standard", _environ=environment or {"TERM": "xterm"}
    )
    terminal.draw(report, colours)
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
    text = drawn(with_titles("A small title", "A great title"), environment={"TERM": "xterm", "NO_COLOR": "1"})
    assert STYLE.search(text), "weights are left"
    assert not re.search(r"\x1b\[[\d;]*3\d", text)


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    report = with_titles("A small title of things " * 9, "A great title of things " * 9)
    lines = STYLE.sub("", drawn(report, width)).splitlines()
    assert max(map(len, lines)) <= width


def test_lines_hang_behind_their_labels() -> None:
    lines = STYLE.sub("", drawn(with_titles("word " * 40, "other " * 40))).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(" " * 12 + "cited "))
    assert lines[at + 1].startswith(" " * 24 + "word")


def test_what_is_drawn_is_what_is_printed_but_for_the_styles() -> None:
    assert STYLE.sub("", drawn(a_report(), 1000)) == render(a_report(), "terminal")


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


def test_many_references_of_one_finding_are_counted() -> None:
    report = a_report()
    whole = report.findings[0]
    keys = tuple(str(number) for number in range(1, 5001))
    many = evolve(report, findings=(evolve(whole, finding=evolve(whole.finding, references=keys)),))
    assert "(references 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 4980 more)" in render(
        many, "terminal"
    )
