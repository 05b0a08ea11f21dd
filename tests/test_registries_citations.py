"""References that give a place in a journal and no title: what PubMed's citation matcher is asked, and what it may confirm."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_httpserver import HTTPServer
from registries_made import holding, noon
from tables import CASES, rows
from werkzeug import Request, Response

from refcheck import check
from refcheck.model import Answer, Found, NotFound, Scheme, Unavailable
from refcheck.parsing import parse
from refcheck.registries import Chain, Connections
from refcheck.registries.connections import Send
from refcheck.registries.ladder import online
from refcheck.registries.services.ncbi import CitationMatcher
from refcheck.registries.wrappers import PrivacyFilter
from refcheck.resolving import plan

SUMMARY = {
    "uid": "2014248",
    "title": "Fever in reed cutters.",
    "authors": [{"name": "Holt MB", "authtype": "Author"}, {"name": "Alves P", "authtype": "Author"}],
    "source": "J Biol Chem",
    "fulljournalname": "The Journal of biological chemistry",
    "pubdate": "1991 Apr 15",
    "volume": "88",
    "pages": "3248-52",
    "articleids": [{"idtype": "pubmed", "value": "2014248"}, {"idtype": "doi", "value": "10.1000/reeds"}],
}


def serve(server: HTTPServer, row: dict[str, Any]) -> CitationMatcher:
    summary = SUMMARY | ({"source": "Nature", "fulljournalname": "Nature"} if "Nature" in row["raw"] else {})
    server.expect_request("/ecitmatch.cgi").respond_with_data(row.get("body", ""), status=row.get("status", 200))
    server.expect_request("/esummary.fcgi").respond_with_json({"result": {"uids": ["2014248"], "2014248": summary}})
    return CitationMatcher(base_url=server.url_for("").rstrip("/"), now=noon)


def asked(server: HTTPServer) -> list[str]:
    addresses = [urlsplit(str(request.environ["REQUEST_URI"])) for request, _ in server.log]
    return [parse_qs(each.query)["bdata"][0] for each in addresses if each.path == "/ecitmatch.cgi"]


def word(answer: Answer) -> str:
    if isinstance(answer, Unavailable):
        return f"unavailable {answer.cause}"
    return "found" if isinstance(answer, Found) else "none"


@pytest.mark.parametrize("row", rows(CASES / "registries" / "citations.toml"))
def test_what_the_citation_matcher_confirms(row: dict[str, Any], httpserver: HTTPServer) -> None:
    matcher = serve(httpserver, row)
    (audited,) = check([row["raw"]], registry=Chain(matcher, holding(name="Crossref")))
    assert asked(httpserver) == ([row["asked"]] if row["asked"] else [])
    if not row["asked"]:
        return
    (told,) = (each for each in audited.case.answers if each.id.scheme is Scheme.CITATION)
    assert (word(told.answer), audited.verdict) == (row["answer"], row["verdict"])
    if row["answer"] == "none":
        assert isinstance(told.answer, NotFound)
        assert matcher.name in audited.unsettled


def test_many_citations_go_in_one_request_and_each_is_asked_for_once(httpserver: HTTPServer) -> None:
    texts = [f"Holt MB, Alves P. J Biol Chem. 1991;88:{page}." for page in (*range(100, 180), 100)]

    def lines(request: Request) -> str:
        kept = request.args["bdata"].split("\r")
        return "\n".join(f"{line}{'2014248' if '|123|' in line else 'NOT_FOUND'}" for line in kept[: len(kept) - 1])

    httpserver.expect_request("/ecitmatch.cgi").respond_with_handler(lambda request: Response(lines(request)))
    httpserver.expect_request("/esummary.fcgi").respond_with_json(
        {"result": {"uids": ["2014248"], "2014248": SUMMARY | {"pages": "123-9"}}}
    )
    turns: list[str] = []
    matcher = CitationMatcher(base_url=httpserver.url_for("").rstrip("/"), turn=lambda: turns.append("turn"))
    report = check(texts, registry=Chain(matcher, holding(name="Crossref")))
    assert [each.key for each in report.verified] == ["24"]
    sent = asked(httpserver)
    assert len(sent) == 2
    assert len(turns) == 1
    lines_sent = [line for each in sent for line in each.split("\r")]
    assert len(lines_sent) == 80
    unanswered = [each for each in report if any(isinstance(told.answer, Unavailable) for told in each.case.answers)]
    assert len(unanswered) == 2  # the last line of each answer was left out: nothing is said of those
    assert not report.run.incomplete


def test_a_place_is_bibliographic_and_no_identifier(httpserver: HTTPServer) -> None:
    row = rows(CASES / "registries" / "citations.toml")[0].values[0]
    matcher = PrivacyFilter(serve(httpserver, row), Send.IDENTIFIERS)
    check([row["raw"]], registry=Chain(matcher, holding(name="Crossref")))
    assert not httpserver.log
    for send, planned in ((Send.IDENTIFIERS, 0), (Send.BIBLIOGRAPHIC, 1)):
        registry = online(Connections(cache="off", send=send))
        addresses = [each.url for each in plan([parse(row["raw"])], registry)]
        assert len([each for each in addresses if "ecitmatch" in each]) == planned
    left = online(Connections(cache="off", without="ecitmatch"))
    assert not any(re.search("ecitmatch", each.url) for each in plan([parse(row["raw"])], left))
