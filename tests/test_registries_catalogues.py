"""Catalogues that are searched: whom they are asked for, with which words, what their replies come to, and what never leaves."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from registries_made import StandIn, holding, noon, record
from tables import CASES, rows
from werkzeug import Request, Response

from refcheck import check
from refcheck.model import (
    Authority,
    Cause,
    Hit,
    Hits,
    Id,
    Provenance,
    Query,
    Record,
    Scheme,
    Unavailable,
    Update,
    Verdict,
    Work,
)
from refcheck.model.csl import from_csl
from refcheck.registries import Chain, Connections
from refcheck.registries.base import Traits
from refcheck.registries.connections import Send
from refcheck.registries.failures import Failure
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import online
from refcheck.registries.services.acl_anthology import AclAnthology
from refcheck.registries.services.arxiv import Arxiv
from refcheck.registries.services.datatracker import Datatracker
from refcheck.registries.services.dblp import Dblp
from refcheck.registries.services.europe_pmc import EuropePmc
from refcheck.registries.services.google_books import GoogleBooks
from refcheck.registries.services.open_alex import OpenAlex
from refcheck.registries.services.open_library import OpenLibrary
from refcheck.registries.services.open_review import OpenReview
from refcheck.registries.services.semantic_scholar import SemanticScholar
from refcheck.registries.services.sru import Sru
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import Searched
from refcheck.registries.wrappers import PrivacyFilter
from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.registries.wrappers.pacing import Paced

CLASSES: Mapping[str, Callable[..., Searched]] = {
    "dblp": Dblp,
    "arxiv": Arxiv,
    "acl-anthology": AclAnthology,
    "openreview": OpenReview,
    "europe-pmc": EuropePmc,
    "open-library": OpenLibrary,
    "k10plus": Sru,
    "openalex": OpenAlex,
    "semantic-scholar": SemanticScholar,
    "google-books": GoogleBooks,
}
WITH_KEY = ("openalex", "semantic-scholar", "google-books")


def asked(row: Mapping[str, Any], url: str) -> Hits | Unavailable:
    more = {"key": "secret"} if row["ask"] in WITH_KEY else {}
    registry = CLASSES[row["ask"]](base_url=url, now=noon, **more)
    (answer,) = registry.search((Query(raw="as printed, with a private note", work=from_csl(row["work"])),))
    return answer


@pytest.mark.parametrize("row", rows(CASES / "registries" / "catalogues.toml"))
def test_replies_of_catalogues(row: dict[str, Any], httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_data(
        row.get("body", ""), status=row.get("status", 200), content_type=row.get("type", "application/json")
    )
    answer = asked(row, httpserver.url_for("/base"))
    uris = [str(request.environ["REQUEST_URI"]) for request, _ in httpserver.log]
    assert len(uris) == (row["answer"] != "unable")
    assert all(uri.startswith(f"/base{row.get('asked', '')}") and "private" not in uri for uri in uris)
    if isinstance(answer, Unavailable):
        assert row["answer"] in (f"unavailable {answer.cause}", answer.cause)
        return
    assert row["answer"] == f"hits {len(answer.hits)}"
    if "first" not in row:
        return
    hit = answer.hits[0].record
    people = {"author": "; ".join(map(str, hit.work.author)), "issued": str(hit.work.issued or "")}
    assert {name: people.get(name) or getattr(hit.work, name) for name in row["first"]} == row["first"]
    assert hit.provenance.standing is Authority.CATALOGUED
    assert [f"{each.type} {each.id}" for each in hit.relations] == row.get("relations", [])
    assert [each.type for each in hit.updates] == row.get("updates", [])
    assert [str(each) for each in hit.work.issued_alternative if each.year != 2022] == row.get("years", [])
    assert list(hit.work.original_title) == row.get("titles", [])
    assert list(map(str, hit.work.editor)) == row.get("editors", [])


_KEYS = (
    "result",
    "hits",
    "hit",
    "info",
    "title",
    "authors",
    "author",
    "text",
    "docs",
    "items",
    "volumeInfo",
    "hitCount",
    "notes",
    "content",
    "value",
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=20,
)


@given(data=_JSON)
@pytest.mark.parametrize("name", sorted(CLASSES))
def test_no_json_is_too_odd(name: str, data: object) -> None:
    registry = CLASSES[name](base_url="http://127.0.0.1:9", now=noon)
    reply = Reply(status=200, headers={}, body=json.dumps(data).encode(), url="")
    found = registry._found(reply)
    assert isinstance(found, Failure) or all(each.work.title for each in found)


def test_a_key_goes_where_the_service_wants_it_and_nowhere_else(httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_json({})
    work = Work(type="article-journal", title="Reeds at scale")
    for name in WITH_KEY:
        CLASSES[name](base_url=httpserver.url_for(""), key="secret").search((Query(raw="", work=work),))
    assert "secret" not in repr(Connections(openalex_key="secret"))
    sent = {
        request.path: (request.headers.get("x-api-key"), request.args.get("api_key")) for request, _ in httpserver.log
    }
    assert sent == {"/works": (None, "secret"), "/graph/v1/paper/search": ("secret", None)}


@pytest.mark.parametrize(
    ("send", "sent"),
    [
        (Send.PRINTED, ["Holt, M. (2019). Reeds. As I was told on the phone. Annals, 4, 1–9."]),
        (Send.BIBLIOGRAPHIC, ["Holt 2019 Reeds Annals 4 1-9"]),
        (Send.IDENTIFIERS, []),
    ],
)
def test_no_more_is_sent_than_may_be(send: Send, sent: list[str]) -> None:
    registry = holding()
    work = from_csl(
        {
            "type": "article-journal",
            "title": "Reeds",
            "author": [{"family": "Holt", "given": "M."}],
            "issued": {"date-parts": [[2019]]},
            "container-title": "Annals",
            "volume": "4",
            "page": "1-9",
            "note": "As I was told on the phone",
        }
    )
    query = Query(raw="Holt, M. (2019). Reeds. As I was told on the phone. Annals, 4, 1–9.", work=work)
    reticent = PrivacyFilter(registry, send)
    assert [each.url.partition("?")[2] for each in reticent.plan((), (query,))] == sent
    (answer,) = reticent.search((query,))
    assert registry.searches == sent
    assert isinstance(answer, Hits) is bool(sent)


def test_without_searches_nothing_is_told_to_be_missing() -> None:
    registry = PrivacyFilter(holding(name="Crossref"), Send.IDENTIFIERS)
    text = "Holt, M. and Alves, P. (2019). Reeds of the northern lakes and their uses. Annals of Reeds, 4(2), 17–29."
    report = check([text], registry=registry)
    assert (report[0].verdict, report.run.incomplete) == (Verdict.UNVERIFIED, ())


class Playing(StandIn):
    """A catalogue of one answer."""

    traits = Traits(standing=Authority.CATALOGUED, holds="everything")


def test_what_a_registry_lacks_that_says_not_what_it_holds_proves_nothing() -> None:
    text = "Holt, M. and Alves, P. (2019). Reeds of the northern lakes and their uses. Annals of Reeds, 4(2), 17–29."
    shelf = holding(name="a shelf")
    shelf.traits = Traits()
    alone, beside = (
        check([text], registry=registry)[0] for registry in (shelf, Chain(holding(name="Crossref"), shelf))
    )
    assert (alone.verdict, alone.findings, beside.verdict) == (Verdict.UNVERIFIED, (), Verdict.NOT_FOUND)
    assert [finding.message.partition(".")[0] for finding in beside.findings] == ["Not found in Crossref"]


def test_a_catalogue_that_cannot_be_asked_leaves_the_others_hits_and_keeps_not_found_back() -> None:
    down = Unavailable(registry="dblp", why="answered 503: too busy", cause=Cause.BUSY)
    text = "Holt, M. and Alves, P. (2019). Reeds of the northern lakes and their uses. Annals of Reeds, 4(2), 17–29."
    catalogue = Playing(lambda ids: {}, found=lambda query: down, name="dblp")
    near = holding(record("10.1000/near", title="Reeds of the southern lakes"), name="Crossref")
    alone, both = (check([text], registry=Chain(*members)) for members in ([near], [near, catalogue]))
    assert (alone[0].verdict, both[0].verdict) == (Verdict.NOT_FOUND, Verdict.UNVERIFIED)
    assert [(gap.registry, gap.references) for gap in both.run.incomplete] == [("dblp", ("1",))]
    assert both[0].case.others


def test_a_catalogue_of_books_that_cannot_be_asked_says_nothing_of_an_article_with_its_place() -> None:
    down = Unavailable(registry="Shelves", why="answered 503: too busy", cause=Cause.BUSY)
    article = "Holt, M. and Alves, P. (2019). Reeds of the northern lakes and their uses. Annals of Reeds, 4(2), 17–29."
    chapter = "Holt, M. (2019). Reeds of the lakes and their uses. In A. Lund (Ed.), Reeds of the north (pp. 3–19). Oslo: Elv."
    near = holding(record("10.1000/near", title="Reeds of the southern lakes"), name="Crossref")
    shelves = Playing(lambda ids: {}, found=lambda query: down, name="Shelves")
    books = Playing(lambda ids: {}, found=lambda query: down, name="Shelves")
    books.traits = evolve(Playing.traits, holds="books")
    found = [
        check([text], registry=Chain(near, each))[0].verdict
        for text, each in ((article, books), (article, shelves), (chapter, books))
    ]
    assert found == [Verdict.NOT_FOUND, Verdict.UNVERIFIED, Verdict.UNVERIFIED]


def test_a_catalogue_confirms_and_accuses_nobody(httpserver: HTTPServer) -> None:
    book = {
        "key": "/works/OL1W",
        "title": "The reed cutters of Brittany",
        "author_name": ["Mira Holt"],
        "first_publish_year": 1971,
    }
    httpserver.expect_request("/search.json").respond_with_json({"docs": [book]})
    registry = OpenLibrary(base_url=httpserver.url_for("").rstrip("/"), now=noon)
    text = "Holt, Mira (1972). The Reed Cutters of Brittany. Sample Press."
    (audited,) = check([text], registry=Chain(holding(name="Crossref"), registry))
    assert audited.verdict is Verdict.VERIFIED
    assert [(finding.code, finding.severity) for finding in audited.findings if finding.code == "year-differs"] == [
        ("year-differs", "info")
    ]


def test_one_outage_is_told_once_whatever_was_asked() -> None:
    book = "Holt, M. (2019). Reeds and sedges of the northern marshes. Northmouth: Marsh Press. ISBN 978-0-306-40615-7."
    registry = Chain(holding(name="Crossref"), OpenLibrary(base_url="http://127.0.0.1:9"))
    report = check([book, book.replace("ISBN 978-0-306-40615-7.", "")], registry=registry)
    assert [(gap.registry, gap.references) for gap in report.run.incomplete] == [("Open Library", ("1", "2"))]


def test_a_book_is_looked_for_in_catalogues_before_crossref(httpserver: HTTPServer) -> None:
    heard: list[str] = []

    def reply(request: Request) -> Response:
        heard.append(request.path.split("/")[1])
        body = "<searchRetrieveResponse/>" if request.path == "/k10plus" else '{"docs": [], "message": {"items": []}}'
        return Response(body)

    httpserver.expect_request(re.compile(".*")).respond_with_handler(reply)
    url = httpserver.url_for("").rstrip("/")
    connections = Connections(
        crossref_url=f"{url}/crossref", service_urls=f"open-library={url}/books,k10plus={url}/k10plus,dblp={url}/dblp"
    )
    check(["Holt, Mira (1972). The Reed Cutters of Brittany. Rennes: Sample Press."], registry=online(connections))
    assert heard == ["books", "k10plus", "crossref"]


def test_an_rfc_is_known_by_its_number(httpserver: HTTPServer) -> None:
    document = {
        "name": "rfc9999",
        "title": "Reeds over the Wire",
        "authors": [{"name": "Mira Holt", "email": "m@example.org"}],
        "rev_history": [{"name": "rfc9999", "published": "2019-06-01T00:00:00+00:00"}],
        "time": "2024-01-01 00:00:00",
    }
    httpserver.expect_request("/doc/rfc9999/doc.json").respond_with_json(document)
    httpserver.expect_request("/doc/rfc9998/doc.json").respond_with_data("", status=404)
    registry = Datatracker(base_url=httpserver.url_for("").rstrip("/"), now=noon)
    texts = [
        f"Holt, M. (2019). Reeds over the wire (RFC {number}). Internet Engineering Task Force."
        for number in (9999, 9998)
    ]
    held, missing = check(texts, registry=Chain(registry, holding(name="Crossref")))
    assert (held.verdict, held.doi) == (Verdict.VERIFIED, "10.17487/rfc9999")
    assert (missing.verdict, [finding.code for finding in missing.findings]) == (
        Verdict.UNVERIFIED,
        ["known-by-number"],
    )


def test_every_catalogue_of_the_table_has_what_it_takes() -> None:
    assert set(FURTHER) == {*CLASSES, "ncbi", "ecitmatch", "datatracker"}


def test_a_title_with_a_slip_is_found_by_its_authors_and_year(httpserver: HTTPServer) -> None:
    people = [{"text": "Mira Holt"}, {"text": "Pedro Alves"}]
    paper = {
        "authors": {"author": people},
        "title": "Sorting Northern Reeds by Length and Season.",
        "year": "2019",
        "pages": "17-29",
    }

    def reply(request: Request) -> Response:
        hits = (
            [{"info": paper | {"type": "Conference and Workshop Papers"}}]
            if request.args["q"] == "holt alves 2019"
            else []
        )
        return Response(json.dumps({"result": {"hits": {"hit": hits}}}), content_type="application/json")

    httpserver.expect_request("/search/publ/api").respond_with_handler(reply)
    turns: list[str] = []
    registry = Dblp(base_url=httpserver.url_for("").rstrip("/"), turn=lambda: turns.append("turn"))
    text = "Holt, M., Alves, P.: Sorting Nothern Reeds by Length and Season. In: Symposium on Reeds, pp. 17–29 (2019)"
    (audited,) = check([text], registry=Chain(holding(name="Crossref"), registry))
    assert audited.verdict is Verdict.VERIFIED
    assert turns == ["turn"]
    assert len(httpserver.log) == 2


class Named(Playing):
    """A catalogue of computer science that has one paper, with its DOI."""

    schemes = frozenset()
    traits = evolve(Playing.traits, serves=lambda work: True)


def found_there(doi: str | None) -> Named:
    work = evolve(record("10.1000/reeds", title=TITLE, family="Holt", container="Annals of Reeds").work, doi=doi)
    provenance = Provenance(
        registry="dblp", url="https://dblp.org/rec/1", retrieved=noon(), standing=Authority.CATALOGUED
    )
    held = Record(id=Id(Scheme.URL, "https://dblp.org/rec/1"), work=work, provenance=provenance)
    hits = Hits(registry="dblp", hits=(Hit(record=held),))
    return Named(lambda ids: {}, found=lambda query: hits, name="dblp")


TITLE = "Reeds of the northern lakes and their uses"
CITED = f"Holt, A. (2019). {TITLE}. Annals of Reeds."


def test_what_a_catalogue_names_is_looked_up_where_it_is_registered() -> None:
    own = evolve(
        record("10.1000/reeds", title=TITLE, family="Holt", container="Annals of Reeds"),
        updates=(Update(type="retraction", source="publisher"),),
    )
    crossref = holding(own, name="Crossref")
    crossref._found = lambda query: Hits(registry="Crossref")
    texts = [CITED, CITED.replace("2019", "2018"), CITED.replace(f". {TITLE}", f". {TITLE}!")]
    report = check(texts, registry=Chain(crossref, found_there("10.1000/reeds")))
    assert [key for keys in crossref.lookups for key in keys] == ["10.1000/reeds"]  # once for all three
    for audited in report:
        assert audited.record is not None
        assert audited.record.provenance.registry == "Stand-in"
        assert "work-retracted" in {finding.code for finding in audited.findings}


@pytest.mark.parametrize(
    "elsewhere",
    [
        holding(name="Crossref"),
        holding(record("10.1000/reeds", title="Quite another work on harbours", family="Berg"), name="Crossref"),
    ],
)
def test_a_catalogue_stays_where_its_doi_leads_to_nothing_or_to_something_else(elsewhere: StandIn) -> None:
    elsewhere._found = lambda query: Hits(registry="Crossref")
    (audited,) = check([CITED], registry=Chain(elsewhere, found_there("10.1000/reeds")))
    assert audited.record is not None
    assert audited.record.provenance.registry == "dblp"
    (bare,) = check([CITED], registry=Chain(elsewhere, found_there(None)))
    assert bare.record == evolve(audited.record, work=evolve(audited.record.work, doi=None))


def test_who_serves_a_field_goes_before_whom_many_wait_for() -> None:
    crossref, own = holding(name="Crossref"), found_there(None)
    pace = Pace(Limit(count=3, at_once=3))
    paced = Paced(crossref, pace)
    chain = Chain(paced, own)
    query = Query(raw=CITED, work=Work(title=TITLE))
    assert [each.name for each, _ in chain.search_each(query)] == ["Crossref", "dblp"]
    with ExitStack() as queue:
        for _ in range(2):
            queue.enter_context(paced._queue())
        assert paced.waiting_seconds() == pytest.approx(2 / 3)
        assert next(chain.search_each(query))[0].name == "dblp"
    assert paced.waiting_seconds() == 0
