"""Retraction Watch's table: what a file of it adds to the records of others, and what it says where nobody has a record."""

import csv
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from registries_made import MISS, NOWHERE, dois, failing, holding, noon, query, record, scripted

from refcheck import check
from refcheck.errors import RecordsError
from refcheck.model import Answer, Cause, Date, Found, Hits, Id, Name, NotFound, Scope, Unavailable, Update, Verdict
from refcheck.registries import Chain, Connections, Registry
from refcheck.registries.ladder import offline
from refcheck.registries.services.retraction_watch import RetractionWatch, Watched

COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,"
)
HEADER = COLUMNS.split(",")


def row(original: str, **cells: str) -> list[str]:
    usual = {
        "Record ID": "1",
        "Title": "A Title of Some Length",
        "Journal": "Journal of Samples",
        "Publisher": "Sample Press",
        "Author": "Ann Sample;Bo van Probe",
        "RetractionDate": "6/5/2020 0:00",
        "RetractionDOI": "10.1000/notice",
        "OriginalPaperDate": "12/31/2019 0:00",
        "OriginalPaperDOI": original,
        "RetractionNature": "Retraction",
        "Reason": "+Error in Data;+Investigation by Journal/Publisher;",
    }
    named = usual | {name.replace("_", " "): value for name, value in cells.items()}
    return [named.get(column, "") for column in HEADER]


def table(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    day = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
    os.utime(path, (day, day))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rw.csv"


RETRACTED = Update(
    type="retraction",
    doi="10.1000/notice",
    label="Retraction",
    source="Retraction Watch (rw.csv of 2026-11-20)",
    updated=Date(year=2020, month=6, day=5),
)


def found(registry: Registry, doi: str = "10.1000/paper") -> Answer:
    return registry.lookup(dois(doi))[Id.doi(doi)]


def test_its_own_record_is_what_the_row_says(path: Path) -> None:
    answer = found(RetractionWatch.read(table(path, row("10.1000/PAPER")), now=noon))
    assert isinstance(answer, Found)
    work = answer.record.work
    assert (work.title, work.container_title, work.issued) == (
        "A Title of Some Length",
        "Journal of Samples",
        Date(year=2019, month=12, day=31),
    )
    assert work.author == (Name(family="Sample", given="Ann"), Name(family="Probe", given="Bo van"))
    assert answer.record.updates == (RETRACTED,)
    assert answer.record.provenance.registry == "Retraction Watch"
    assert answer.record.provenance.retrieved == noon()


def test_what_it_does_not_hold_may_exist(path: Path) -> None:
    watch = RetractionWatch.read(table(path, row("10.1000/other"), row("unavailable"), row("")))
    assert found(watch) == NotFound(registry="Retraction Watch", scope=Scope.HOLDINGS)
    assert all(isinstance(answer, Unavailable) for answer in watch.search((query("A Title of Some Length"),)))
    assert watch.plan(dois("10.1000/other"), (query("a"),)) == ()


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", "retraction"),
        ("Correction", "correction"),
        ("Expression of concern", "expression-of-concern"),
        ("Reinstatement", "reinstatement"),
    ],
)
def test_the_natures_of_notices_are_spelt_as_crossref_does(nature: str, kind: str, path: Path) -> None:
    watch = RetractionWatch.read(
        table(path, row("10.1000/paper", RetractionNature=nature, RetractionDOI="Unavailable"))
    )
    (update,) = watch.updates(Id.doi("10.1000/paper"))
    assert (update.type, update.doi) == (kind, None)


def test_several_rows_of_one_work_are_several_notices(path: Path) -> None:
    rows = [row("10.1000/paper", RetractionNature="Correction"), row("10.1000/Paper")]
    watch = RetractionWatch.read(table(path, *rows))
    assert [update.type for update in watch.updates(Id.doi("10.1000/paper"))] == ["correction", "retraction"]


def test_notices_are_added_to_the_records_of_others_once(path: Path) -> None:
    watch = RetractionWatch.read(table(path, row("10.1000/paper")))
    watched = Watched(holding(record("10.1000/paper"), record("10.1000/right")), watch)
    answer = found(watched)
    assert isinstance(answer, Found)
    assert answer.record.updates == (RETRACTED,)
    assert answer.record.provenance.registry == "Stand-in"
    assert found(Watched(watched, watch)) == answer
    assert found(watched, "10.1000/right") == Found(record=record("10.1000/right"))
    (hits,) = watched.search((query("a title"),))
    assert isinstance(hits, Hits)
    assert [hit.record.updates for hit in hits.hits] == [(RETRACTED,), ()]


