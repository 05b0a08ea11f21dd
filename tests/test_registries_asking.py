"""What the command makes of the registries: whom it asks when told to, what it shows meanwhile, and how it ends."""

import io
import json
import re
import threading
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from registries_made import Clock, failing, holding
from wcwidth import width
from werkzeug import Request, Response

from refcheck import check
from refcheck.cli import main
from refcheck.cli.connecting import drawn_progress
from refcheck.cli.output import status_line
from refcheck.errors import SettingsError
from refcheck.model import Cause, Unavailable
from refcheck.registries import Asking, Connections
from refcheck.registries.connections import CROSSREF_URL
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import online
from refcheck.reports.screen import Screen

HANDLE = "Smith, J. (2004). Soil of the steppe (doctoral thesis). MIT. https://hdl.handle.net/1721.1/26729"
BOOK = "Smith, J. (1999). Samples: A History. Berlin: Sample Press. ISBN 978-0-306-40615-7. PMID: 18271964"


def run(*arguments: str, stdin: str) -> Result:
    return CliRunner().invoke(main, ["check", "-", *arguments], input=stdin, catch_exceptions=False)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], ["ncbi", "open-library"]),
        (["--without", "ncbi"], ["open-library"]),
        (["--without", "open-library, ncbi, k10plus"], []),
        (["--service-urls", "open-library=https://books.example"], ["https://books.example", "ncbi"]),
        (["--crossref-url", CROSSREF_URL + "/v1"], []),
        (["--crossref-url", CROSSREF_URL + "/v1", "--also", "ncbi"], ["ncbi"]),
    ],
)
def test_further_services_are_asked_unless_told_otherwise(options: list[str], asked: list[str]) -> None:
    planned = run("--dry-run", *options, stdin=BOOK).stdout.splitlines()
    urls = {line.split(" GET ")[1].split("/api/books")[0].split("/esummary")[0] for line in planned}
    wanted = {FURTHER[name].url if name in FURTHER else name for name in asked}
    searched = {url for url in urls if url.startswith((CROSSREF_URL, FURTHER["k10plus"].url)) or "/search.json" in url}
    assert urls - searched == wanted


@pytest.mark.parametrize(("send", "searched"), [("identifiers", False), ("bibliographic", True), ("printed", True)])
def test_what_may_leave_is_said_on_the_command_line(send: str, searched: bool) -> None:
    planned = run("--dry-run", "--send", send, stdin=BOOK)
    assert ("query" in planned.stdout, planned.stderr) == (searched, "")


def test_what_a_stand_in_on_this_machine_answers_is_not_kept_among_the_real_answers() -> None:
    assert Connections().cache_path() is not None
    assert Connections(crossref_url="https://mirror.example").cache_path() is not None
    assert Connections(crossref_url="http://127.0.0.1:1").cache_path() is None
    assert Connections(service_urls="dblp=http://localhost:1").cache_path() is None


@pytest.mark.parametrize("option", ["--also", "--without"])
def test_a_service_that_nobody_knows_is_told(option: str) -> None:
    assert "unknown service 'scopus'" in run("--dry-run", option, "scopus", stdin=BOOK).stderr


@pytest.mark.parametrize(
    ("cause", "incomplete"), [(each, each not in (Cause.UNABLE, Cause.REGISTERED)) for each in Cause]
)
def test_only_an_outage_leaves_a_run_incomplete(cause: Cause, incomplete: bool) -> None:
    report = check(
        ["Smith, J. (2020). A title of some length. A Journal, 1(2), 3–4. https://doi.org/10.1000/a"],
        registry=holding(miss=failing(cause)),
    )
    assert bool(report.run.incomplete) is incomplete


@pytest.mark.parametrize(
    ("body", "code"), [('{"responseCode": 1}', 0), ('{"responseCode": 100}', 0), ('{"responseCode": 2}', 3)]
)
def test_a_handle_is_asked_for_and_only_an_outage_is_told_as_one(body: str, code: int, httpserver: HTTPServer) -> None:
    def answer(request: Request) -> Response:
        searched = json.dumps({"message": {"total-results": 0, "items": []}})
        is_handle = request.path.startswith("/asked/api/handles/")
        return Response(body if is_handle else searched, content_type="application/json")

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    url = httpserver.url_for("/asked")  # what a test before this one has left under way goes elsewhere
    result = run("--crossref-url", url, "--datacite-url", url, "--doi-url", url, "--format", "json", stdin=HANDLE)
    assert result.exit_code == code
    assert "/asked/api/handles/1721.1/26729" in [request.path for request, _ in httpserver.log]
    searched = [request.args["query.bibliographic"] for request, _ in httpserver.log if request.path == "/asked/works"]
    assert searched == ([] if code == 3 else ["Smith, J. (2004). Soil of the steppe (doctoral thesis). MIT."])
    assert [each["verdict"] for each in json.loads(result.stdout)["references"]] == ["unverified"]


