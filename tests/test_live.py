"""`doctor --live`: what holds, what has changed, by name, and what nobody can tell; proved on services that are played here."""

import json
import re
import socket
import threading
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import live_broken
import live_made
import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from live_made import Canned
from pytest_httpserver import HTTPServer
from tables import CASES

from refcheck.cli import main
from refcheck.model import Found, Hits
from refcheck.registries.contracts import Contract, asking, contracts, known_works
from refcheck.registries.contracts.asking import SECONDS, ask
from refcheck.registries.contracts.judging import Outcome, State, Told
from refcheck.registries.contracts.shapes import differences, in_json, in_xml, rows_of
from refcheck.registries.further import FURTHER
from refcheck.registries.network import everybody
from refcheck.registries.transport.body import read_xml
from refcheck.registries.wrappers.pace import Limit, Pace

pytestmark = pytest.mark.end_to_end

BROKEN = tomllib.loads((CASES / "live" / "broken.toml").read_text(encoding="utf-8"))
ROWS = [
    (service, question, *row.split(" | "))
    for service, questions in BROKEN.items()
    for question, table in questions.items()
    for row in table["rows"]
]


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a turn, and the proxies of this machine are no part of it."""
    pace = partial(Pace, Limit(count=10, at_once=8), sleep=lambda seconds: None)
    monkeypatch.setattr("refcheck.registries.network._pace", lambda *given: pace())
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def asked(server: HTTPServer, *services: str) -> tuple[Outcome, ...]:
    known = {name: contract for name, contract in contracts().items() if name in services or not services}
    return ask(live_made.connections(server), known)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def everywhere(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the services that are played."""
    made = live_made.connections(server)
    for name in ("crossref_url", "datacite_url", "doi_url", "wayback_url", "service_urls"):
        monkeypatch.setenv(f"REFCHECK_{name.upper()}", getattr(made, name))


def told(outcome: Outcome) -> str:
    """What is said of a question."""
    differences = "; ".join(map(str, outcome.differences))
    return f"{outcome.question.service} · {outcome.question.name}: {differences}{outcome.why}"


def test_every_service_has_a_contract() -> None:
    main_ones = {"crossref", "crossref-single", "datacite", "doi-agencies", "doi-org", "handles", "wayback"}
    assert set(contracts()) == main_ones | set(FURTHER)
    assert all(contract.questions for contract in contracts().values())


def test_every_known_work_is_asked_for() -> None:
    questions = [question for contract in contracts().values() for question in contract.questions]
    used = {each for question in questions for each in (*question.lookup.values(), question.search, question.finds)}
    assert set(known_works()) - used == set()


def test_what_answers_as_it_did_holds(httpserver: HTTPServer) -> None:
    live_made.play(httpserver)
    outcomes = asked(httpserver)
    assert [told(each) for each in outcomes if each.state is not State.HOLDS] == []
    assert {each.question.service for each in outcomes} == set(contracts())
    assert all(each.exchanges for each in outcomes)
    assert {each.question.service for each in outcomes if each.pace} == {"crossref", "crossref-single"}


def shuffled(path: str, canned: Canned) -> Canned:
    """What readers do not rely on: fields that nobody knows, another order, other headers, a charset."""
    body = canned.body
    if isinstance(body, dict):
        body = {**body, "new-field": {"of": ["later"]}}
        for holder, name in ((body.get("message"), "items"), (body, "data"), (body, "results"), (body, "docs")):
            if isinstance(holder, dict) and isinstance(holder.get(name), list) and "cursor" not in holder:
                holder[name] = holder[name][::-1]
    if isinstance(body, list) and "/ra/" in path:
        body = body[::-1]
    kind = canned.kind if ";" in canned.kind else f"{canned.kind}; charset=utf-8"
    return evolve(canned, body=body, kind=kind, headers={**canned.headers, "x-new": "1", "server": "other"})


def test_what_no_reader_relies_on_may_change(httpserver: HTTPServer) -> None:
    live_made.play(httpserver, shuffled)
    assert [told(each) for each in asked(httpserver) if each.state is not State.HOLDS] == []


