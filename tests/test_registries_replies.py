"""What a server replies, and what becomes of it. The three answers are never collapsed into one another."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from registries_made import dois, noon, query
from tables import CASES, rows
from werkzeug import Request, Response

from refcheck.model import Answer, Cause, Date, Found, Hits, Id, Name, NotFound, Scheme, Scope, Unavailable
from refcheck.registries import (
    Crossref,
    CrossrefSingle,
    DataCite,
    DoiOrg,
    HandleSystem,
    Ncbi,
    OpenLibrary,
    Registry,
)
from refcheck.registries.failures import Failure
from refcheck.registries.services.open_alex import OpenAlex
from refcheck.registries.services.semantic_scholar import SemanticScholar
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.transport.get import REQUEST_SECONDS, Web, within
from refcheck.registries.wrappers.pacing import PATIENCE

DOI = "10.1000/sample"
AWKWARD = [
    "10.1000/a,b",
    "10.1000/a#b",
    "10.1000/a?b=c",
    "10.1002/(sici)1096(1996)99:1<1::aid-x>3.0.co;2-1",
    "10.1000/../../members/1",
    "10.1000/a/",
    "10.1000/%2f",
    "10.1000/ü",
    "10.1000/a&b+c",
]
ASKS = (
    "crossref-list", "crossref-search", "crossref-single", "datacite", "doi", "handle", "open-library", "pubmed", "openalex",
    "semantic-scholar",
)  # fmt: skip


@pytest.mark.parametrize("row", rows(CASES / "registries" / "replies.toml"))
def test_replies(row: dict[str, Any], httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_data(
        row["body"].replace("{doi}", DOI),
        status=row.get("status", 200),
        headers=row.get("headers"),
        content_type=row.get("type", "application/json"),
    )
    assert _word(ask(row["ask"], httpserver.url_for("").rstrip("/"))) == row["answer"]


@pytest.mark.parametrize("kind", ASKS)
def test_nobody_there(kind: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # nobody else can have the port, and nobody listens at it
        port = closed.getsockname()[1]
        assert _word(ask(kind, f"http://127.0.0.1:{port}")) == "unavailable unreachable"


@pytest.mark.parametrize("kind", ASKS)
def test_a_connection_that_is_dropped_may_pass(kind: str) -> None:
    with _accepting(answer=b"") as url:
        assert _word(ask(kind, url)) == "unavailable broken"


@pytest.mark.parametrize("kind", ASKS)
def test_an_answer_cut_off_within_its_body_may_pass(kind: str) -> None:
    with _accepting(answer=b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{") as url:
        assert _word(ask(kind, url)) == "unavailable broken"


@pytest.mark.parametrize("kind", ASKS)
def test_an_answer_that_does_not_come_may_pass(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.registries.transport.get.READ_SECONDS", 0.1)
    with _accepting(answer=None) as url:
        assert _word(ask(kind, url)) == "unavailable slow"


def test_an_alias_answers_with_the_record_in_its_place(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v/works/10.1000/sample").respond_with_data(
        "", status=301, headers={"Location": "/v/works/10.1000%2Fprime"}
    )
    httpserver.expect_request("/v/works/10.1000/prime").respond_with_json(
        {"message": {"DOI": "10.1000/prime", "title": ["T"]}}
    )
    answer = ask("crossref-single", httpserver.url_for("/v"))
    assert isinstance(answer, Found)
    assert answer.record.id == dois("10.1000/prime")[0]


@pytest.mark.parametrize(
    "target", ["/elsewhere", "http://127.0.0.1:9/works/x", "//example.org/works/x", "file:///etc/passwd"]
)
def test_a_redirect_out_of_the_interface_is_not_followed(target: str, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v/works/10.1000/sample").respond_with_data("", status=301, headers={"Location": target})
    answer = ask("crossref-single", httpserver.url_for("/v"))
    assert _word(answer) == "unavailable unknown"
    assert len(httpserver.log) == 1


def test_all_redirects_have_one_time_together() -> None:
    def slowly(request: Request) -> Response:
        time.sleep(0.4)
        return Response("", status=302, headers={"Location": "/v/works/next"})

    with HTTPServer(port=0) as own:  # the last request is left to itself
        own.expect_request(re.compile("/v/works/.*")).respond_with_handler(slowly)
        base = own.url_for("/v")
        web = Web(home=base, mailto=None, seconds=1.0)
        reply = web.get(f"{base}/works/first", follow=within(base))
        web.close()
    assert isinstance(reply, Failure)
    assert reply.why == "did not answer in time"


def test_an_answer_ends_within_a_minute_however_slowly_it_comes_and_however_often_it_is_tried() -> None:
    assert PATIENCE + REQUEST_SECONDS <= 60


def test_redirects_end(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works/10.1000/sample").respond_with_data(
        "", status=301, headers={"Location": "/works/10.1000%2Fsample"}
    )
    assert _word(ask("crossref-single", httpserver.url_for("").rstrip("/"))) == "unavailable unknown"
    assert len(httpserver.log) == 6


@pytest.mark.parametrize(
    ("title", "is_answer"),
    [
        ("Urban memory and collective identity in towns", True),
        ("Quite another work on quite another matter", False),
        ("", False),
    ],
)
def test_hits_that_share_no_words_with_a_search_are_no_answer(
    title: str, is_answer: bool, httpserver: HTTPServer
) -> None:
    items = [{"DOI": "10.1000/hit", "title": [title]}]
    httpserver.expect_request("/works").respond_with_json({"message": {"items": items}})
    asked = query("Sample, A. (2019). Collective memory and urban identity in industrial towns of Lorraine")
    (answer,) = Crossref(base_url=httpserver.url_for("").rstrip("/"), now=noon).search((asked,))
    assert isinstance(answer, Hits) is is_answer
    assert is_answer or answer == Unavailable(
        registry="Crossref", why="answered with a different record", cause=Cause.OTHER_RECORD
    )


@pytest.mark.parametrize("code", [1, 200])
def test_a_registered_doi_brings_the_record_of_its_agency(code: int, httpserver: HTTPServer) -> None:
    _registered(httpserver, code=code)
    item = {"title": "T", "container-title": "Journal", "number": "4"}
    httpserver.expect_request(
        "/10.1000/sample", headers={"Accept": "application/vnd.citationstyles.csl+json"}
    ).respond_with_json(item, content_type="application/vnd.citationstyles.csl+json")
    answer = ask("doi", httpserver.url_for("").rstrip("/"))
    assert isinstance(answer, Found)
    assert answer.record.id == dois(DOI)[0]
    assert answer.record.work.issue == "4"
    assert answer.record.provenance.registry == "JaLC"


def test_a_registered_doi_without_metadata_says_who_registered_it(httpserver: HTTPServer) -> None:
    _registered(httpserver)
    httpserver.expect_request("/10.1000/sample").respond_with_data("", status=302, headers={"Location": "/landing"})
    httpserver.expect_request("/landing").respond_with_data("<html></html>", content_type="text/html")
    answer = ask("doi", httpserver.url_for("").rstrip("/"))
    assert isinstance(answer, Unavailable)
    assert answer.why == "registered with JaLC, which gave no metadata"
    assert answer.cause is Cause.REGISTERED


def test_a_silent_agency_says_nothing_against_doi_org(httpserver: HTTPServer) -> None:
    _registered(httpserver)
    nowhere = "http://agency.example/"
    httpserver.expect_request("/10.1000/sample").respond_with_data("", status=302, headers={"Location": nowhere})

    def resolve(host: str) -> list[str]:
        return ["93.184.216.34"] if host == "agency.example" else ["127.0.0.1"]

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        if address != "127.0.0.1":
            raise ConnectionRefusedError
        return socket.create_connection((address, port), timeout=seconds)

    url, dialler = httpserver.url_for("").rstrip("/"), Dialler(resolve=resolve, connect=connect)
    (answer,) = DoiOrg(base_url=url, now=noon, dialler=dialler).lookup(dois(DOI)).values()
    assert _word(answer) == "unavailable unknown"


def test_another_port_of_the_home_host_is_not_asked(httpserver: HTTPServer) -> None:
    _registered(httpserver)
    elsewhere = "http://localhost:9/secret"
    httpserver.expect_request("/10.1000/sample").respond_with_data("", status=302, headers={"Location": elsewhere})
    (answer,) = DoiOrg(base_url=httpserver.url_for("").rstrip("/")).lookup(dois(DOI)).values()
    assert _word(answer) == "unavailable registered"


def test_a_name_is_not_looked_up_again_to_connect(httpserver: HTTPServer) -> None:
    _registered(httpserver)
    connected: list[str] = []
    addresses = iter(["93.184.216.34", "127.0.0.1"])

    def resolve(host: str) -> list[str]:
        return [next(addresses, "127.0.0.1")] if host == "agency.example" else ["127.0.0.1"]

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        connected.append(address)
        if address != "127.0.0.1":
            raise ConnectionRefusedError
        return socket.create_connection((address, httpserver.port), timeout=seconds)

    inside = "http://agency.example/10.1000/sample"
    httpserver.expect_request("/10.1000/sample").respond_with_data("", status=302, headers={"Location": inside})
    dialler = Dialler(resolve=resolve, connect=connect)
    DoiOrg(base_url=httpserver.url_for("").rstrip("/"), dialler=dialler).lookup(dois(DOI))
    assert set(connected) == {"127.0.0.1", "93.184.216.34"}
    assert not any(request.headers["Host"].startswith("agency") for request, _ in httpserver.log)


@pytest.mark.parametrize("body", ["<html></html>", '{"title": "T'])
def test_metadata_spoilt_on_the_way_may_pass(body: str, httpserver: HTTPServer) -> None:
    _registered(httpserver)
    httpserver.expect_request("/10.1000/sample").respond_with_data(body, content_type="text/html")
    assert _word(ask("doi", httpserver.url_for("").rstrip("/"))) == "unavailable broken"


def test_metadata_are_not_followed_into_a_private_network(httpserver: HTTPServer) -> None:
    _registered(httpserver)
    httpserver.expect_request("/10.1000/sample").respond_with_data(
        "", status=302, headers={"Location": "http://10.0.0.1/"}
    )
    answer = ask("doi", httpserver.url_for("").rstrip("/"))
    assert isinstance(answer, Unavailable)
    assert answer.why == (
        "registered with JaLC, but its record is not available: "
        "redirects to an address that is not allowed: its address is not public"
    )
    assert answer.cause is Cause.REGISTERED


def test_the_agency_is_asked_for_once_a_prefix(httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile("/api/handles/.*")).respond_with_json({"responseCode": 1})
    httpserver.expect_request(re.compile("/ra/.*")).respond_with_json([{"DOI": "x", "RA": "mEDRA"}])
    httpserver.expect_request(re.compile("/10.*")).respond_with_data("", status=204)
    DoiOrg(base_url=httpserver.url_for("")).lookup(dois("10.1000/a", "10.1000/b", "10.2000/c"))
    assert [request.path for request, _ in httpserver.log if request.path.startswith("/ra/")] == [
        "/ra/10.1000/a",
        "/ra/10.2000/c",
    ]


@pytest.mark.parametrize("mailto", [None, "ann@example.org"])
def test_an_address_is_sent_only_if_given(mailto: str | None, httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_json({})
    url = httpserver.url_for("")
    for registry in (Crossref, CrossrefSingle, DataCite, DoiOrg):
        registry(base_url=url, mailto=mailto).lookup(dois(DOI))
    agents = [request.headers["User-Agent"] for request, _ in httpserver.log]
    assert len(agents) == 4
    assert all("refcheck-audit/" in agent for agent in agents)
    assert [("mailto:" in agent, "@" in agent) for agent in agents] == [(mailto is not None,) * 2] * 4
    assert not any("@" in request.url for request, _ in httpserver.log)


@pytest.mark.parametrize("doi", AWKWARD)
def test_every_doi_is_asked_for_whole(doi: str, httpserver: HTTPServer) -> None:
    heard: list[str] = []

    def reply(request: Request) -> Response:
        heard.append(request.path)
        return Response(status=404)

    httpserver.expect_request(re.compile(".*")).respond_with_handler(reply)
    CrossrefSingle(base_url=httpserver.url_for("")).lookup(dois(doi))
    DoiOrg(base_url=httpserver.url_for("")).lookup(dois(doi))
    assert heard == [f"/works/{doi}", f"/api/handles/{doi}"]


def ask(kind: str, url: str) -> Answer | Hits:
    if kind == "crossref-search":
        return Crossref(base_url=url, now=noon).search((query("something to search for"),))[0]
    asked: dict[str, tuple[Callable[..., Registry], Id]] = {
        "crossref-list": (Crossref, Id.doi(DOI)),
        "crossref-single": (CrossrefSingle, Id.doi(DOI)),
        "datacite": (DataCite, Id.doi(DOI)),
        "doi": (DoiOrg, Id.doi(DOI)),
        "handle": (HandleSystem, Id(Scheme.HANDLE, "1721.1/26729")),
        "open-library": (OpenLibrary, Id(Scheme.ISBN, "9783540000000")),
        "pubmed": (Ncbi, Id(Scheme.PMID, "18271964")),
        "openalex": (OpenAlex, Id.doi(DOI)),
        "semantic-scholar": (SemanticScholar, Id.doi(DOI)),
    }
    registry, key = asked[kind]
    return registry(base_url=url, now=noon).lookup((key,))[key]


def test_a_handle_is_asked_for_whole(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api/handles/2027/mdp.39#1?x").respond_with_json({"responseCode": 100}, status=404)
    key = Id(Scheme.HANDLE, "2027/mdp.39#1?x")
    registry = HandleSystem(base_url=httpserver.url_for(""))
    assert registry.lookup((key,)) == {key: NotFound(registry="doi.org", scope=Scope.REGISTRATION)}
    assert [each.url for each in registry.plan((key,), ())] == [httpserver.url_for("/api/handles/2027/mdp.39%231%3Fx")]


def test_a_book_of_open_library(httpserver: HTTPServer) -> None:
    book = {
        "title": "Samples",
        "subtitle": "A History",
        "authors": [{"name": "Ann van Muster"}, {"name": "Plato"}],
        "publishers": [{"name": "Sample Press"}],
        "publish_date": "May 1999",
        "identifiers": {"isbn_10": ["3540000007"]},
        "url": "https://openlibrary.example/books/OL1M",
    }
    httpserver.expect_request(
        "/api/books", query_string={"bibkeys": "ISBN:9783540000000", "format": "json", "jscmd": "data"}
    ).respond_with_json({"ISBN:9783540000000": book})
    answer = ask("open-library", httpserver.url_for("").rstrip("/"))
    assert isinstance(answer, Found)
    work = answer.record.work
    assert (work.title, work.subtitle, work.publisher, work.isbn) == (
        "Samples", "A History", "Sample Press", ("9783540000000", "3540000007")
    )  # fmt: skip
    assert work.author == (Name(family="Muster", given="Ann van"), Name(literal="Plato"))
    assert work.issued == Date(year=1999, raw="May 1999")
    assert answer.record.provenance.url == "https://openlibrary.example/books/OL1M"


def test_articles_of_pubmed_and_of_pubmed_central_are_asked_for_apart(httpserver: HTTPServer) -> None:
    summary = {
        "title": "On samples.",
        "authors": [
            {"name": "van Muster AB", "authtype": "Author"},
            {"name": "The Group", "authtype": "CollectiveName"},
            {"name": "Alves PJ 3rd", "authtype": "Author"},
            {"name": "Sukarno", "authtype": "Author"},
        ],
        "source": "J Samp",
        "fulljournalname": "Journal of Samples",
        "pubdate": "2015 Jan 3",
        "epubdate": "2014 Dec",
        "pubtype": ["Journal Article", "Retracted Publication"],
        "articleids": [{"idtype": "doi", "value": "10.1000/S"}, {"idtype": "pmcid", "value": "PMC77"}],
    }
    httpserver.expect_request("/esummary.fcgi").respond_with_json({"result": {"77": summary, "12": summary}})
    article, central = Id(Scheme.PMID, "12"), Id(Scheme.PMCID, "PMC77")
    answers = Ncbi(base_url=httpserver.url_for(""), mailto="ann@example.org", now=noon).lookup((central, article))
    assert [request.args["db"] for request, _ in httpserver.log] == ["pmc", "pubmed"]
    assert {request.args["email"] for request, _ in httpserver.log} == {"ann@example.org"}
    answer = answers[central]
    assert isinstance(answer, Found)
    work = answer.record.work
    assert (work.title, work.container_title, work.doi, work.pmcid) == (
        "On samples",
        "Journal of Samples",
        "10.1000/s",
        "PMC77",
    )
    assert work.author == (
        Name(family="van Muster", given="A B"),
        Name(literal="The Group"),
        Name(family="Alves", given="P J", suffix="3rd"),
        Name(literal="Sukarno"),
    )
    assert (str(work.issued), str(work.issued_alternative[0])) == ("2015", "2014")
    assert [update.type for update in answer.record.updates] == ["retraction"]
    assert "email" not in answer.record.provenance.url


def _word(answer: Answer | Hits) -> str:
    if isinstance(answer, Found):
        return "found"
    if isinstance(answer, NotFound):
        return f"not-found {answer.scope}"
    if isinstance(answer, Hits):
        return f"hits {len(answer.hits)}"
    wait = answer.retry_after
    return f"unavailable {answer.cause}" + (f" {wait:g}" if wait is not None else "")


def _registered(httpserver: HTTPServer, code: int = 1) -> None:
    httpserver.expect_request("/api/handles/10.1000/sample").respond_with_json({"responseCode": code, "handle": DOI})
    httpserver.expect_request("/ra/10.1000/sample").respond_with_json([{"DOI": DOI, "RA": "JaLC"}])


@contextmanager
def _accepting(answer: bytes | None) -> Iterator[str]:
    """A server that takes every connection, and then sends ``answer`` and closes it, or (``None``) says nothing."""
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                kept.append(connection)
                if answer is not None:
                    connection.recv(65_536)
                    connection.sendall(answer)
                    connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(60)
    for connection in kept:
        connection.close()