def test_what_is_registered_without_a_record_is_remembered(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request(re.compile("/api/.*")).respond_with_json({"responseCode": 1})
    httpserver.expect_request(re.compile(".*")).respond_with_json({"message": {"total-results": 0, "items": []}})
    url = httpserver.url_for("")
    options = ["--crossref-url", url, "--datacite-url", url, "--doi-url", url, "--format", "json"]
    first, again = (run(*options, "--cache", str(tmp_path / "a.sqlite3"), stdin=HANDLE) for _ in range(2))
    assert [request.path for request, _ in httpserver.log].count("/api/handles/1721.1/26729") == 1
    assert json.loads(first.stdout)["references"] == json.loads(again.stdout)["references"]
    assert (first.exit_code, again.exit_code) == (0, 0)


def test_the_progress_says_who_is_asked_and_how_long_it_will_take() -> None:
    clock, drawn = Clock(), io.StringIO()
    with status_line(Screen(file=drawn, columns=100)) as line:
        progress = drawn_progress(line, clock=clock)
        progress("identifiers", Asking(registry="Crossref", done=0, total=300, least=2.0))
        clock.now += 40
        progress("identifiers", Asking(registry="Crossref", done=100, total=300, least=1.0))
    assert "\ridentifiers: Crossref 100/300, about 2 min left" in drawn.getvalue()
    assert shown_at_last(drawn.getvalue()) == ""


def test_the_line_of_progress_is_no_wider_than_the_terminal() -> None:
    drawn = io.StringIO()
    with status_line(Screen(file=drawn, columns=20)) as line:
        line.show("identifiers: 中文数据库 100/300, about 2 min left")
        line.show("done")
        assert shown_at_last(drawn.getvalue()) == "done"
    assert all(width(each) < 20 for each in drawn.getvalue().split("\r"))


def shown_at_last(text: str) -> str:
    """What a terminal shows of a text that goes back to the begin of its line."""
    shown: list[str] = []
    for part in text.split("\r"):
        shown[: len(part)] = part
    return "".join(shown).rstrip()


DOI_LIST = "Doe, J. (2020). One thing. A Journal, 1(2), 3-4. https://doi.org/10.1000/abc"


def test_who_asks_and_how_long_is_waited_are_the_caller_s_choice(httpserver: HTTPServer) -> None:
    agents, heard, is_over = [], threading.Event(), threading.Event()

    def answer(request: Request) -> Response:
        agents.append(request.headers["User-Agent"])
        heard.set()
        is_over.wait(60)
        return Response("{}", content_type="application/json")

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    here = httpserver.url_for("")
    connections = Connections(
        crossref_url=here,
        datacite_url=here,
        doi_url=here,
        cache="off",
        user_agent="my-checker/1.2",
        timeout=0.2,
        mailto="me@example.org",
    )
    report = check(DOI_LIST, registry=online(connections))
    is_over.set()
    assert heard.wait(60)
    assert all(re.fullmatch(r"my-checker/1\.2 refcheck-audit\S* \(mailto:me@example\.org\)", agent) for agent in agents)
    answers = [asked.answer for each in report for asked in each.case.answers]
    assert {answer.cause for answer in answers if isinstance(answer, Unavailable)} == {Cause.SLOW}


def test_a_session_s_proxies_are_used(httpserver: HTTPServer) -> None:
    hosts = []

    def answer(request: Request) -> Response:
        hosts.append((request.host, "Authorization" in request.headers))
        return Response("nothing", 404)

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    session = requests.Session()
    session.proxies = {"http": httpserver.url_for("")}
    session.headers["Authorization"] = "secret"
    elsewhere = "http://registry.example"
    connections = Connections(
        crossref_url=elsewhere, datacite_url=elsewhere, doi_url=elsewhere, cache="off", session=session
    )
    check(DOI_LIST, registry=online(connections))
    assert ("registry.example", False) in hosts
    assert not any(is_told for _, is_told in hosts)


@pytest.mark.parametrize("odd", [{"timeout": 0.0}, {"timeout": float("nan")}, {"user_agent": "a\nb"}])
def test_what_cannot_be_said_or_waited_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        Connections(**odd)


def test_a_backfile_asks_only_the_further_services_that_are_named() -> None:
    assert Connections().of_those_named().further() == ()
    named = Connections(also="dblp,openalex", without="arxiv", google_books_key="k").of_those_named()
    assert [asked.service.name for asked in named.further()] == ["dblp", "openalex", "google-books"]


def test_requests_are_logged_without_what_was_asked_and_told_with_v(httpserver: HTTPServer, caplog: Any) -> None:
    httpserver.expect_request(re.compile("/works")).respond_with_json({"message": {"total-results": 0, "items": []}})
    httpserver.expect_request(re.compile(".*")).respond_with_json({}, status=404)
    url = httpserver.url_for("")
    options = ["--crossref-url", url, "--datacite-url", url, "--doi-url", url, "--service-urls", f"open-library={url}"]
    options += ["--without", "k10plus,dblp,europe-pmc", "--no-cache"]
    quiet, told = run(*options, stdin=BOOK), run(*options, "-v", stdin=BOOK)
    assert "GET" not in quiet.stderr
    assert caplog.records
    lines = [line for line in told.stderr.splitlines() if "GET" in line]
    assert any(
        re.fullmatch(rf"refcheck: GET {url}works\?rows&query.bibliographic: 200, \d+\.\d\d s", each) for each in lines
    )
    assert any(": 404, " in each for each in lines)
    assert not [each for each in lines if "Samples" in each or "Smith" in each]
    assert run(*options, stdin=BOOK).stderr == quiet.stderr, "quiet again"
