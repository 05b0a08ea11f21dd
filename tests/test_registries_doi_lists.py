"""DOIs that those who register them left open, and what OpenAlex and Semantic Scholar know of them."""

import json
import re
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from registries_made import noon
from werkzeug import Request, Response

from refcheck import check
from refcheck.model import Authority, Found, Id, Report, Severity, Verdict
from refcheck.registries import Connections
from refcheck.registries.ladder import online
from refcheck.registries.services.open_alex import OpenAlex
from refcheck.registries.services.semantic_scholar import SemanticScholar
from refcheck.resolving import plan

DOIS = ("10.1000/open", "10.1000/scholar", "10.1000/nobody")
LIST = [
    f"Holt, Mira (2019). {title}. Annals of Reeds, 4, 17–29. https://doi.org/{doi}"
    for title, doi in zip(
        ("Reeds of the northern lakes", "Reeds of the eastern lakes", "Reeds of the western lakes"), DOIS, strict=True
    )
]
RESULT = {
    "id": "https://openalex.org/W1",
    "doi": f"https://doi.org/{DOIS[0]}",
    "title": "Reeds of the Northern Lakes",
    "publication_year": 2019,
    "authorships": [{"raw_author_name": "Mira Holt"}],
    "primary_location": {"source": {"display_name": "Annals of Reeds"}},
    "biblio": {"volume": "4", "first_page": "17", "last_page": "29"},
}
ROW = {
    "paperId": "a1",
    "url": "https://www.semanticscholar.org/paper/a1",
    "title": "Reeds of the Eastern Lakes",
    "year": 2019,
    "authors": [{"name": "Mira Holt"}],
    "externalIds": {"DOI": DOIS[1]},
    "journal": {"name": "Annals of Reeds", "volume": "4", "pages": "17-29"},
}


def audited(server: HTTPServer, *, result: dict[str, Any] = RESULT, crossref: int = 404, **more: Any) -> Report:
    """An audit of the list where the DOIs are registered with an agency that gives no record."""

    def works(request: Request) -> Response:
        asked = request.args["filter"].removeprefix("doi:").split("|")
        return Response(json.dumps({"results": [result] if DOIS[0] in asked else []}))

    def papers(request: Request) -> Response:
        ids = json.loads(request.get_data())["ids"]
        return Response(json.dumps([ROW if each == f"DOI:{DOIS[1]}" else None for each in ids]))

    server.expect_request("/crossref/works").respond_with_json({"message": {"items": []}}, status=crossref and 200)
    server.expect_request(re.compile("/crossref/.*")).respond_with_data("", status=crossref)
    server.expect_request("/datacite/dois").respond_with_json({"data": []})
    server.expect_request(re.compile("/doi/api/.*")).respond_with_json({"responseCode": 1})
    server.expect_request(re.compile("/doi/ra/.*")).respond_with_json([{"DOI": "10.1000", "RA": "Sample Agency"}])
    server.expect_request(re.compile("/doi/.*")).respond_with_data("", status=204)
    server.expect_request("/oa/works").respond_with_handler(works)
    server.expect_request("/s2/graph/v1/paper/batch", method="POST").respond_with_handler(papers)
    return check(LIST, registry=online(connections(server, **more)))


def connections(server: HTTPServer, **more: Any) -> Connections:
    url = server.url_for("").rstrip("/")
    return Connections(
        crossref_url=f"{url}/crossref",
        datacite_url=f"{url}/datacite",
        doi_url=f"{url}/doi",
        service_urls=f"openalex={url}/oa,semantic-scholar={url}/s2",
        cache="off",
        **more,
    )


def asked_at(server: HTTPServer, service: str) -> list[str]:
    """What a service was sent: the filter, or the body."""
    return [
        request.get_data(as_text=True) or request.args["filter"]
        for request, _ in server.log
        if request.path.startswith(f"/{service}/")
    ]


