"""The cited page as a record: what its tags say, what it confirms, and what it never does."""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from links_made import World, answer, page, world
from pdf_made import pdf
from registries_made import NOWHERE, StandIn, holding, noon, record
from tables import CASES, rows

from refcheck import check
from refcheck.identifiers.addresses import as_archived, copy_at, is_as_archived
from refcheck.model import ARCHIVE, Authority, Found, Hits, Id, Method, Provenance, Record, Report, Scheme, Update, Work
from refcheck.registries import Chain
from refcheck.registries.pages.page_text import pdf_titles, read_page
from refcheck.registries.services.web_page import WebPages
from refcheck.registries.transport.get import Reply

REPORT = "Institute of Soil (2019). Soil of the steppe: a report. http://soil.example/old.html (accessed 5 March 2021)."
COPY = "http://copies.example/web/20210304000000/http://soil.example/old.html"


def html_reply(text: str) -> Reply:
    return Reply(status=200, headers={"content-type": "text/html"}, body=text.encode(), url="http://a.example/")


@pytest.mark.parametrize("row", rows(CASES / "registries" / "page_records.toml"))
def test_what_a_page_says_of_its_work(row: dict[str, Any]) -> None:
    seen = read_page(html_reply(f"<html><head>{row['head']}</head><body><p>Text</p></body></html>"))
    work = seen.work
    told = {"title": seen.titles[0], "author": "; ".join(map(str, work.author)), "issued": str(work.issued or "")}
    names = ("type", "container_title", "volume", "issue", "page", "publisher", "doi")
    told |= {name: getattr(work, name) or "" for name in names}
    assert {name: value for name, value in told.items() if value} == row["work"]


@pytest.mark.parametrize(
    "head", ["", "<", "<meta name=citation_title>", "\x00", "<script type='application/ld+json'>[[[" * 500]
)
def test_a_page_that_cannot_be_read_says_nothing(head: str) -> None:
    assert read_page(html_reply(head)).work.title is None


@pytest.mark.parametrize("row", rows(CASES / "registries" / "cited_pages.toml"))
def test_what_a_page_confirms(row: dict[str, Any]) -> None:
    heading = row.get("heading", "")
    body = f"<html><head>{row['head']}</head><body><h1>{heading}</h1><p>Text of the page</p></body></html>".encode()
    paths = ("/2022/harbour", "/reports/soil-of-the-steppe.html", "/article_4411.html", "/kilns.html")
    with world({path: answer("200 OK", body) for path in paths}) as made:
        (audited,) = reported(made, row["raw"])
    assert audited.verdict == row["verdict"]
    compared = [finding.code for finding in audited.findings if finding.code.endswith("-differs")]
    assert [code for code in compared if code != "page-title-differs"] == row.get("notes", [])


class Archive(StandIn):
    """An archive that has a copy of whatever is asked for."""

    schemes = frozenset({Scheme.URL})

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        return tuple((key,) for key in ids if copy_at(key.value) and not is_as_archived(key.value))


def test_an_archived_copy_is_read_in_place_of_a_page_that_is_gone() -> None:
    kept = Work(type="webpage", url=COPY)
    provenance = Provenance(registry=ARCHIVE, url="", retrieved=noon(), standing=Authority.PAGE)
    found = Found(record=Record(id=Id(Scheme.URL, COPY), work=kept, provenance=provenance))
    archive = Archive(lambda ids: dict.fromkeys(ids, found), name=ARCHIVE)
    at = f"/web/20210304000000id_/{COPY.partition('000000/')[2]}"
    with world({at: answer("200 OK", page("Soil of the steppe: a report"))}) as made:
        (audited,) = reported(made, REPORT, archive)
    assert audited.verdict == "verified"
    assert "link-dead" in {finding.code for finding in audited.findings}
    match = audited.case.match
    assert match is not None
    assert match.method is Method.URL
    assert match.record.provenance.standing is Authority.PAGE
    assert match.record.provenance.url == as_archived(COPY)


def reported(made: World, text: str, *others: Any) -> Report:
    web = WebPages(dialler=made.dialler(), now=noon, sleep=lambda seconds: None)
    return check([text], registry=Chain(holding(miss=NOWHERE), *others, web))


def test_a_pdf_confirms_by_what_its_first_page_shows() -> None:
    made_pdf = pdf("= Foreword\n\nThe text of the report.", page="")
    kinds = {"/report.pdf": "application/pdf", "/report": "text/html"}
    with world({path: answer("200 OK", made_pdf, kind=kind) for path, kind in kinds.items()}) as made:
        for path in kinds:
            (audited,) = reported(
                made, f"Holt, M. (2020). A Made Paper about Lists and about What They Hold. http://house.example{path}"
            )
            assert audited.verdict == "verified"
        (other,) = reported(
            made, "Holt, M. (2020). A Report on the Lakes of the North. http://house.example/report.pdf"
        )
        assert other.verdict == "unverified"


@pytest.mark.parametrize("data", [b"%PDF", b"%PDF-1.7\n%%EOF", pdf("Text.")[:3_000]])
def test_a_pdf_that_cannot_be_read_says_nothing(data: bytes) -> None:
    assert pdf_titles(data) == ()


def test_the_record_of_the_doi_that_a_page_names_stands_in_its_place() -> None:
    raw = "Sample, A. (2018). Salt lakes of the western steppe. Lakes and Soils, 12(3). http://lakes.example/article/view/4411"
    head = (
        '<meta name="citation_title" content="Salt lakes of the western steppe"><meta name="citation_doi" content="{}">'
    )
    own = record("10.1000/lakes", title="Salt lakes of the western steppe", year=2018, container="Lakes and Soils")
    own = evolve(own, updates=(Update(type="retraction", source="publisher"),))
    other = record("10.1000/other", title="Quite another work on harbours", family="Berg")
    for doi, registry, codes in (
        ("10.1000/lakes", "Stand-in", {"work-retracted"}),
        ("10.1000/other", "lakes.example", set()),
        ("10.1000/nowhere", "lakes.example", set()),
    ):
        crossref = holding(own, other, miss=NOWHERE, name="Crossref")
        crossref._found = lambda query: Hits(registry="Crossref")
        with world({"/article/view/4411": answer("200 OK", page("Lakes", head=head.format(doi)))}) as made:
            web = WebPages(dialler=made.dialler(), now=noon, sleep=lambda seconds: None)
            (audited,) = check([raw], registry=Chain(crossref, web))
        assert crossref.lookups == [(doi,)]
        assert (audited.verdict, audited.record and audited.record.provenance.registry) == ("verified", registry)
        assert codes == {finding.code for finding in audited.findings} & {"work-retracted"}
