"""What Crossref is asked is what habanero, the client that others use, asks it: the same request, byte for byte."""

from typing import Any

import pytest
from habanero import Crossref as Habanero
from pytest_httpserver import HTTPServer
from registries_made import dois

from refcheck.model import Aim, Date, Query, Work
from refcheck.registries.services.crossref.works import Crossref

DOIS = dois("10.1000/182", "10.1002/(sici)1096-8644(199601)99:1<1::aid-ajpa1>3.0.co;2-1", "10.1000/ф#?&+%20")
PRINTED = "Müller, J. & Öz, K. (2012). Rivers + lakes: 50% more? https://doi.org/10.1000/182; 中文"


@pytest.fixture
def crossref(httpserver: HTTPServer) -> Crossref:
    httpserver.expect_request("/works").respond_with_json({"message": {"total-results": 0, "items": []}})
    return Crossref(base_url=httpserver.url_for("").rstrip("/"))


def asked_twice(httpserver: HTTPServer, **asked: Any) -> tuple[bytes, bytes]:
    """What we asked already, and what habanero asks when told the same."""
    Habanero(base_url=httpserver.url_for("").rstrip("/")).works(**asked)
    ours, theirs = (request.query_string for request, _ in httpserver.log)
    return ours, theirs


def test_a_list(crossref: Crossref, httpserver: HTTPServer) -> None:
    crossref.lookup(DOIS)
    ours, theirs = asked_twice(httpserver, filter={"doi": [key.value for key in DOIS]}, limit=len(DOIS))
    assert ours == theirs


def test_a_search_for_a_work(crossref: Crossref, httpserver: HTTPServer) -> None:
    crossref.search((Query(raw=PRINTED, work=Work()),))
    ours, theirs = asked_twice(httpserver, query_bibliographic=PRINTED, limit=5)
    assert ours == theirs


@pytest.mark.parametrize(
    ("authors", "begins"),
    [(80, "Weirs and their keepers Okonjo, A."), (2, "Okonjo, A."), (0, "Weirs and their keepers (2016)")],
)
def test_a_search_has_the_title_although_the_authors_fill_it(
    authors: int, begins: str, crossref: Crossref, httpserver: HTTPServer
) -> None:
    raw = "Okonjo, A., " * authors + "Weirs and their keepers (2016)." + " Lowland Letters." * 40
    crossref.search((Query(raw=raw, work=Work(title="Weirs and their keepers")),))
    ((request, _),) = httpserver.log
    searched = request.args["query.bibliographic"]
    assert searched.startswith(begins)
    assert searched.count("Weirs and their keepers") == 1
    assert len(searched) <= 600


def test_a_search_for_a_container(crossref: Crossref, httpserver: HTTPServer) -> None:
    crossref.search((Query(raw="Rivers & Lakes", work=Work(issued=Date(year=2012)), aim=Aim.VENUE),))
    ours, theirs = asked_twice(
        httpserver, query_container_title="Rivers & Lakes", filter={"until_pub_date": "2012"}, limit=5
    )
    assert ours == theirs
