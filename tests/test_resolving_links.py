"""Links in a run: asked for last and only when told to, never taken for a record, and in the notes where nothing can be told."""

import json
import socket
from typing import Any

import pytest
from click.testing import CliRunner
from links_made import FACE, World, answer, page, world
from pytest_httpserver import HTTPServer
from registries_made import NOWHERE, StandIn, holding, record

from refcheck import check
from refcheck.cli import main
from refcheck.identifiers.addresses import archive_url
from refcheck.model import (
    ARCHIVE,
    Answer,
    Case,
    Date,
    Found,
    Id,
    Method,
    NotFound,
    Reference,
    Report,
    Scheme,
    Scope,
    Unavailable,
    Verdict,
)
from refcheck.parsing import parse
from refcheck.registries import Asking, Chain, Connections, Registry
from refcheck.registries.ladder import offline, online
from refcheck.registries.services.web_page import WebPages
from refcheck.registries.transport.dialling import Dialler
from refcheck.resolving import Interrupted, plan, resolve

URL = "http://www.institute.example/reports/soil.html"
REPORT = f"Smith, J. (2019). Soil of the steppe: a report. Institute of Soil. {URL} (accessed 5 March 2021)."
KEPT = f"https://web.archive.org/web/20210304000000/{URL}"


class Links(StandIn):
    """A registry of pages alone."""

    schemes = frozenset({Scheme.URL})

    def search(self, queries: Any) -> Any:
        return holding().search(queries)


def links(answers: dict[str, Answer], name: str = "web pages") -> StandIn:
    return Links(lambda ids: {key: answers.get(key.value, GONE) for key in ids}, name=name, batch=1)


NOWHERE_DOI = "https://doi.org/10.1000/nowhere"
GONE = NotFound(registry="www.institute.example", scope=Scope.HOLDINGS)
TURNED_AWAY = Unavailable(registry="www.institute.example", why="answered 403: rejects automated requests")


def reported(text: str, registry: Registry) -> Report:
    return check([text], registry=registry)


def only(registry: Registry, reference: Reference | None = None) -> Case:
    (case,) = resolve([reference or parse(REPORT)], registry)
    return case


def test_pages_are_asked_for_last_and_confirm_what_no_registry_holds() -> None:
    told: list[str] = []

    def progress(stage: str, asking: Asking) -> None:
        told.append(f"{stage}: {asking.registry}")

    own = record(URL, title="Soil of the steppe: a report", family="Smith", year=2019)
    pages = links({URL: Found(record=own)})
    (case,) = resolve([parse(REPORT)], Chain(holding(), pages), progress=progress)
    assert case.match is not None
    assert case.match.method is Method.URL
    assert [asked.id.value for asked in case.answers] == [URL]
    assert list(dict.fromkeys(told))[-2:] == ["links: web pages", "found DOIs: Stand-in"]
    assert pages.lookups == [(URL,)]


def test_without_a_registry_of_pages_no_page_is_asked_for() -> None:
    assert only(Chain(holding())).answers == ()


def test_other_readings_of_an_address_are_asked_for_where_the_first_is_gone() -> None:
    reference = parse("Smith, J. (2019). Soil of the steppe: a report. http://www.institute.example/reports/ soil.html")
    readings = [each.value for each in reference.of_scheme(Scheme.URL)[0].readings()]
    assert len(readings) > 1
    pages = links({})
    case = only(Chain(holding(), pages), reference)
    assert [asked.id.value for asked in case.answers] == readings
    alive = links({readings[0]: Found(record=record("10.1000/x"))})
    only(Chain(holding(), alive), reference)
    assert alive.lookups == [(readings[0],)]


def test_a_copy_is_looked_for_only_where_a_page_is_gone_and_an_archive_is_asked() -> None:
    wanted = archive_url(URL, Date(year=2021, month=3, day=5))
    archive = Links(lambda ids: {key: Found(record=record("10.1000/x")) for key in ids}, name=ARCHIVE)
    archive.batches = lambda ids: tuple((key,) for key in ids if "archive.org" in key.value)  # type: ignore[method-assign]
    case = only(Chain(holding(), archive, links({})))
    assert [asked.id.value for asked in case.answers] == [URL, wanted]
    assert isinstance(case.answers[1].answer, Found)
    assert len(only(Chain(holding(), links({}))).answers) == 1
    assert len(only(Chain(holding(), archive, links({URL: TURNED_AWAY}))).answers) == 1


def test_what_cannot_be_told_of_a_link_is_a_note_and_no_outage() -> None:
    report = reported(REPORT, Chain(holding(), links({URL: TURNED_AWAY})))
    assert report.run.incomplete == ()
    assert [note.message for note in report.run.notes] == [
        f"{URL}: could not be checked, because www.institute.example answered 403: rejects automated requests"
    ]