@pytest.mark.parametrize(("service", "question", "how", "change", "place"), ROWS)
def test_a_broken_contract_is_told_by_name(
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    service: str,
    question: str,
    how: str,
    change: str,
    place: str,
) -> None:
    monkeypatch.setattr("refcheck.registries.contracts.asking._TRIES", 1)
    live_made.play(httpserver, lambda path, canned: live_broken.WAYS[how](canned, change))
    contract = contracts()[service]
    (only,) = (each for each in contract.questions if each.name == question)
    (outcome,) = ask(live_made.connections(httpserver), {service: evolve(contract, questions=(only,))})
    assert outcome.state is State.CHANGED, outcome.why
    assert place in [each.place for each in outcome.differences]


def test_broken_contracts_are_of_every_service_and_of_many_kinds() -> None:
    assert len(ROWS) >= 60
    assert set(BROKEN) == set(contracts())
    assert {how for _, _, how, *_ in ROWS} == set(live_broken.WAYS) - {"renamed", "retyped"}


@pytest.mark.parametrize("change_of", ["renamed", pytest.param("retyped", marks=pytest.mark.slow)])
@pytest.mark.parametrize("service", sorted(contracts()))
def test_a_field_that_is_read_cannot_change_unnoticed(
    monkeypatch: pytest.MonkeyPatch, service: str, change_of: str
) -> None:
    """Each field, element and attribute of every answer is called otherwise, or is of another type, one at a time.

    Whenever the reader reads anything else then, its name is told.
    """
    monkeypatch.setattr("refcheck.registries.contracts.asking._TRIES", 1)
    change: list[Callable[[Canned], Canned]] = [lambda canned: canned]
    seen: list[Canned] = []

    def breaks(path: str, canned: Canned) -> Canned:
        if not (service == "ecitmatch" and "esummary" in path):  # that is another contract
            seen.append(canned)
            canned = change[0](canned)
        return canned

    known, here = {service: contracts()[service]}, live_made.play_at_hand(monkeypatch, breaks)
    made = [each for each in everybody(asking._of_nobody(here)) if each.name == service]
    monkeypatch.setattr(asking, "everybody", lambda connections: made)  # all of them, made anew, are most of an asking
    sound = ask(here, known)
    assert [told(each) for each in sound if each.state is not State.HOLDS] == []
    before = [essence(each.told) for each in sound]
    for how, place in sorted(each for each in set(changes(seen)) if each[0] == change_of):
        change[0] = partial(changed, how, place)
        outcomes = ask(here, known)
        if [essence(each.told) for each in outcomes] != before:
            named = [each.place for outcome in outcomes for each in outcome.differences]
            assert any(is_named(place, each) for each in named), (how, place, [*map(told, outcomes)])


def changed(how: str, place: str, canned: Canned) -> Canned:
    return live_broken.WAYS[how](canned, place)


def changes(seen: list[Canned]) -> Iterator[tuple[str, str]]:
    for canned in seen:
        if isinstance(canned.body, str):
            yield from (("renamed", each) for each in live_broken.elements(canned.body) if canned.body.startswith("<?"))
        else:
            yield from ((how, each) for each in live_broken.places(canned.body) for how in ("renamed", "retyped"))


def is_named(place: str, told: str) -> bool:
    """Whether a difference is told at a place, or at what holds it. A namespace is told by the first element that is not in it."""
    name, _, value = place.rpartition("=")
    if told == "the outermost element":
        return name.startswith("xmlns") or place in ("feed", "modsCollection", "searchRetrieveResponse")
    if name.startswith("xmlns"):
        return told.endswith("m:record")
    plain = re.sub(r"\.\d+", ".*", told).replace("()", "").removesuffix("[]")
    return plain in (place, place.rpartition(".")[0]) or (value or place) in told


def essence(told: Told | None) -> Any:
    """What was read, without where and when."""
    if isinstance(told, Hits):
        return [(hit.record.work, hit.record.updates, hit.record.relations) for hit in told.hits]
    if isinstance(told, dict):
        return {
            key: (answer.record.work, answer.record.updates) if isinstance(answer, Found) else answer
            for key, answer in told.items()
        }
    return told


