"""What leaves, byte by byte and service by service, as docs/registries.md has it; and in which order the services are asked."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from attrs import evolve
from pytest_httpserver import HTTPServer
from tables import DOCS

from refcheck import check
from refcheck.model import Query, Work
from refcheck.parsing import parse
from refcheck.registries import Connections
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import online
from refcheck.resolving import plan

ARTICLE = "Holt, Mira and Alves, Pedro (2019). Reeds of the northern lakes. Annals of Reeds, 4(2), 17–29. As told on the telephone."
PAPER = (
    "Holt, Mira and Alves, Pedro (2019). Sorting reeds by length. In: Proceedings of the Symposium on Reeds, pp. 17–29."
)
BOOK = "Holt, Mira and Alves, Pedro (1972). The reed cutters of Brittany. Rennes: Sample Press. ISBN 978-0-306-40615-7."
PREPRINT = "Holt, Mira and Alves, Pedro (2019). Sorting the reeds of Brittany. arXiv preprint."
STANDARD = "Holt, M., & Alves, P. (2019). Reeds over the wire (RFC 9999). Internet Engineering Task Force."
FEVER = "Holt, Mira and Alves, Pedro (2019). Reeds of the northern lakes. Annals of Fever and Medicine, 4(2), 17–29."
PLACE = "Holt MB, Alves P. J Fever Med. 2019;4:17-29."
LEARNT = "Holt, Mira and Alves, Pedro (2019). Sorting reeds by length. In: International Conference on Learning Representations."
ADDRESSED = f"{PAPER} https://aclanthology.org/W19-9901/"
LIST = [
    FEVER,
    LEARNT,
    ADDRESSED,
    PLACE,
    STANDARD,
    ARTICLE,
    PAPER,
    BOOK,
    PREPRINT,
    f"{ARTICLE} https://doi.org/10.1000/reeds",
    f"{ARTICLE} PMID: 18271964",
]
HEADERS = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
TITLES = {
    *[
        "reeds",
        "of",
        "the",
        "northern",
        "lakes",
        "sorting",
        "by",
        "length",
        "the",
        "reed",
        "cutters",
        "of",
        "brittany",
        "over",
        "wire",
    ]
}
SIGNS = {"ti", "and", "au", "title", "auth", "intitle", "inauthor", "pica", "tit", "per", "isb", "or", "search"}
"""The signs of query languages, beside the words that are searched for."""

FIXED = {
    "rows", "page[size]", "format", "jscmd", "fields", "limit", "h", "c", "max_results", "resultType", "pageSize", "per_page",
    "select", "maxResults", "printType", "version", "operation", "maximumRecords", "recordSchema", "db", "retmode", "tool",
    "type", "content", "group", "source",
}  # fmt: skip
"""Parameters that hold nothing of a reference."""


def played(server: HTTPServer, **more: Any) -> Connections:
    """Everybody at one address, each below a path of its own."""
    server.expect_request(re.compile("/arxiv/.*")).respond_with_data('<feed xmlns="http://www.w3.org/2005/Atom"/>')
    server.expect_request(re.compile("/k10plus.*")).respond_with_data("<searchRetrieveResponse/>")
    server.expect_request(re.compile("/doi/api/.*")).respond_with_json({"responseCode": 100}, status=404)
    server.expect_request(re.compile("/ecitmatch/.*")).respond_with_data("j fever med|2019|4|17|0|NOT_FOUND\n")
    server.expect_request(re.compile("/acl-anthology/.*")).respond_with_data("", status=404)
    server.expect_request(re.compile("/datatracker/.*")).respond_with_data("", status=404)
    server.expect_request(re.compile("/crossref/works/.*")).respond_with_data("Resource not found.", status=404)
    server.expect_request("/semantic-scholar/graph/v1/paper/batch", method="POST").respond_with_json(
        {"error": "No valid paper ids given"}, status=400
    )
    empty = {
        "message": {"items": []},
        "data": [],
        "docs": [],
        "result": {"hits": {}},
        "hitCount": 0,
        "results": [],
        "items": [],
        "notes": [],
    }
    server.expect_request(re.compile("/.*")).respond_with_json(empty)
    url = server.url_for("").rstrip("/")
    return Connections(
        crossref_url=f"{url}/crossref",
        datacite_url=f"{url}/datacite",
        doi_url=f"{url}/doi",
        service_urls=",".join(f"{name}={url}/{name}" for name in FURTHER),
        cache="off",
        **more,
    )


def sent(server: HTTPServer) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """The path below each service, and what its parameters hold, those of what is posted to it too."""
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for request, _ in server.log:
        parts = urlsplit(request.environ["REQUEST_URI"])
        _, service, *path = parts.path.split("/")
        posted = json.loads(request.get_data() or "{}")
        parameters = dict(parse_qsl(parts.query)) | {name: ",".join(values) for name, values in posted.items()}
        found.setdefault(service, []).append(("/".join(path), parameters))
    return found


def searched_words(parameters: dict[str, str]) -> set[str]:
    """The words of what is searched for."""
    varying = " ".join(value for name, value in parameters.items() if name not in FIXED)
    return {word for word in re.findall(r"\w+", varying.casefold()) if word not in SIGNS}


def test_every_byte_that_leaves(httpserver: HTTPServer) -> None:
    connections = played(httpserver, mailto="ann@example.org", openalex_key="k1", google_books_key="k2")
    check(LIST, registry=online(connections))
    assert all(set(request.headers.keys()) <= HEADERS for request, _ in httpserver.log)
    assert all(not request.get_data() and request.method == "GET" for request, _ in httpserver.log)
    told = sent(httpserver)
    assert set(told) == {"crossref", "datacite", "doi", *FURTHER}
    assert {path for path, _ in told["doi"]} == {"ra/10.1000/reeds", "api/handles/10.1000/reeds"}
    assert told["datacite"] == [("dois", {"ids": "10.1000/reeds", "page[size]": "1"})]
    assert {parameters["id"] for _, parameters in told["ncbi"]} == {"18271964"}
    assert [parameters["bdata"] for _, parameters in told["ecitmatch"]] == ["j fever med|2019|4|17|holt|0|"]
    assert {path for path, _ in told["datatracker"]} == {"doc/rfc9999/doc.json"}
    assert told["acl-anthology"] == [("W19-9901.xml", {})]
    lists = [parameters["bibkeys"] for path, parameters in told["open-library"] if path == "api/books"]
    assert lists == ["ISBN:9780306406157"]
    crossref = {parameters.get("query.bibliographic", "") for _, parameters in told["crossref"]}
    assert "telephone" in " ".join(crossref)
    for service in (
        "open-library",
        "k10plus",
        "dblp",
        "openreview",
        "europe-pmc",
        "arxiv",
        "openalex",
        "semantic-scholar",
        "google-books",
    ):
        for path, parameters in told.get(service, ()):
            extra = {"ann", "example", "org"} if service == "openalex" else set()
            extra |= {"alves", "2019"} if service == "dblp" else {"k1", "k2", "isbn", "9780306406157"}
            assert searched_words(parameters) <= TITLES | {"holt"} | extra, (service, path, parameters)


@pytest.mark.parametrize("send", ["bibliographic", "identifiers"])
def test_less_leaves_where_less_may(send: str, httpserver: HTTPServer) -> None:
    check(LIST, registry=online(played(httpserver, send=send)))
    addresses = " ".join(str(request.environ["REQUEST_URI"]) for request, _ in httpserver.log)
    assert "telephone" not in addresses
    assert ("northern" in addresses) is (send == "bibliographic")
    assert "10.1000" in addresses


def test_what_is_shown_beforehand_is_what_is_sent(httpserver: HTTPServer) -> None:
    registry = online(played(httpserver))
    texts = [*LIST, LIST[-2].replace("10.1000/reeds", "10.1000/elsewhere")]
    httpserver.expect_request("/doi/api/handles/10.1000/elsewhere").respond_with_json({"responseCode": 1})
    planned = {
        (each.method, each.url.replace("%20", "+"), each.body) for each in plan(list(map(parse, texts)), registry)
    }
    check(texts, registry=registry)
    asked = {
        (
            request.method,
            f"{request.host_url.rstrip('/')}{request.environ['REQUEST_URI']}".replace("%20", "+"),
            request.get_data(as_text=True),
        )
        for request, _ in httpserver.log
    }
    assert asked <= planned


@pytest.mark.parametrize(
    ("row", "work"),
    [
        ("a book", Work(type="book")),
        ("a thesis, a report", Work(type="thesis")),
        (
            "a paper of a venue without DOIs",
            Work(type="paper-conference", container_title="Advances in Neural Information Processing Systems 26"),
        ),
        (
            "a paper of ICLR, COLM or TMLR",
            Work(type="paper-conference", container_title="International Conference on Learning Representations"),
        ),
        (
            "a paper with an address at the ACL Anthology",
            Work(
                type="paper-conference",
                container_title="Proceedings of the Sample Congress",
                url="https://aclanthology.org/W19-9901/",
            ),
        ),
        (
            "another proceedings paper",
            Work(type="paper-conference", container_title="Proceedings of the Sample Congress"),
        ),
        ("an article in computer science", Work(type="article-journal", container_title="Journal of Sample Computing")),
        (
            "an article in medicine or the life sciences",
            Work(type="article-journal", container_title="Annals of Surgery"),
        ),
        ("another journal article", Work(type="article-journal", container_title="Annals of Reeds")),
        ("a preprint", Work(type="article", publisher="arXiv")),
    ],
)
def test_the_order_by_kind_is_as_written_down(row: str, work: Work) -> None:
    registry = online(Connections(cache="off", also="openalex,semantic-scholar,google-books"))
    titled = Query(raw="The title of the work", work=evolve(work, title="Reeds at the northern lakes"))
    order = list(dict.fromkeys(each.registry for each in registry.plan((), (titled,))))
    lines = (DOCS / "registries.md").read_text(encoding="utf-8").splitlines()
    written = next(line.split("|")[2] for line in lines if line.startswith(f"| {row} |"))
    assert [name.strip().removeprefix("then (by key) ") for name in written.split(",")] == order