def test_what_is_left_open_is_asked_of_one_after_the_other_in_one_request_each(httpserver: HTTPServer) -> None:
    report = audited(httpserver)
    assert [each.verdict for each in report] == [Verdict.VERIFIED, Verdict.VERIFIED, Verdict.UNVERIFIED]
    assert [each.record and each.record.provenance.registry for each in report] == [
        "OpenAlex",
        "Semantic Scholar",
        None,
    ]
    assert [each.record.provenance.url for each in report if each.record] == [RESULT["id"], ROW["url"]]
    assert asked_at(httpserver, "oa") == [f"doi:{'|'.join(DOIS)}"]
    assert asked_at(httpserver, "s2") == [json.dumps({"ids": [f"DOI:{doi}" for doi in DOIS[1:]]})]
    uses = {use.registry: (use.asked, use.found) for use in report.run.services}
    assert (uses["OpenAlex"], uses["Semantic Scholar"]) == ((1, 1), (1, 1))


def test_nothing_but_identifiers_is_enough(httpserver: HTTPServer) -> None:
    report = audited(httpserver, send="identifiers")
    assert [each.verdict for each in report] == [Verdict.VERIFIED, Verdict.VERIFIED, Verdict.UNVERIFIED]


@pytest.mark.parametrize(("without", "asked"), [("openalex", [0, 1]), ("semantic-scholar", [1, 0])])
def test_each_can_be_left_out(without: str, asked: list[int], httpserver: HTTPServer) -> None:
    audited(httpserver, without=without)
    assert [len(asked_at(httpserver, service)) for service in ("oa", "s2")] == asked


def test_a_record_of_a_catalogue_accuses_nobody(httpserver: HTTPServer) -> None:
    other = RESULT | {"title": "On the tuning of bells", "authorships": [{"raw_author_name": "Ann Sample"}]}
    report = audited(httpserver, result=other)
    assert report[0].verdict is Verdict.UNVERIFIED
    assert [finding.severity for finding in report[0].findings if finding.code == "doi-of-another-work"] == [
        Severity.INFO
    ]


def test_an_outage_of_who_registers_is_no_end(httpserver: HTTPServer) -> None:
    report = audited(httpserver, crossref=403)
    assert [each.verdict for each in report][:2] == [Verdict.VERIFIED, Verdict.VERIFIED]


def test_what_is_posted_is_shown_beforehand(httpserver: HTTPServer) -> None:
    from refcheck.parsing import parse

    planned = plan([parse(each) for each in LIST], online(connections(httpserver)))
    (posted,) = [each for each in planned if each.method == "POST"]
    assert posted.url.startswith(httpserver.url_for("/s2/graph/v1/paper/batch?fields="))
    assert json.loads(posted.body) == {"ids": [f"DOI:{doi}" for doi in DOIS]}
    assert "OpenAlex" in posted.when


def test_lists_are_as_long_as_each_takes() -> None:
    ids = tuple(Id.doi(f"10.1000/{number}") for number in range(1_001))
    for registry, sizes in (
        (OpenAlex(base_url="http://127.0.0.1:9"), [100] * 10 + [1]),
        (SemanticScholar(base_url="http://127.0.0.1:9"), [500, 500, 1]),
    ):
        assert [len(batch) for batch in registry.batches(ids)] == sizes


@pytest.mark.parametrize("doi", ["10.1000/a,b", "10.1000/a|b"])
def test_a_sign_of_its_filters_is_in_no_list_of_openalex(doi: str) -> None:
    assert OpenAlex(base_url="http://127.0.0.1:9").batches((Id.doi(doi),)) == ()
    assert SemanticScholar(base_url="http://127.0.0.1:9").batches((Id.doi(doi),)) == ((Id.doi(doi),),)


def test_a_preprint_is_known_by_its_number_at_arxiv(httpserver: HTTPServer) -> None:
    row = ROW | {"externalIds": {"DOI": "10.1000/published", "ArXiv": "2101.00001"}}
    httpserver.expect_request("/graph/v1/paper/batch", method="POST").respond_with_json([row])
    key = Id.doi("10.48550/arXiv.2101.00001")
    answer = SemanticScholar(base_url=httpserver.url_for(""), now=noon).lookup((key,))[key]
    assert isinstance(answer, Found)
    assert (answer.record.id, answer.record.provenance.standing) == (key, Authority.CATALOGUED)