@pytest.mark.parametrize("given", [GONE, TURNED_AWAY, Found(record=record("10.1000/x"))])
def test_a_link_makes_no_doi_right(given: Answer) -> None:
    text = f"Smith, J. (2019). Soil of the steppe: a study of years. Journal of Soil, 4(2), 17–29. {URL} {NOWHERE_DOI}"
    report = reported(text, Chain(holding(miss=NOWHERE), links({URL: given})))
    assert report[0].verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("pages", "verdict"),
    [
        ((), Verdict.UNVERIFIED),
        ((TURNED_AWAY,), Verdict.UNVERIFIED),
        ((GONE,), Verdict.NOT_FOUND),
        ((Found(record=record("10.1000/x")),), Verdict.NOT_FOUND),
    ],
)
def test_what_gives_an_address_is_not_missing_while_nobody_looked_there(
    pages: tuple[Answer, ...], verdict: Verdict
) -> None:
    text = f"Smith, J. (2019). Soil of the steppe: a study of years. Journal of Soil, 4(2), 17–29. {URL}"
    report = reported(text, Chain(holding(), *(links({URL: page}) for page in pages)))
    assert report[0].verdict is verdict


def test_an_interrupted_run_tells_of_the_links_that_are_known() -> None:
    def interrupt(ids: tuple[Id, ...]) -> dict[Id, Answer]:
        raise KeyboardInterrupt

    interrupted = Links(interrupt, name="web pages")
    with pytest.raises(Interrupted) as stopped:
        resolve([parse(REPORT)], Chain(holding(), interrupted))
    (case,) = stopped.value.cases
    assert isinstance(case.answers[0].answer, Unavailable)


def test_links_are_planned_and_nothing_is_sent() -> None:
    web = WebPages(dialler=Dialler(resolve=_nobody))
    planned = plan([parse(REPORT)], Chain(holding(), web))
    assert URL in [each.url for each in planned]
    assert URL not in [each.url for each in plan([parse(REPORT)], Chain(holding()))]


def _nobody(host: str) -> list[str]:
    raise AssertionError(host)


# From the command


def test_links_are_off_unless_asked_for() -> None:
    assert Scheme.URL not in online(Connections(cache="off")).schemes
    assert Scheme.URL not in online(Connections(cache="off", wayback_url="https://archive.example")).schemes
    asked = Connections(cache="off", links=True, wayback_url="https://archive.example")
    assert online(asked).names()[-2:] == (ARCHIVE, "web pages")
    assert Scheme.URL in offline(asked).schemes


def test_the_copies_that_may_be_asked_for_are_shown_beforehand() -> None:
    asked = Connections(cache="off", links=True, wayback_url="https://archive.example")
    planned = plan([parse(REPORT)], online(asked))
    told = [(each.registry, each.when) for each in planned if "archive.example" in each.url]
    assert told == [
        (ARCHIVE, "if its page is gone"),
        (ARCHIVE, "if its page is gone; if that finds no copy"),
    ]
    assert not [each for each in plan([parse(REPORT)], online(Connections(cache="off"))) if URL in each.url]


def test_what_the_command_says_of_links(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    httpserver.expect_request("/works").respond_with_json({"message": {"total-results": 0, "items": []}})
    httpserver.expect_request("/wayback/available").respond_with_json(
        {"archived_snapshots": {"closest": {"url": KEPT}}}
    )
    base = httpserver.url_for("")
    asking = ["--crossref-url", base, "--datacite-url", base, "--doi-url", base, "--wayback-url", base]
    with world({"/reports/lives": answer("200 OK", page("Soil of the steppe"))}) as made:
        _with_face(made, monkeypatch)
        result = CliRunner().invoke(
            main,
            ["check", "-", "--links", "--format", "json", *asking],
            input=f"{REPORT}\n\nJones, K. (2020). Soil of the steppe. http://www.institute.example/reports/lives",
            catch_exceptions=False,
        )
        assert made.inside == 0
    first, second = json.loads(result.stdout)["references"]
    (dead,) = (finding for finding in first["findings"] if finding["code"] == "link-dead")
    assert dead["message"].endswith(f"A copy of 2021-03-04 is archived at {KEPT}.")
    assert not [finding for finding in second["findings"] if "link" in finding["code"]]
    assert result.exit_code == 0
    (request,) = (request for request, _ in httpserver.log if request.path == "/wayback/available")
    assert dict(request.args) == {"url": URL, "timestamp": "20210305"}


def _with_face(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver and connections, for hosts of the outer server; registries are where they are."""

    def resolve(host: str) -> list[str]:
        return ["127.0.0.1"] if host == "localhost" else [FACE]

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        if address == FACE:
            return made.connect(address, port, seconds)
        return socket.create_connection((address, port), timeout=seconds)

    monkeypatch.setattr("refcheck.registries.transport.dialling.system_addresses", resolve)
    monkeypatch.setattr("refcheck.registries.transport.dialling.system_connection", connect)
