"""Registries asked as a browser asks: what is sent, and what is made of what it shows and of what it hides."""

import json
import sys
from types import ModuleType
from typing import Any, ClassVar
from urllib.parse import unquote

import pytest

from refcheck.errors import SettingsError
from refcheck.model import Cause, Found, Id, NotFound, Scheme, Scope, Unavailable
from refcheck.registries.base import Registry
from refcheck.registries.connections import Connections
from refcheck.registries.failures import Failure
from refcheck.registries.network import network
from refcheck.registries.services.crossref.works import Crossref, CrossrefSingle
from refcheck.registries.services.datacite.lists import DataCite
from refcheck.registries.services.doi_agencies import DoiAgencies
from refcheck.registries.services.doi_org import DoiOrg
from refcheck.registries.services.handle_system import HandleSystem
from refcheck.registries.transport.body import MOST_BYTES
from refcheck.registries.transport.browser import Browser
from refcheck.registries.transport.dialling import Dialler

CROSSREF, DOI = "https://api.crossref.org", "https://doi.org"
WORK = {"DOI": "10.1000/rivers", "title": ["Rivers across plains"], "type": "journal-article"}


class JsError(Exception):
    """What Pyodide makes of an error in JavaScript."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Buffer(bytes):
    def to_bytes(self) -> bytes:
        return bytes(self)


class Request:
    """An ``XMLHttpRequest`` with answers given beforehand by a part of the address: a status and a body, or an error's name."""

    given: ClassVar[dict[str, tuple[int, object] | str]] = {}
    sent: ClassVar[list[tuple[str, dict[str, str]]]] = []
    lead: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}

    def open(self, method: str, url: str, is_async: bool) -> None:
        assert (method, is_async) == ("GET", False)
        self.url = url

    def setRequestHeader(self, name: str, value: str) -> None:  # noqa: N802  the browser's name
        self.headers[name] = value

    def send(self) -> None:
        self.sent.append((self.url, self.headers))
        answer = next((answer for part, answer in self.given.items() if part in unquote(self.url)), "NetworkError")
        if isinstance(answer, str):
            raise JsError(answer)
        self.status, body = answer
        self.response = Buffer(body if isinstance(body, bytes) else json.dumps(body).encode())
        self.responseURL = self.lead.get(self.url, self.url)

    def getAllResponseHeaders(self) -> str:  # noqa: N802  the browser's name
        return "content-type: application/json\r\nx-rate-limit-limit: 50\r\n"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    for name, empty in (("given", {}), ("sent", []), ("lead", {})):
        monkeypatch.setattr(Request, name, empty)
    return Browser(Request)


def ask(make: Any, browser: Browser, value: str = WORK["DOI"], **more: Any) -> Any:  # type: ignore[assignment]
    registry: Registry = make(dialler=Dialler(browser=browser), **more)
    key = Id.doi(value)
    return registry.lookup([key])[key]


def test_nothing_is_sent_that_needs_leave_and_the_name_goes_into_the_address(browser: Browser) -> None:
    Request.given["/works"] = (200, {"message": {"items": [WORK]}})
    heard: list[str] = []
    answer = ask(
        Crossref,
        browser,
        mailto="desk@journal.example",
        on_rate_limit=lambda headers: heard.append(headers["X-Rate-Limit-Limit"]),
    )
    assert isinstance(answer, Found)
    ((url, headers),) = Request.sent
    assert url.endswith("&mailto=desk%40journal.example")
    assert headers == {"Accept": "application/json"}
    assert heard == ["50"]
    Request.given["/works"] = (200, {"message": WORK})
    assert isinstance(ask(CrossrefSingle, browser, mailto="desk@journal.example"), Found)
    assert Request.sent[-1][0].endswith("/works/10.1000%2Frivers?mailto=desk%40journal.example")


def test_nobody_is_named_who_gave_no_address_and_to_nobody_who_did_not_ask(browser: Browser) -> None:
    Request.given |= {"/works": (200, {"message": {"items": []}}), "/dois": (200, {"data": []})}
    ask(Crossref, browser)
    ask(DataCite, browser, mailto="desk@journal.example")
    assert not any("journal.example" in url or "mailto" in url for url, _ in Request.sent)


def test_the_record_tells_the_address_without_the_name(browser: Browser) -> None:
    Request.given["/works"] = (200, {"message": WORK})
    answer = ask(CrossrefSingle, browser, mailto="desk@journal.example")
    assert "journal.example" not in answer.record.provenance.url


