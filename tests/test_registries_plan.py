"""What is planned is what is sent: a small Crossref, DataCite and doi.org on one server, and its log."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from registries_made import dois, query
from werkzeug import Request, Response

from refcheck.model import Found, Id, NotFound, Scope, Unavailable
from refcheck.registries import Connections, Planned, Registry
from refcheck.registries.ladder import offline, online
from refcheck.registries.services.crossref.works import Crossref
from refcheck.registries.transport.batching import MOST_IN_LIST, MOST_IN_URL, fits_a_list

HELD = {"10.1000/held", "10.1000/prime", "10.1000/a,b", "10.1002/(sici)1<1::aid>3.0.co;2-1"}
ALIASES = {"10.1000/alias": "10.1000/prime"}
DATACITE = {"10.48550/arxiv.2101.00001"}


@pytest.fixture
def server(httpserver: HTTPServer) -> Iterator[HTTPServer]:
    httpserver.expect_request(re.compile(".*")).respond_with_handler(_reply)
    yield httpserver
    httpserver.check()


def connect(server: HTTPServer, *, records: Path | None = None, cache: Path | None = None) -> Connections:
    url = server.url_for("").rstrip("/")
    return Connections(
        mailto="ann@example.org",
        crossref_url=f"{url}/crossref",
        datacite_url=f"{url}/datacite",
        doi_url=f"{url}/doi",
        records=str(records) if records else None,
        cache=str(cache) if cache else None,
    )


def sent(server: HTTPServer) -> list[str]:
    return [f"{request.host_url.rstrip('/')}{request.environ['REQUEST_URI']}" for request, _ in server.log]


def urls(planned: tuple[Planned, ...]) -> list[str]:
    return [each.url for each in planned]


def test_lists_and_searches_are_sent_as_planned(server: HTTPServer) -> None:
    registry = online(connect(server))
    asked = dois("10.1000/HELD", "10.1000/prime", "10.1002/(SICI)1<1::AID>3.0.CO;2-1")
    queries = (query("Muster, A. (1999) “Über & unter”: 100% of it?"),)
    planned = registry.plan(asked, queries)
    registry.lookup(asked)
    registry.search(queries)
    assert sent(server) == urls(tuple(each for each in planned if not each.when))
    conditions = {each.when for each in planned if "/datacite/" in each.url}
    assert conditions == {"if not found at Crossref or doi.org"}


def test_what_follows_is_sent_as_planned(server: HTTPServer) -> None:
    registry = online(connect(server))
    asked = dois("10.1000/nowhere?#x")
    planned = registry.plan(asked, ())
    told = registry.lookup(asked)
    assert told == {asked[0]: NotFound(registry="doi.org", scope=Scope.REGISTRATION)}
    assert [isinstance(each, NotFound) and each.url in urls(planned) for each in told.values()] == [True]
    assert [each.when for each in planned] == [
        "",
        "if not found at Crossref",
        "if not found at Crossref or doi.org",
        "if not found at Crossref or doi.org or DataCite",
        "if not found at Crossref or doi.org or DataCite",
        "if not found at Crossref or doi.org or DataCite, if it is registered (once per prefix)",
        "if not found at Crossref or doi.org or DataCite, if it is registered",
    ]
    assert sent(server) == urls(planned)[:2]


def test_what_the_list_of_agencies_cannot_tell_is_asked_of_the_handle_system_alone(server: HTTPServer) -> None:
    registry = online(connect(server))
    asked = dois("10.1000/unknown", "10.1000/nowhere")
    planned = registry.plan(asked[:1], ())
    told = registry.lookup(asked)
    assert told == dict.fromkeys(asked, NotFound(registry="doi.org", scope=Scope.REGISTRATION))
    assert {isinstance(each, NotFound) and each.url and each.retrieved is not None for each in told.values()} == {True}
    handles = [url for url in sent(server) if "/api/handles/" in url]
    assert handles == [url for url in urls(planned) if "/api/handles/" in url]


def test_right_record_for_every_kind_of_doi(server: HTTPServer) -> None:
    registry = online(connect(server))
    asked = dois(
        "10.1000/HELD", "10.1000/alias", "10.1000/a,b", "10.1002/(SICI)1<1::AID>3.0.CO;2-1", "10.48550/arXiv.2101.00001"
    )
    found = [answer.record.id.value for answer in registry.lookup(asked).values() if isinstance(answer, Found)]
    assert found == [
        "10.1000/held",
        "10.1000/prime",
        "10.1000/a,b",
        "10.1002/(sici)1<1::aid>3.0.co;2-1",
        "10.48550/arxiv.2101.00001",
    ]


def test_a_bad_doi_does_not_cost_its_neighbours_a_request_of_their_own(server: HTTPServer) -> None:
    registry = online(connect(server))
    asked = dois("10.1000/held", "10.1000/bad%", "10.1000/prime")
    answers = registry.lookup(asked)
    assert [type(answer) for answer in answers.values()] == [Found, NotFound, Found]
    assert not any("/works/10.1000%2Fheld" in url for url in sent(server))


def test_a_second_run_sends_nothing(server: HTTPServer, tmp_path: Path) -> None:
    connections = connect(server, cache=tmp_path / "answers.sqlite3")
    asked = dois("10.1000/held", "10.1000/alias", "10.1000/nowhere", "10.48550/arXiv.2101.00001")
    queries = (query("a title to search for"),)
    first = online(connections)
    answers, hits = first.lookup(asked), first.search(queries)
    server.clear_log()
    for again in (online(connections), offline(connections)):
        assert again.plan(asked, queries) == ()
        assert again.lookup(asked) == answers
        assert again.search(queries) == hits
    assert server.log == []


def test_local_records_are_not_asked_of_the_network(server: HTTPServer, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps({"DOI": "10.1000/own", "title": ["My Own Long Title"]}), encoding="utf-8")
    registry = online(connect(server, records=records))
    assert registry.plan(dois("10.1000/own"), ()) == ()
    assert isinstance(registry.lookup(dois("10.1000/own"))[Id.doi("10.1000/own")], Found)
    assert [each.when for each in registry.plan((), (query("My own long title"),))] == ["if not found at local records"]
    assert server.log == []


def test_a_registry_that_is_down_fails_fast() -> None:
    nowhere = "http://127.0.0.1:9"
    registry: Registry = online(Connections(crossref_url=nowhere, datacite_url=nowhere, doi_url=nowhere))
    asked = dois(*(f"10.1000/{number}" for number in range(100)))
    assert all(isinstance(answer, Unavailable) for answer in registry.lookup(asked).values())
    assert all(isinstance(answer, Unavailable) for answer in registry.search((query("a title"),) * 100))


def test_batches_are_bounded_in_number_and_length() -> None:
    crossref = Crossref()
    short = crossref.batches(dois(*(f"10.1000/{number}" for number in range(120))))
    assert [len(batch) for batch in short] == [MOST_IN_LIST, MOST_IN_LIST, 20]
    long = dois(*(f"10.1002/(sici)1096-8644(199601)99:1<{number}::aid-ajpa1>3.0.co;2-1" for number in range(100)))
    batches = crossref.batches(long)
    assert [key for batch in batches for key in batch] == list(long)
    assert max(len(each.url) for each in crossref.plan(long, ())) < MOST_IN_URL + 100


@pytest.mark.parametrize(
    ("doi", "fits"),
    [
        ("10.1000/182", True),
        ("10.1000.10/123", True),
        ("10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1", True),
        ("10.1000/a,b", False),
        ("10.1000/a b", False),
        ("10.1000/a\u200bb", False),
        ("10/abcde", False),
        ("10.1000/", False),
        ("10.123/x", False),
    ],
)
def test_what_fits_a_list(doi: str, fits: bool) -> None:
    assert fits_a_list(doi) is fits


def _reply(request: Request) -> Response:
    service, _, rest = request.path.lstrip("/").partition("/")
    if service == "crossref":
        return _crossref(request, rest)
    if service == "datacite":
        wanted = set(request.args["ids"].split(",")) & DATACITE
        return _json({"data": [{"attributes": {"doi": doi, "titles": [{"title": "T"}]}} for doi in wanted]})
    if rest.startswith("ra/"):
        return _json([_agency(doi) for doi in rest.removeprefix("ra/").split(",")])
    return _json({"responseCode": 100, "handle": rest.removeprefix("api/handles/")}, 404)


def _agency(doi: str) -> dict[str, str]:
    if doi in ALIASES or doi in DATACITE or doi in HELD:
        return {"DOI": doi, "RA": "DataCite" if doi in DATACITE else "Crossref"}
    return {"DOI": doi, "status": "Unknown" if doi == "10.1000/unknown" else "DOI does not exist"}


def _crossref(request: Request, rest: str) -> Response:
    doi = rest.removeprefix("works").removeprefix("/")
    if doi in ALIASES:
        return Response(status=301, headers={"Location": f"/crossref/works/{ALIASES[doi]}"})
    if doi:
        return _json({"message": {"DOI": doi, "title": ["T"]}}) if doi in HELD else Response("Resource not found.", 404)
    filters = request.args.get("filter", "")
    if "%" in filters:
        message = [{"type": "doi-not-valid", "value": "", "message": "must be a valid DOI"}]
        return _json({"status": "failed", "message-type": "validation-failure", "message": message}, 400)
    wanted = {clause.removeprefix("doi:") for clause in filters.split(",")}
    items = [{"DOI": each, "title": ["T"]} for each in sorted(HELD & wanted)]
    return _json({"message": {"total-results": len(items), "items": items}})


def _json(data: object, status: int = 200) -> Response:
    return Response(json.dumps(data), status, content_type="application/json")
