"""What a backfile reads: files found, cut into partitions, and rows taken for documents or told to be none."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backfile_made import a_job, rows
from drawn import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refcheck.backfile.partitions import partitions, read
from refcheck.backfile.sources import Malformed, Row, sources
from refcheck.backfile.sources import rows as read_rows
from refcheck.backfile.values import Form, Job, Kind, Partition, Source
from refcheck.errors import SourceError

REFERENCE = "Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9."


def found(folder: Path, *named: str, besides: tuple[Path, ...] = ()) -> list[str]:
    return [
        source.name
        for source in sources(named, here=folder.as_posix(), besides=besides, on_message=lambda message: None)
    ]


def source(path: Path, form: Form) -> Source:
    return Source(name=path.name, form=form, size=path.stat().st_size, changed=0)


def cut(path: Path, form: Form, size: int) -> list[Partition]:
    return list(partitions([source(path, form)], here=path.parent.as_posix(), size=size))


def read_all(path: Path, form: Form, size: int = 1_000) -> list[Row | Malformed]:
    return [row for partition in cut(path, form, size) for row in read_rows(partition, path)]


def test_a_folder_holds_documents_and_files_of_rows_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", "b/rows.jsonl", "table.parquet", ".hidden.jsonl", "out/old.parquet", "c.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(REFERENCE)
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "b" / "rows.jsonl")
    assert found(tmp_path, ".", besides=(tmp_path / "out",)) == ["a.txt", "b/two.txt", "b/rows.jsonl", "table.parquet"]
    assert found(tmp_path, "b", ".", "a.txt", besides=(tmp_path / "out",))[:2] == ["b/two.txt", "b/rows.jsonl"]
    assert found(tmp_path, "**/*.txt") == ["a.txt", "b/two.txt"]
    assert found(tmp_path, str(tmp_path / "a.txt")) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "content", "is_found"),
    [
        ("empty.txt", "", True),
        ("prose.text", "Good morning.", True),
        ("empty.md", "", True),
        ("items.json", "{}", False),
        ("picture.png", "", False),
    ],
)
def test_a_text_without_references_is_a_document_that_is_told_by_its_name(
    tmp_path: Path, name: str, content: str, is_found: bool
) -> None:
    for each, text in (("good.txt", REFERENCE), (name, content)):
        (tmp_path / each).write_text(text)
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path, ".") == sorted(["good.txt", *[name] * is_found])


def test_how_many_files_of_a_folder_are_no_documents_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl", "out/ledger.sqlite3", "scans/c.jpg", "scans/d.jpg", "e.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REFERENCE)
    told: list[str] = []
    sources(["."], here=tmp_path.as_posix(), besides=(tmp_path / "out",), on_message=told.append)
    assert [each.rpartition(": ")[2] for each in told] == ["3 (.jpg, .log)"]


@pytest.mark.parametrize("named", ["missing.jsonl", "missing/*.txt", "empty"])
def test_what_is_not_there_or_holds_nothing_is_an_error(tmp_path: Path, named: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=named.replace("*", r"\*")):
        found(tmp_path, named)


@given(st.lists(st.integers(0, 900), max_size=40), st.integers(1, 12), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(60))
def test_the_partitions_of_lines_hold_every_row_once(
    tmp_path: Path, lengths: list[int], size: int, zipped: bool
) -> None:
    texts = [f"{number} " + "é" * length for number, length in enumerate(lengths)]
    data = "".join(json.dumps({"raw": text}) + "\n" for text in texts).encode()
    path = tmp_path / ("rows.jsonl.gz" if zipped else "rows.jsonl")
    path.write_bytes(gzip.compress(data) if zipped else data.rstrip(b"\n"))  # the last line may have no end
    pieces = cut(path, Form.LINES, size)
    contents = [row.content for row in read_all(path, Form.LINES, size) if isinstance(row, Row)]
    assert contents == [(text,) for text in texts]
    assert [piece.first for piece in pieces[1:]] == [piece.stop for piece in pieces[:-1]]
    assert all(piece.stop - piece.first <= size for piece in pieces)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), st.integers(1, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(30))
def test_the_partitions_of_a_table_hold_every_row_once(tmp_path: Path, groups: list[int], size: int) -> None:
    path, number = tmp_path / "table.parquet", 0
    with pq.ParquetWriter(path, pa.schema([("raw", pa.string()), ("other", pa.int32())])) as writer:
        for length in groups:
            texts = [str(number + place) for place in range(length)]
            writer.write_table(pa.table({"raw": texts, "other": pa.array([1] * length, pa.int32())}))
            number += length
    contents = [row.content for row in read_all(path, Form.PARQUET, size) if isinstance(row, Row)]
    assert contents == [(str(place),) for place in range(sum(groups))]


def test_documents_are_put_together_by_number(tmp_path: Path) -> None:
    files = [Source(name=f"{number}.txt", form=Form.DOCUMENT, size=9, changed=0) for number in range(5)]
    assert [each.files for each in partitions(files, here=".", size=80)] == [
        ("0.txt", "1.txt"),
        ("2.txt", "3.txt"),
        ("4.txt",),
    ]


def test_a_file_of_rows_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "rows.jsonl.gz"
    broken.write_bytes(gzip.compress(b'{"raw": "x"}\n' * 1_000)[:-20])
    with pytest.raises(SourceError, match=r"rows\.jsonl\.gz: cannot be read"):
        cut(broken, Form.LINES, 10)
    (tmp_path / "no.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match="is not a Parquet file"):
        cut(tmp_path / "no.parquet", Form.PARQUET, 10)


GOOD: list[tuple[dict[str, Any], Row]] = [
    ({"raw": "A"}, Row(name="rows.jsonl:1", content=("A",))),
    ({"id": 7, "references": ["A", ""], "other": {}}, Row(name="7", content=("A", ""))),
    ({"id": "x", "text": "T", "raw": None}, Row(name="x", content="T")),
    ({"id": "x", "references": []}, Row(name="x", content=())),
    ({"raw": "A", "journal": "J", "year": 2020}, Row(name="rows.jsonl:1", content=("A",), journal="J", year=2020)),
    ({"raw": "A", "year": " 2020"}, Row(name="rows.jsonl:1", content=("A",), year=2020)),
    ({"raw": "A", "year": 2020.0}, Row(name="rows.jsonl:1", content=("A",), year=2020)),
]
BAD: list[tuple[str, str]] = [
    ("[1]", "not a JSON object"),
    ("{", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ('{"id": "x"}', "there are 0"),
    ('{"raw": "x", "text": "y"}', "there are 2"),
    ('{"raw": ["x"]}', "raw is not a text"),
    ('{"references": "x"}', "references is not a list of texts"),
    ('{"references": ["x", 1]}', "references is not a list of texts"),
]


@pytest.mark.parametrize(("item", "row"), GOOD)
def test_a_row_is_a_document(tmp_path: Path, item: dict[str, Any], row: Row) -> None:
    assert read_all(rows(tmp_path / "rows.jsonl", [item]), Form.LINES) == [row]


@pytest.mark.parametrize(("line", "why"), BAD)
def test_a_malformed_row_is_told_and_the_others_are_read(tmp_path: Path, line: str, why: str) -> None:
    first, second = read_all(rows(tmp_path / "rows.jsonl", [line, "", {"raw": "A"}]), Form.LINES)
    assert isinstance(first, Malformed)
    assert first.name == "rows.jsonl:1"
    assert why in first.why
    assert second == Row(name="rows.jsonl:3", content=("A",))


@pytest.mark.parametrize("year", ["2019/20", "soon", -4, 0, 20_201, 2.5, [2020]])
def test_a_year_that_is_none_is_told_and_the_row_is_kept(tmp_path: Path, year: object) -> None:
    (row,) = read_all(rows(tmp_path / "rows.jsonl", [{"raw": "A", "year": year}]), Form.LINES)
    assert isinstance(row, Row)
    assert row.year is None
    assert "and was left out" in row.faults[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["id", "text", "references", "raw", "year"]), inner)
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(60))
def test_any_row_is_a_document_or_malformed(tmp_path: Path, objects: list[object]) -> None:
    file = rows(tmp_path / "rows.jsonl", [json.dumps(each) for each in objects])
    assert len(read_all(file, Form.LINES)) == len(objects)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return a_job(tmp_path, tmp_path / "out")


def test_a_text_is_read_as_whatever_format_it_is(tmp_path: Path, job: Job) -> None:
    bibtex = "@article{a, title={On lists}, year={1998}} % refcheck: allow missing-author because"
    page = f"<html><body><h2>References</h2><ol><li>{REFERENCE}</li></ol></body></html>"
    file = rows(tmp_path / "rows.jsonl", [{"id": "b", "text": bibtex}, {"id": "p", "text": page, "year": 1999}])
    (partition,) = cut(file, Form.LINES, 100)
    reading = read(partition, job)
    assert [(each.name, each.bibliography.document.format, each.year) for each in reading.documents] == [
        ("b", "bibtex", None),
        ("p", "html", 1999),
    ]
    assert [waiver.code for waiver in reading.settings.waivers] == ["missing-author"]


def test_a_document_that_cannot_be_read_is_told_and_the_others_are(tmp_path: Path, job: Job) -> None:
    (tmp_path / "good.txt").write_text(REFERENCE)
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    partition = Partition(number=0, form=Form.DOCUMENT, files=("broken.docx", "good.txt", "gone.txt"))
    reading = read(partition, job)
    assert [each.name for each in reading.documents] == ["good.txt"]
    assert [(remark.kind, remark.document) for remark in reading.remarks] == [
        (Kind.LEFT_OUT, "broken.docx"),
        (Kind.LEFT_OUT, "gone.txt"),
    ]
    assert not any(remark.message.startswith("broken.docx") for remark in reading.remarks)  # it stands beside it


@pytest.mark.parametrize(
    ("row", "meta", "journal", "year"),
    [
        ({}, "", "Annals of Reeds", 2018),  # the earliest of its years
        ({"journal": "Letters on Reeds", "year": 2020}, "", "Letters on Reeds", 2020),  # what the row says counts
        ({}, "<related-object><journal-title>Other</journal-title></related-object>", "Annals of Reeds", 2018),
    ],
)
def test_an_article_says_itself_where_it_appeared(
    tmp_path: Path, job: Job, row: dict[str, Any], meta: str, journal: str, year: int
) -> None:
    dates = "<pub-date><month>2</month><year>2019</year></pub-date><pub-date><year>2018</year></pub-date><pub-date/>"
    text = (
        "<article><front><journal-meta><journal-title-group><journal-title>Annals of Reeds</journal-title></journal-title-group>"
        f"</journal-meta><article-meta>{dates}{meta}</article-meta></front><back><ref-list><ref><mixed-citation>Doe, J. (1999). "
        "Ports. <source>Journal of Tides</source>, <year>1999</year>.</mixed-citation></ref></ref-list></back></article>"
    )
    rows(tmp_path / "rows.jsonl", [{"id": "a", "text": text} | row])
    (tmp_path / "a.xml").write_text(text)
    (given,) = read(Partition(number=0, form=Form.LINES, files=("rows.jsonl",), stop=1), job).documents
    assert (given.journal, given.year) == (journal, year)
    (given,) = read(Partition(number=0, form=Form.DOCUMENT, files=("a.xml",)), job).documents
    assert (given.journal, given.year) == ("Annals of Reeds", 2018)
    (tmp_path / "a.txt").write_text(REFERENCE)
    (given,) = read(Partition(number=0, form=Form.DOCUMENT, files=("a.txt",)), job).documents
    assert (given.journal, given.year) == (None, None)