def test_an_alias_is_read_where_the_browser_has_gone_by_itself(browser: Browser) -> None:
    asked, led = f"{CROSSREF}/works/10.1000%2Fold", f"{CROSSREF}/works/10.1000%2Frivers"
    Request.given["/works/"] = (200, {"message": WORK})
    Request.lead[asked] = led
    answer = ask(CrossrefSingle, browser, "10.1000/old")
    assert isinstance(answer, Found)
    assert answer.record.id == Id.doi("10.1000/rivers")
    Request.lead[asked] = "https://elsewhere.example/works/10.1000%2Frivers"
    assert ask(CrossrefSingle, browser, "10.1000/old").why.startswith("redirects elsewhere: ")


def test_what_no_page_may_read_is_not_asked_for(browser: Browser) -> None:
    answer = ask(DoiAgencies, browser)
    assert isinstance(answer, Unavailable)
    assert answer.cause is Cause.UNABLE
    assert Request.sent == []


HANDLES = {
    "not registered anywhere": (
        (404, {"responseCode": 100, "handle": WORK["DOI"]}),
        NotFound(registry="doi.org", scope=Scope.REGISTRATION),
    ),
    "registered": ((200, {"responseCode": 1, "handle": WORK["DOI"], "values": []}), Cause.REGISTERED),
    "silent": ("NetworkError", Cause.BUSY),
    "slow": ("TimeoutError", Cause.SLOW),
    "no JSON": ((404, b"<html>"), Cause.BROKEN),
}


@pytest.mark.parametrize("case", HANDLES)
def test_the_handle_system_is_all_that_doi_org_tells_a_page(browser: Browser, case: str) -> None:
    Request.given["/api/handles/"], expected = HANDLES[case]  # type: ignore[assignment]
    answer = ask(DoiOrg, browser)
    assert (answer if isinstance(answer, NotFound) else answer.cause) == expected
    assert [url for url, _ in Request.sent] == [f"{DOI}/api/handles/10.1000/rivers"]
    if case == "registered":
        assert "cannot be queried from a page; use the command line" in answer.why


@pytest.mark.parametrize("make", [Crossref, CrossrefSingle, DataCite, DoiOrg])
@pytest.mark.parametrize("error", ["NetworkError", "TimeoutError", "InvalidStateError"])
def test_silence_is_never_not_found(browser: Browser, make: Any, error: str) -> None:
    Request.given[""] = error
    answer = ask(make, browser)
    assert isinstance(answer, Unavailable)
    assert answer.cause is (Cause.SLOW if error == "TimeoutError" else Cause.BUSY)  # asked again, and more slowly


def test_silence_of_a_service_that_never_answered_has_another_reason(browser: Browser) -> None:
    def why() -> Cause:
        answer = browser.get("https://other.example/search", accept="application/json", seconds=5.0, is_open=False)
        assert isinstance(answer, Failure)
        return answer.cause

    assert why() is Cause.UNREACHABLE
    Request.given["/search"] = (200, {})
    browser.get("https://other.example/search", accept="application/json", seconds=5.0, is_open=False)
    del Request.given["/search"]
    assert why() is Cause.BUSY


def test_a_browser_without_a_network_is_not_asked_again_and_again(browser: Browser) -> None:
    answer = ask(CrossrefSingle, Browser(Request, lambda: False))
    assert answer.cause is Cause.UNREACHABLE


def test_an_answer_without_end_is_none(browser: Browser) -> None:
    Request.given["/works"] = (200, b" " * (MOST_BYTES + 1))
    assert "more than" in ask(CrossrefSingle, browser).why


def test_handles_are_asked_for(browser: Browser) -> None:
    Request.given["/api/handles/"] = (404, {"responseCode": 100, "handle": "20.1000/5"})
    service = HandleSystem(dialler=Dialler(browser=browser))
    key = Id(Scheme.HANDLE, "20.1000/5")
    assert service.lookup([key])[key] == NotFound(registry="doi.org", scope=Scope.REGISTRATION)


def test_python_in_a_browser_asks_by_it(monkeypatch: pytest.MonkeyPatch, browser: Browser) -> None:
    page: Any = ModuleType("js")
    page.navigator = type("Navigator", (), {"onLine": True})
    page.XMLHttpRequest = type("XMLHttpRequest", (), {"new": Request})
    monkeypatch.setitem(sys.modules, "js", page)
    monkeypatch.setattr(sys, "platform", "emscripten")
    Request.given["/works"] = (200, {"message": {"items": []}})
    key = Id.doi("10.1000/none")
    first = network(Connections(cache="off", mailto="desk@journal.example"))[0]
    assert first.lookup([key])[key] == NotFound(registry="Crossref", scope=Scope.HOLDINGS)
    with pytest.raises(SettingsError, match="in a browser"):
        network(Connections(cache="off", links=True))
