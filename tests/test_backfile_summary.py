"""The summary of a backfile: its numbers, and a page that is valid, inert and has the numbers beside every picture."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from backfile_made import ITEMS, a_job, documents, printed, rows
from chromium import CHROMIUM, browser, new_page
from registries_index_made import lines
from test_backfile import run
from test_reports_html import said, tree

from refcheck.backfile.summary.collecting import Busy, Fault, Summary, Tally, collect
from refcheck.backfile.summary.page import pictures, render
from refcheck.backfile.summary.severe import MOST, SevereReference, Unread
from refcheck.backfile.values import Counts, Kind, Remark
from refcheck.model import Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["browser", "new_page"]

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>\u202e & "x" \' ' + "long " * 2_000


def a_summary(**changes: Any) -> Summary:
    verdicts = {"differs": 3, "verified": 9}
    tally = Tally(name=HOSTILE, verdicts=verdicts)
    summary = Summary(
        version="0",
        day=date(2026, 3, 1),
        counts=Counts(documents=4, references=12, left_out=1, warnings=3, notes=2, unreached=1),
        failed=2,
        verdicts=verdicts,
        retracted=1,
        grave=2,
        gravest=(
            SevereReference(document=HOSTILE, key="7", what="retracted", title=HOSTILE, doi="10.1000/x<y>"),
            SevereReference(document="b.txt", key="8", what="broken", title="", doi="javascript:alert(1)"),
        ),
        repeated=(HOSTILE,),
        unread=Unread(remarks=(Remark(kind=Kind.LEFT_OUT, document=HOSTILE, message=HOSTILE),), total=1, left_out=1),
        journals=(tally, Tally(name="not stated", verdicts={"broken": 1})),
        years=(evolve(tally, name="2019"),),
        issued=(evolve(tally, name="before 1990"), evolve(tally, name="1990")),
        faults=(Fault(code="year-differs", title=HOSTILE, severity="warning", findings=3),),
        busiest=(Busy(document=HOSTILE, findings=4),),
    )
    return evolve(summary, **changes)


EMPTY = a_summary(
    counts=Counts(),
    failed=0,
    verdicts={},
    retracted=0,
    grave=0,
    gravest=(),
    unread=Unread(),
    repeated=(),
    journals=(),
    years=(),
    issued=(),
    faults=(),
    busiest=(),
)


def test_the_numbers_are_those_of_the_tables(tmp_path: Path) -> None:
    rows(tmp_path / "rows.jsonl", documents(30))
    counts = run(tmp_path, a_job(tmp_path, tmp_path / "out")).counts
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["verdicts"] == {"differs": 30, "verified": 60}
    assert [(each["name"], each["verdicts"]) for each in summary["journals"]] == [
        ("Annals of Papers", {"differs": 10, "verified": 20}),
        ("Letters on Papers", {"differs": 10, "verified": 20}),
        ("not stated", {"differs": 10, "verified": 20}),
    ]
    assert [each["name"] for each in summary["years"]] == ["2015", "2016", "2017", "2018", "2019"]
    assert sum(sum(each["verdicts"].values()) for each in summary["issued"]) == 90
    faults = {each["code"]: each["findings"] for each in summary["faults"]}
    assert faults["year-differs"] == 30
    assert sum(faults.values()) == counts.errors + counts.warnings + counts.notes
    assert max(each["findings"] for each in summary["busiest"]) == summary["busiest"][0]["findings"]
    assert summary["counts"]["references"] == 90
    assert summary["day"] == "2026-03-01"


def test_what_is_grave_is_listed_by_document_with_a_link(tmp_path: Path) -> None:
    rows(tmp_path / "rows.jsonl", documents(3))
    job = a_job(tmp_path, tmp_path / "out")
    taken_back = [
        ITEMS[0] | {"updated-by": [{"type": "retraction", "DOI": "10.1000/r", "label": "Retraction"}]},
        *ITEMS[1:],
    ]
    lines(tmp_path / "records.jsonl", taken_back)
    run(tmp_path, job)
    summary = collect(job.out, day=job.day, counts=Counts(), failed=0)
    assert (summary.retracted, summary.grave) == (1, 1)
    assert [(each.document, each.key, each.what, each.doi) for each in summary.gravest] == [
        ("10.9999/paper.0", "1", "retracted", ITEMS[0]["DOI"])
    ]
    assert f'href="https://doi.org/{ITEMS[0]["DOI"]}"' in render(summary)


CITED_WRONGLY = printed(ITEMS[0]).replace(ITEMS[0]["DOI"], ITEMS[20]["DOI"])


@pytest.mark.parametrize(
    ("reference", "what", "doi", "found"),
    [
        (CITED_WRONGLY, "error", ITEMS[20]["DOI"], ITEMS[0]["DOI"].lower()),  # another work's DOI
        (printed(ITEMS[0]), None, "", ""),
    ],
)
def test_every_error_is_listed_with_the_doi_that_is_cited(
    tmp_path: Path, reference: str, what: str | None, doi: str, found: str
) -> None:
    rows(tmp_path / "rows.jsonl", [{"id": "a", "references": [reference, printed(ITEMS[3])]}])
    job = a_job(tmp_path, tmp_path / "out")
    counts = run(tmp_path, job).counts
    summary = collect(job.out, day=job.day, counts=counts, failed=0)
    assert counts.errors == sum(len(each.rules) for each in summary.gravest) == summary.grave == (what is not None)
    for each in summary.gravest:
        assert (each.document, each.key, each.what, each.doi) == ("a", "1", what, doi)
        assert each.found_doi in ("", found)
        assert "DOI" in render(summary).partition("<td><bdi>1</bdi></td>")[2].partition("</td>")[0]


@pytest.mark.parametrize(
    ("doi", "found", "links"),
    [
        ("10.1000/nowhere", "10.1000/found", ["10.1000/found"]),  # what is not registered anywhere leads nowhere
        ("10.1000/nowhere", "", []),
    ],
)
def test_a_doi_that_is_registered_nowhere_is_the_cited_one(doi: str, found: str, links: list[str]) -> None:
    each = SevereReference(document="a", key="1", what="broken", title="T", doi=doi, found_doi=found)
    page = render(a_summary(grave=1, gravest=(each,)))
    assert re.findall(r'href="https://doi.org/([^"]*)"', page) == links
    row = page.partition("<td>broken</td>")[2].partition("</tr>")[0]
    assert (doi in row, bool(found) and found in row) == (True, bool(found))


def test_what_could_not_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    rows(
        tmp_path / "rows.jsonl", ["no row", {"id": "b", "text": "Good morning."}, {"id": "a", "raw": printed(ITEMS[0])}]
    )
    result = run(tmp_path, a_job(tmp_path, tmp_path / "out"))
    told = [(each.kind.value, each.document) for each in result.unread.remarks]
    assert told == [("left-out", "rows.jsonl:1"), ("unread", "b")]
    assert (result.unread.left_out, result.unread.empty, result.is_empty) == (1, 1, False)
    written = json.loads((tmp_path / "out" / "summary.json").read_text())["unread"]
    assert [each["document"] for each in written["remarks"]] == ["rows.jsonl:1", "b"]
    page = (tmp_path / "out" / "summary.html").read_text()
    assert all(each.message[:20] in page for each in result.unread.remarks)


@pytest.mark.parametrize(("ids", "repeated"), [("aba", ["a"]), ("abbaa", ["b", "a"]), ("abc", [])])
def test_names_that_several_rows_have_are_told(tmp_path: Path, ids: str, repeated: list[str]) -> None:
    rows(tmp_path / "rows.jsonl", [{"id": each, "references": [printed(ITEMS[0]), printed(ITEMS[3])]} for each in ids])
    run(tmp_path, a_job(tmp_path, tmp_path / "out"))
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["repeated"] == repeated
    assert ("Names that several" in (tmp_path / "out" / "summary.html").read_text()) == bool(repeated)


@pytest.mark.parametrize("severe", [0, 1, MOST + 7])
def test_the_page_lists_no_more_than_a_person_reads(severe: int) -> None:
    each = SevereReference(document="a", key="1", what="broken", title="T", doi="10.1000/x")
    page = render(a_summary(grave=severe, gravest=(each,) * min(severe, MOST)))
    assert page.count("<td>broken</td>") == min(severe, MOST)
    assert ("the tables have all" in page) == (severe > MOST)
    assert ("Look at these first" in page) == bool(severe)


def test_many_years_and_journals_are_put_together(tmp_path: Path) -> None:
    many = [row | {"journal": f"Journal {n:03}", "year": 1900 + n} for n, row in enumerate(documents(60))]
    rows(tmp_path / "rows.jsonl", many)
    job = a_job(tmp_path, tmp_path / "out")
    run(tmp_path, job)
    summary = collect(job.out, day=job.day, counts=Counts(), failed=0)
    assert (len(summary.journals), summary.journals[-1].name) == (41, "20 other journals")
    assert (len(summary.years), summary.years[0].name, summary.years[0].references) == (31, "before 1930", 90)
    assert sum(each.references for each in summary.journals) == sum(each.references for each in summary.years) == 180


def test_a_run_without_a_reference_has_a_summary(tmp_path: Path) -> None:
    rows(tmp_path / "rows.jsonl", ["no row"])
    run(tmp_path, a_job(tmp_path, tmp_path / "out"))
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["counts"]["left_out"] == 1
    assert "<h2" in (tmp_path / "out" / "summary.html").read_text()


@pytest.mark.parametrize("summary", [a_summary(), EMPTY], ids=["hostile", "empty"])
def test_the_page_is_valid_and_does_nothing(summary: Summary) -> None:
    html = render(summary)
    page = tree(html)
    assert {element.tag for element in page.iter()}.isdisjoint({"script", "img", "iframe", "object", "form", "base"})
    links = [element.get(name) for element in page.iter() for name in ("href", "src", "style") if element.get(name)]
    assert links == ["data:,", *["https://doi.org/10.1000/x%3Cy%3E"] * bool(summary.gravest)]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    (policy,) = (each.get("content", "") for each in page.iter("meta") if each.get("http-equiv"))
    hashed = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:" in policy
    assert "script-src" not in policy
    assert "\u202e" not in html
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.iter():
        for label in (element.get("aria-labelledby") or "").split():
            assert label in ids


def test_every_picture_has_a_title_a_description_and_a_table() -> None:
    summary = a_summary()
    page = tree(render(summary))
    drawn = [element for element in page.iter(f"{SVG}svg") if element.get("class") == "picture"]
    assert len(drawn) == len(pictures(summary)) == 5
    for svg in drawn:
        assert said(svg.find(f"{SVG}title"))
        assert said(svg.find(f"{SVG}desc"))
        assert all(said(piece.find(f"{SVG}title")) for piece in svg.iter(f"{SVG}rect"))
    _, _, *tables = page.iter("table")
    assert [len(list(table.iter("tr"))) - 1 for table in tables] == [
        len(each) for each in (summary.journals, summary.years, summary.issued, summary.faults, summary.busiest)
    ]


def test_the_pieces_of_a_bar_fill_it() -> None:
    for picture in pictures(a_summary(issued=(Tally(name="x", verdicts={each.value: 1 for each in Verdict}),))):
        for bar in picture.bars:
            for piece, after in zip(bar.segments, bar.segments[1:], strict=False):
                assert piece.x + piece.width == pytest.approx(after.x, abs=0.02)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 380, "height": 800}}])
def test_the_page_is_accessible_and_quiet(
    tmp_path: Path, new_page: Callable[..., "Page"], options: dict[str, Any]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    (tmp_path / "summary.html").write_text(render(a_summary()), encoding="utf-8")
    address, asked = (tmp_path / "summary.html").as_uri(), set[str]()
    page = new_page(**options, bypass_csp=True)
    page.on("request", lambda request: asked.add(request.url))
    page.goto(address)
    assert axe.Axe().run(page).response["violations"] == []
    assert asked == {address}
