"""What services accept: every service that is asked has a grammar, which refuses what its documentation does."""

import importlib
import os
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import strictly
from accepted import Sent, grammars, refusals
from attrs import evolve
from pytest_httpserver import HTTPServer
from tables import CASES, by_table

from refcheck.model import Query, Work
from refcheck.registries import services
from refcheck.registries.services.dblp import Dblp
from refcheck.registries.transport.service import Service

TABLE = tomllib.loads((CASES / "registries" / "accepted.toml").read_text(encoding="utf-8"))

PAGES = "web_page"
"""Hosts of web pages, which describe nothing."""


def request(row: str, service: str) -> Sent:
    """A request as the table writes it: ``[POST ]TARGET[ BODY]``."""
    is_post = row.startswith("POST ")
    target, _, body = row.removeprefix("POST ").partition(" ")
    accept = grammars()[service]["request"][0].get("accept", "application/json").partition("|")[0].replace("\\", "")
    headers = {
        "user-agent": "refcheck-audit/1.0",
        "accept": accept if len(grammars()[service]["request"]) == 1 else "*/*",
    }
    more = {"content-type": "application/json"} if body else {}
    return Sent(target=target, method="POST" if is_post else "GET", headers=headers | more, body=body.encode())


def rows(kind: str) -> list[Any]:
    return [
        pytest.param(service, row, id=f"{service}-{kind}-{number}")
        for service, each in TABLE.items()
        for number, row in enumerate(each[kind], start=1)
    ]


@by_table(rows("accepted"))
def test_what_is_described_is_accepted(service: str, row: str) -> None:
    assert list(refusals(grammars()[service], request(row, service))) == []


@by_table(rows("refused"))
def test_what_is_not_described_is_refused(service: str, row: str) -> None:
    assert len(list(refusals(grammars()[service], request(row, service)))) == 1


def faults(right: Sent) -> Iterator[Sent]:
    """What is wrong with any service."""
    target, agent = right.target, right.headers
    joined = "&" if "?" in target else "?"
    yield evolve(right, target=f"{target}{joined}reeds=1")
    yield evolve(right, target=f"{target}{joined}callback=")
    yield evolve(right, target=f"/v9{target}")
    yield from (evolve(right, target=f"{target}{sign}") for sign in (" ", "ü", "%zz", "%ff", "%00", "#reeds", "<", "|"))
    yield evolve(right, target=f"{target}{'a' * 9_000}")
    yield evolve(right, method="PUT")
    yield evolve(right, method="GET" if right.method == "POST" else "POST")
    yield evolve(right, body=b"" if right.body else b'{"ids": []}')
    yield from (
        evolve(right, headers={**agent, "user-agent": name}) for name in ("", "python-requests/2.32", "Mozilla")
    )
    yield evolve(right, headers={**agent, "accept": "text/html"})


@pytest.mark.parametrize("service", sorted(TABLE))
def test_every_service_refuses_what_is_wrong_for_all(service: str) -> None:
    right = request(TABLE[service]["accepted"][0], service)
    assert [each for each in faults(right) if not list(refusals(grammars()[service], each))] == []


def test_every_service_that_is_asked_has_a_grammar_and_faults() -> None:
    asked = {}
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, Service) and each.__module__ == module.name:
                asked[module.name.removeprefix(f"{services.__name__}.")] = each
    assert {name for name in asked if name != PAGES} == set(grammars()) == set(TABLE)
    assert {service: len(each["refused"]) for service, each in TABLE.items() if len(each["refused"]) < 10} == {}


def test_what_a_service_would_refuse_is_told_wherever_it_is_sent_from(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/search/publ/api").respond_with_json({"result": {"hits": {"@total": "0"}}})
    monkeypatch.setattr(
        Dblp, "_search_url", lambda self, work: f"{self._base_url}/search/publ/api?q={work.title}&rows=5"
    )
    work = Work(type="paper-conference", title="reeds")
    Dblp(base_url=httpserver.url_for("")).search((Query(raw="", work=work),))
    told = Path(os.environ[strictly.REFUSED])
    assert told.read_text(encoding="utf-8") == "dblp\trows is no parameter\tGET /search/publ/api?q=reeds&rows=5\n"
    told.write_text("", encoding="utf-8")  # it was meant
