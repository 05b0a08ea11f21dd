"""CSV: read back cell by cell, and no cell that a spreadsheet would compute."""

import csv
from collections.abc import Iterator
from io import StringIO

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reports_made import HOSTILE, a_hostile_report, a_report

from refcheck.model import Report
from refcheck.reports import render
from refcheck.reports.formats.csv import COLUMNS


def table(report: Report) -> list[dict[str, str]]:
    data = render(report, "csv").encode("utf-8")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_one_row_a_finding_and_one_for_a_reference_without() -> None:
    rows = table(a_report())
    assert [(row["reference"], row["verdict"], row["code"]) for row in rows] == [
        ("1", "differs", "volume-differs"),
        ("2", "unverified", ""),
        ("1; 2", "", "label-misspelt"),
        ("1", "differs", "year-differs"),
    ]


@pytest.mark.parametrize(
    ("about", "codes"),
    [((), ["", "", "label-misspelt", "year-differs"]), (("1",), ["", "label-misspelt", "year-differs"])],
)
def test_a_reference_whose_finding_was_waived_has_one_row(about: tuple[str, ...], codes: list[str]) -> None:
    report = a_report()
    waived = tuple(evolve(each, finding=evolve(each.finding, references=about or ("1", "2"))) for each in report.waived)
    clean = tuple(evolve(each, findings=()) for each in report.references)
    assert [row["code"] for row in table(evolve(report, references=clean, waived=waived))] == codes


def test_the_row_of_a_finding_says_all() -> None:
    report = a_report()
    assert table(report)[0] == {
        "file": "list.txt",
        "line": "3",
        "reference": "1",
        "verdict": "differs",
        "severity": "warning",
        "code": "volume-differs",
        "message": "Volume 14 is cited; 21 is registered.",
        "field": "volume",
        "cited": "volume 14",
        "registered": "volume 21",
        "fix": "21",
        "fix_safety": "unsafe",
        "source": "crossref https://api.crossref.org/works/10.1000/x",
        "retrieved": "2026-11-24",
        "waived": "",
        "unsettled": "",
        "fingerprint": report.references[0].case.reference.fingerprint,
        "printed": "Doe, J. (2020). A title. A Journal, 14(3). doi:10.1000/x",
    }


def test_what_was_waived_says_so() -> None:
    assert table(a_report())[3]["waived"] == "waived by Ann until 2027-01-31: the printed year is later"


def test_it_begins_with_the_mark_that_excel_needs_and_has_all_columns() -> None:
    text = render(a_report(), "csv")
    assert text.startswith('\ufeff"file",')
    assert text.splitlines()[0] == "\ufeff" + ",".join(f'"{column}"' for column in COLUMNS)


@pytest.mark.parametrize(
    ("printed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-2", "'-2"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ('"=1"', '\'"=1"'),
        ("a;=1", "a;'=1"),
        ("a; =1; -b", "a;' =1;' -b"),
        ("Doe, J. – a=b; c-d", "Doe, J. – a=b; c-d"),
        ("10.1000/x", "10.1000/x"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(printed: str, cell: str) -> None:
    assert table(a_report(printed))[0]["printed"] == cell


@pytest.fixture
def _long_cells() -> Iterator[None]:
    """A process reads longer cells than Python lets it, while a test lasts."""
    before = csv.field_size_limit(1_000_000)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("_long_cells")
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_is_a_formula_whatever_parts_the_cells(hostile: str, delimiter: str) -> None:
    text = render(a_hostile_report(HOSTILE[hostile]), "csv").removeprefix("\ufeff")
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            assert not cell.lstrip(" \t\r\n\"'").startswith(("=", "+", "-", "@")) or cell.lstrip().startswith("'")


def test_a_cell_has_room_in_a_spreadsheet() -> None:
    assert max(len(cell) for row in table(a_report(HOSTILE["long"])) for cell in row.values()) <= 32_767


@given(st.text(max_size=40))
def test_every_text_keeps_its_cell(text: str) -> None:
    report = a_report()
    rows = table(evolve(report, references=a_report(text).references))
    assert len(rows) == 4
    assert all(None not in row and len(row) == len(COLUMNS) for row in rows)