PAGE = "<!DOCTYPE html><html><body>We are down for maintenance.</body></html>"
OUTAGES: dict[str, Callable[[Canned], Canned]] = {
    "503": lambda canned: Canned(status=503, body=PAGE, kind="text/html"),
    "500": lambda canned: Canned(status=500),
    "429": lambda canned: Canned(status=429, headers={"retry-after": "7"}),
    "403": lambda canned: Canned(status=403, body=PAGE, kind="text/html"),
    "a page": lambda canned: Canned(body=PAGE, kind="text/html; charset=utf-8"),
    "a page that calls itself otherwise": lambda canned: evolve(canned, status=200, body=PAGE, headers={}),
    "a redirect for now": lambda canned: Canned(status=302, headers={"location": "https://status.example/"}),
    "an answer that is cut off": lambda canned: evolve(canned, body='{"message": {"it', status=200, headers={}),
}


@pytest.mark.parametrize("outage", OUTAGES)
def test_an_outage_is_no_change(httpserver: HTTPServer, outage: str) -> None:
    live_made.play(httpserver, lambda path, canned: OUTAGES[outage](canned))
    outcomes = asked(httpserver)
    states = {(each.question.service, each.question.name): each.state for each in outcomes}
    assert State.HOLDS not in states.values()
    if outage != "an answer that is cut off":  # where that is a 200, and 404 or lines are expected, it is a change
        assert State.CHANGED not in states.values(), [*map(told, outcomes)]
    assert {service for (service, _), state in states.items() if state is State.UNTOLD} >= set(contracts()) - {
        "ecitmatch"
    }


def test_one_accident_is_no_change(httpserver: HTTPServer) -> None:
    met: set[str] = set()

    def once(path: str, canned: Canned) -> Canned:
        if path in met:
            return canned
        met.add(path)
        return evolve(canned, body={"version": "6.9"}) if isinstance(canned.body, dict) else canned

    live_made.play(httpserver, once)
    assert [str(each.differences) for each in asked(httpserver, "europe-pmc", "open-library", "datacite")] == ["()"] * 7


def test_nobody_there_is_told_at_once_and_nobody_is_waited_for() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    outcomes = ask(live_made.connections_at(url))
    assert {each.state for each in outcomes} == {State.UNTOLD}
    assert {each.why for each in outcomes} == {"cannot be reached"}


def test_who_never_answers_is_not_waited_for_beyond_the_time_for_all() -> None:
    released, now = threading.Event(), [0.0]

    def hang(path: str, canned: Canned) -> Canned:
        if path.startswith("/dblp"):
            released.wait()
        return canned

    known = {name: contracts()[name] for name in ("dblp", "handles")}
    with HTTPServer(threaded=True) as server:
        live_made.play(server, hang)
        try:
            outcomes = ask(
                live_made.connections(server),
                known,
                clock=lambda: now[0],
                on_progress=lambda service: now.__setitem__(0, SECONDS),
            )
        finally:
            released.set()
    assert {each.why for each in outcomes if each.question.service == "dblp"} == {
        "did not answer within the total time"
    }
    assert {each.state for each in outcomes if each.question.service == "handles"} == {State.HOLDS}


