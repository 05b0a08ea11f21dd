"""The open benchmark of messy lists, both versions: the data is whole, its gold is true of its records; version 1's scorer."""

import gzip
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "seeds" / "messy-lists"
SECOND = ROOT / "seeds" / "messy-lists-2"
MESSY = ROOT / "tests" / "benchmarks" / "messy"

pytestmark = pytest.mark.skipif(not (SECOND / "gold.jsonl").exists(), reason="the data sets are not in this checkout")

UNTRUE = {"work-invented", "work-spliced"}
"""Faults of which no record may be there."""


def module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"messy_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module", params=[FOLDER, SECOND], ids=["first", "second"])
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def golds(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def records(folder: Path) -> dict[str, dict[str, Any]]:
    names = ("works.jsonl.gz", "made.jsonl.gz")
    lines = [line for name in names for line in gzip.decompress((folder / name).read_bytes()).decode().splitlines()]
    return {item["DOI"].lower(): item for item in map(json.loads, lines)}


def test_the_files_are_those_of_the_sums_and_not_too_many(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    others = {".gitattributes", "SHA256SUMS", "README.md", "LICENSE.txt"}
    others |= (
        {"score.py", "serve.py"} if folder == FOLDER else {"scoring.py", "stand_in.py", "PEERS.md", "CITATION.cff"}
    )
    assert {name for name in held if "__pycache__" not in name} == set(sums) | others
    assert sum((folder / name).stat().st_size for name in sums) < 15_000_000


def test_it_is_as_large_as_it_says(golds: list[dict[str, Any]], folder: Path) -> None:
    rows = [each for gold in golds for each in gold["references"]]
    faults = {each["kind"] for each in rows if each["group"] == "fault"}
    between = {problem["kind"] for gold in golds for problem in gold["problems"] or ()}
    assert len(golds) == (120 if folder == FOLDER else 60)
    assert all(20 <= len(gold["references"]) <= 60 for gold in golds)
    assert len({gold["style"] for gold in golds}) >= (60 if folder == FOLDER else 36)
    assert len({gold["language"] for gold in golds}) == 12
    assert len({gold["layout"] for gold in golds if gold["format"] == "txt"}) == 20
    assert {gold["format"] for gold in golds} == {"txt", "docx", "html", "pdf", "bib", "ris"}
    assert len(faults | between) >= 40


def test_the_records_are_bibliographic_facts(records: dict[str, dict[str, Any]], folder: Path) -> None:
    assert Counter("messy." in doi for doi in records)[False] == (3000 if folder == FOLDER else 2735)
    assert not [doi for doi, item in records.items() if {"abstract", "reference", "link"} & set(item)]
    assert not re.search(r"[\w.]@\w", json.dumps(list(records.values())))


def test_the_gold_is_true_of_the_records(golds: list[dict[str, Any]], records: dict[str, dict[str, Any]]) -> None:
    titles = {" ".join(item["title"][0].split()).casefold() for item in records.values()}
    for row in (each for gold in golds for each in gold["references"]):
        dois = [each for each in row["identifiers"] if each["scheme"] == "doi"]
        if row["doi"] is not None:
            assert row["doi"].lower() in records, row["raw"]
        if row["kind"] in UNTRUE or row["group"] == "grey":
            assert row["doi"] is None
            assert row["fields"]["title"].casefold() not in titles, row["raw"]
        for part in row.get("faults", ()):
            assert set(part["named"]) <= set(row["named"]), row["raw"]
        if row["kind"] == "doi-unregistered":
            assert all(each["printed"].lower() not in records for each in dois), row["raw"]
        elif row["kind"] == "doi-of-another-work":
            assert all(
                each["printed"].lower() in records and each["printed"].lower() != row["doi"].lower() for each in dois
            )
        else:
            assert all(each["value"].lower() in records for each in dois), row["raw"]
        if row["group"] in ("right", "fair") and dois:
            assert dois[0]["value"].lower() == row["doi"].lower()


def test_a_planted_field_differs_from_the_record(
    golds: list[dict[str, Any]], records: dict[str, dict[str, Any]]
) -> None:
    rows = [each for gold in golds for each in gold["references"]]
    for kind, name in {"volume": "volume", "issue": "issue"}.items():
        for row in (each for each in rows if each["kind"] == kind):
            assert row["fields"][name] != records[row["doi"].lower()][name], row["raw"]
    dates = ("issued", "published-print", "published-online", "posted")
    for row in (each for each in rows if each["kind"] in ("year-near", "year-far", "year-in-the-future")):
        item = records[row["doi"].lower()]
        assert int(row["fields"]["year"]) not in {item[date]["date-parts"][0][0] for date in dates if date in item}
    for row in (
        each
        for each in rows
        if each["kind"] in ("author-dropped", "first-author-dropped") and not each["fields"]["et_al"]
    ):
        assert len(row["fields"]["author"]) == len(records[row["doi"].lower()]["author"]) - 1, row["raw"]


def test_the_spans_hold_what_is_printed(golds: list[dict[str, Any]], folder: Path) -> None:
    letters = module(FOLDER / "score.py").letters
    for gold in (each for each in golds if each["format"] == "txt"):
        text = (folder / "lists" / gold["file"]).read_bytes().decode()
        for row in gold["references"]:
            assert letters("".join(text[start:end] for start, end in row["spans"])) == letters(row["raw"])


@pytest.fixture(scope="module")
def first() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def test_what_knows_all_scores_all(first: list[dict[str, Any]]) -> None:
    score = module(FOLDER / "score.py")
    counts, _ = score.score(first, {"lists": {gold["id"]: knowing(gold) for gold in first}})
    values = score.row("oracle", ["find", "read", "mend", "resolve", "judge", "cite"], counts)
    row = dict(zip(score.COLUMNS, values, strict=True))
    assert row["falsely accused of 1,000"] == "0.0"
    assert row["told %"] == row["named %"] == row["as grave %"] == row["mended %"] == "100.0"
    assert {row[name] for name in ("find P", "find R", "read F1", "resolve P", "resolve R", "cite P", "cite R")} == {
        "1.000"
    }


def knowing(gold: dict[str, Any]) -> dict[str, Any]:
    references = [
        row
        | {
            "problems": [{"class": row["named"][0], "severity": row["severity"]}] if row["named"] else [],
            "fields": {name: value for name, value in row["fields"].items() if name != "et_al"},
        }
        for row in gold["references"]
    ]
    return {"references": references, "problems": gold["problems"] or []}


CASES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing is read": ({}, {"lists read": "0", "told %": "0.0", "falsely accused of 1,000": "0.0", "find R": "0.000"}),
    "an innocent is accused": (
        {"references": [{"raw": "Oxley, M. Towns. 2001.", "problems": [{"class": "year", "severity": "warning"}]}]},
        {"falsely accused of 1,000": "1000.0", "by errors": "0.0", "find P": "1.000", "find R": "0.500"},
    ),
    "a note accuses nobody": (
        {"references": [{"raw": "Oxley, M. Towns. 2001.", "problems": [{"class": "year", "severity": "note"}]}]},
        {"falsely accused of 1,000": "0.0"},
    ),
    "nor does how a thing is written": (
        {"references": [{"raw": "Oxley, M. Towns. 2001.", "problems": [{"class": "doi-malformed", "severity": "warning"}]}]},
        {"falsely accused of 1,000": "0.0"},
    ),
    "what is no reference is accused": (
        {"references": [{"raw": "Acknowledgements of all kinds", "problems": [{"class": "not-found", "severity": "error"}]}]},
        {"falsely accused of 1,000": "1000.0", "find P": "0.000"},
    ),
    "a fault is told, and called by another name": (
        {"references": [{"raw": "Brandt, T. Rivers. 1999. Vol. 3", "problems": [{"class": "pages", "severity": "warning"}]}]},
        {"told %": "100.0", "named %": "0.0"},
    ),
    "a fault is named, too gravely": (
        {"references": [{"raw": "Brandt T Rivers 1999 Vol 3", "problems": [{"class": "volume", "severity": "error"}]}]},
        {"told %": "100.0", "named %": "100.0", "as grave %": "0.0", "find P": "1.000"},
    ),
    "a DOI is mended, another spoiled": (
        {
            "references": [
                {"raw": "Oxley, M. Towns. 2001.", "identifiers": [{"scheme": "doi", "value": "10.1000/AB"}], "doi": "10.1000/ab"},
                {"raw": "Brandt, T. Rivers. 1999. Vol. 3", "identifiers": [{"scheme": "doi", "value": "10.1000/other"}]},
            ]
        },
        {"mended %": "100.0", "spoiled of 1,000": "1000.0", "resolve P": "1.000", "resolve R": "0.500"},
    ),
    "a citation is told, another is made up": (
        {"problems": [{"kind": "cited-not-listed", "text": text} for text in ("(Ruiz, 2014)", "(Okafor, 2003)")]},
        {"cite P": "0.500", "cite R": "1.000"},
    ),
}  # fmt: skip
"""What a report says of the list below, and what the scorer makes of it."""


def row_of(raw: str, group: str, kind: str, printed: str, value: str, **more: Any) -> dict[str, Any]:
    told = {"named": [], "severity": None, "fields": {}, "doi": value, "is_open": False} | more
    return {
        "raw": raw,
        "group": group,
        "kind": kind,
        "identifiers": [{"scheme": "doi", "printed": printed, "value": value}],
    } | told


VOLUME = {"named": ["volume"], "severity": "warning"}
LIST: dict[str, Any] = {
    "id": "1",
    "references": [
        row_of("Oxley, M. Towns. 2001.", "right", "right", "10.1000/ ab", "10.1000/ab"),
        row_of("Brandt, T. Rivers. 1999. Vol. 3", "fault", "volume", "10.1000/cd", "10.1000/cd", **VOLUME),
    ],
    "problems": [{"kind": "cited-not-listed", "text": "Ruiz, 2014"}],
    "cited_by": "names",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_scorer_counts(name: str) -> None:
    score = module(FOLDER / "score.py")
    told, wanted = CASES[name]
    counts, _ = score.score([LIST], {"lists": {"1": told}})
    tasks = ["find", "read", "mend", "resolve", "judge", "cite"]
    row = dict(zip(score.COLUMNS, score.row("tool", tasks, counts), strict=True))
    assert {column: row[column] for column in wanted} == wanted


def test_what_a_tool_has_no_output_for_is_a_dash() -> None:
    score = module(FOLDER / "score.py")
    counts, _ = score.score([LIST], {"lists": {}})
    row = score.row("tool", ["find"], counts)
    assert row[score.COLUMNS.index("told %")] == row[score.COLUMNS.index("cite R")] == "–"
    assert row[score.COLUMNS.index("find R")] == "0.000"


TARGETS = (
    ("api.crossref.org", "/works/{held}", 200, '"work"'),
    ("", "/crossref/works/{held}/agency", 200, '"crossref"'),
    ("", "/crossref/works/10.1000/none", 404, "not found"),
    ("", "/crossref/works?filter=doi:{held},doi:10.1000/none", 200, '"total-results": 1'),
    ("", "/crossref/works?query.bibliographic={title}&rows=1", 200, "{held}"),
    ("doi.org", "/api/handles/{held}", 200, '"responseCode": 1'),
    ("doi.org", "/api/handles/10.1000/none", 404, '"responseCode": 100'),
    ("doi.org", "/ra/{held},10.1000/none", 200, "DOI does not exist"),
    ("api.datacite.org", "/dois?query=towns", 200, '"total": 0'),
    ("api.datacite.org", "/dois/10.1000/none", 404, "errors"),
    ("nobody.example", "/", 404, "no such registry"),
)


@pytest.mark.parametrize(("host", "target", "status", "said"), TARGETS)
def test_the_stand_in_answers(host: str, target: str, status: int, said: str) -> None:
    serve = module(FOLDER / "serve.py")
    item = {"DOI": "10.1000/held", "type": "book", "title": ["Two rivers"], "issued": {"date-parts": [[2001]]}}
    other = {"DOI": "10.1000/other", "type": "book", "title": ["Two hills"], "issued": {"date-parts": [[2002]]}}
    values = {"held": "10.1000/held", "title": "two+rivers"}
    got, _, text = serve.answer(serve.Records([item, other]), host, target.format(**values))
    assert got == status
    assert (said.format(**values) if "{held}" in said else said) in text


def test_anystyle_is_read(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "001.txt").write_text("Oxley, M. (2001). Towns.")
    (tmp_path / "001.xml").write_text(
        "<dataset><sequence><author>Oxley, M.</author><date>(2001).</date><title>Towns.</title></sequence></dataset>"
    )
    command = [sys.executable, MESSY / "adapters" / "anystyle_.py", tmp_path, tmp_path / "out.json", tmp_path]
    subprocess.run(list(map(str, command)), check=True)
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    reference = report["lists"]["001"]["references"][0]
    assert report["tasks"] == ["find", "read"]
    assert reference["fields"] == {"author": [{"family": "Oxley", "given": "M"}], "year": "2001", "title": "Towns"}