@pytest.mark.parametrize(
    ("answer", "known"),
    [(MISS, True), (failing(Cause.BROKEN), True), (NOWHERE, False)],
    ids=["miss", "outage", "nowhere"],
)
def test_a_work_that_nobody_has_a_record_of(answer: Answer, known: bool, path: Path) -> None:
    """The table's own row stands in for a record, but not against the word that there is no such DOI."""
    watch = RetractionWatch.read(table(path, row("10.1000/paper")))
    given = found(Chain(Watched(scripted(answer), watch), watch))
    assert isinstance(given, Found) is known
    assert known or given == answer


def test_an_offline_run_tells_of_a_retraction(path: Path) -> None:
    registry = offline(Connections(retraction_watch=str(table(path, row("10.1000/paper")))))
    text = "Sample, A., & van Probe, B. (2019). A title of some length. Journal of Samples, 3(1), 1–9. https://doi.org/10.1000/paper"
    (audited,) = check(text, registry=registry).references
    assert audited.verdict is Verdict.VERIFIED
    (finding,) = audited.findings
    assert finding.rule.code == "work-retracted"
    assert finding.message == (
        "This work was retracted on 2020-06-05, according to Retraction Watch (rw.csv of 2026-11-20). The notice: https://doi.org/10.1000/notice"
    )
    assert finding.evidence[0].registry == "Retraction Watch (rw.csv of 2026-11-20)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: not Retraction Watch's table; column OriginalPaperDOI is missing"),
        ("DOI,Title\n10.1000/a,A\n", "line 1: not Retraction Watch's table"),
        (
            COLUMNS + "\n" + ",".join(row("10.1000/a")) + "\n1,A cut\n",
            "line 3: 2 columns where 21 are expected",
        ),
        (COLUMNS + '\n1,"A title that is never closed\n', "line 2: unexpected end of data"),
        (COLUMNS + "\n" + "1" * 200_000 + "\n", "line 2: field larger than field limit"),
    ],
    ids=["empty", "another table", "a row cut off", "an open quotation mark", "a huge field"],
)
def test_what_is_no_such_table_is_told_with_its_line(text: str, said: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordsError, match=said):
        RetractionWatch.read(path)


@pytest.mark.parametrize("limit", [131_072, 10_000_000])
def test_a_huge_field_is_told_whatever_the_program_takes_elsewhere(limit: int, path: Path) -> None:
    path.write_text(f'{COLUMNS}\n"{"1" * 200_000}"\n', encoding="utf-8")
    before = csv.field_size_limit(limit)
    try:
        with pytest.raises(RecordsError, match="line 2: field larger than field limit"):
            RetractionWatch.read(path)
        assert csv.field_size_limit() == limit
    finally:
        csv.field_size_limit(before)


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(RecordsError, match="cannot be read"):
        RetractionWatch.read(path)


def test_lines_within_a_cell_bytes_that_are_no_text_and_a_mark_at_the_start(path: Path) -> None:
    table(path, row("10.1000/paper", Notes="two\nlines", Title="Caf\N{LATIN SMALL LETTER E WITH ACUTE}"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace("é".encode(), b"\xe9") + b"\r\n")
    answer = found(RetractionWatch.read(path))
    assert isinstance(answer, Found)
    assert answer.record.work.title == "Caf\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("rows", [6_000, pytest.param(60_000, marks=pytest.mark.slow)])
def test_many_rows(path: Path, rows: int) -> None:
    table(path, *(row(f"10.1000/paper.{number}", Title=f"A title that is the {number}th") for number in range(rows)))
    tracemalloc.start()
    watch = RetractionWatch.read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert watch.updates(Id.doi(f"10.1000/paper.{rows - 1}"))
    assert peak < 1_700 * rows


def test_a_table_is_read_once_until_it_changes(path: Path) -> None:
    """A file that is swapped for one of the same size and day is not looked into again; any other is."""
    table(path, row("10.1000/paper"))
    assert RetractionWatch.read(path).ids() == dois("10.1000/paper")
    table(path, row("10.1000/other"))
    assert RetractionWatch.read(path).ids() == dois("10.1000/paper")
    os.utime(path)
    assert RetractionWatch.read(path).ids() == dois("10.1000/other")