def test_nothing_of_the_users_is_sent(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    live_made.play(httpserver)
    everywhere(httpserver, monkeypatch)
    secrets = {
        "MAILTO": "ann@example.org",
        "OPENALEX_KEY": "key-one",
        "SEMANTIC_SCHOLAR_KEY": "key-two",
        "GOOGLE_BOOKS_KEY": "key-three",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(f"REFCHECK_{name}", value)
    assert run("doctor", "--live", "--isolated").exit_code == 0
    sent = [f"{request.url} {request.headers} {request.data!r}" for request, _ in httpserver.log]
    assert sent
    assert not [each for each in sent for value in (*secrets.values(), "ann%40") if value in each]


def test_the_command_says_and_writes_what_became_of_each_question(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    everywhere(httpserver, monkeypatch)
    state: list[Callable[[str, Canned], Canned]] = [lambda path, canned: canned]
    live_made.play(httpserver, lambda path, canned: state[0](path, canned))
    file = tmp_path / "live.json"
    result = run("doctor", "--live", "--isolated", "--output", str(file))
    assert result.exit_code == 0, result.output
    assert "42 questions to 20 services: 42 hold, 0 changed, 0 could not be decided." in result.output
    assert re.search(r"^ok  crossref · list of DOIs +\d\.\d s, announces 5 in 1s$", result.output, re.MULTILINE)
    assert {each["state"] for each in json.loads(file.read_text(encoding="utf-8"))["questions"]} == {"holds"}

    state[0] = lambda path, canned: Canned(status=503) if path.startswith("/dblp") else canned
    result = run("doctor", "--live", "--isolated")
    assert result.exit_code == 3
    assert re.search(r"^\?   dblp · search +answered 503$", result.output, re.MULTILINE)

    state[0] = lambda path, canned: live_broken.retyped(canned, "message.items[].title")
    result = run("doctor", "--live", "--isolated", "-o", str(file))
    assert result.exit_code == 1
    said = "NO  crossref · list of DOIs +`message.items\\[\\].title` is now an object, expected a list"
    assert re.search(f"^{said}$", result.output, re.MULTILINE)
    rows = json.loads(file.read_text(encoding="utf-8"))["questions"]
    (changed, *_) = [each for each in rows if each["state"] == "changed"]
    assert changed["differences"] == [{"place": "message.items[].title", "now": "an object", "expected": "a list"}]
    assert changed["requests"][0]["status"] == 200


@pytest.mark.parametrize(
    "arguments",
    [("--live", "--offline"), ("--live", "--from", "case.zip"), ("--output", "x.json")],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...]) -> None:
    assert run("doctor", "--isolated", *arguments).exit_code == 2


BODY = {
    "a": [{"b": "1978"}, {"b": None}, {}],
    "n": 5,
    "so": "so",
    "one": {"c": "x"},
    "several": [{"c": "x"}],
    "mixed": [5, "x", None],
}
SHAPES = [
    ("a[].b text", []),
    ("a[].b year", []),
    ("a list 3", []),
    ("n number|text", []),
    ("so 'so'", []),
    ("one().c text", []),
    ("several().c text", []),
    ("z? text", []),
    ("a.0.b digits", []),
    ("a.-1 object", []),
    ("mixed[] text", []),
    ("mixed[] url", ["`mixed[]` is now ‘5’, expected a URL"]),
    ("z.y text", ["`z` is missing"]),
    ("one.z text", ["`one.z` is missing, expected a text"]),
    ("a list 4", ["`a` is now a list of 3, expected a list of 4"]),
    ("n text", ["`n` is now ‘5’, expected a text"]),
    ("n[] text", ["`n` is now a number, expected a list"]),
    ("a.b text", ["`a` is now a list of 3, expected an object"]),
    ("so 'other'", ["`so` is now ‘so’, expected ‘other’"]),
    ("one text", ["`one` is now an object, expected a text"]),
    ("z.x text\nz.y text", ["`z` is missing"]),
]


@pytest.mark.parametrize(("rows", "told"), SHAPES)
def test_a_shape_tells_where_a_value_differs(rows: str, told: list[str]) -> None:
    assert [str(each) for each in differences(in_json(BODY), rows_of(rows))] == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("p:b/p:c text", []),
        ("p:b[@k='1']/p:c text", []),
        ("p:b/@k digits", []),
        ("p:b elements 2", []),
        ("p:b elements 3", ["`p:b` is now 2, expected 3"]),
        ("p:b/p:d text", ["`p:b/p:d` is missing, expected a text"]),
        ("p:z/p:d text", ["`p:z` is missing"]),
        ("p:b[@k='9']/p:c text", ["`p:b[@k='9']` is missing"]),
        ("p:b/p:c year", ["`p:b/p:c` is now ‘text’, expected a year"]),
    ],
)
def test_a_shape_tells_where_an_element_differs(rows: str, told: list[str]) -> None:
    root = read_xml(b"<a xmlns='u:u'><b k='1'><c>text</c></b><b k='2'/></a>", "")
    found = in_xml(root, {"p": "u:u"})  # type: ignore[arg-type]
    assert [str(each) for each in differences(found, rows_of(rows))] == told


def test_a_contract_names_what_there_is() -> None:
    def kinds(contract: Contract) -> set[str]:
        return {form.body for question in contract.questions for form in question.forms}

    assert set().union(*map(kinds, contracts().values())) <= {"", "json", "xml", "lines"}
