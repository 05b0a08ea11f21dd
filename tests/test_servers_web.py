"""The service, asked over its own socket: lists checked, decided about and handed out; who is let in; how it begins and ends."""

import asyncio
import csv
import io
import json
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
import requests
import yaml
from click.testing import CliRunner, Result
from documents_made import archive, docx, paragraph
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tables import DOCS
from test_registries_retraction_watch import row, table
from uploads_made import EVERY_RUN, upload
from web_made import LIST, LONG, OFFLINE, SEED, TWO, WAIT, Service, left_as_it_was, outcome, serving

from refcheck.cli import main
from refcheck.cli.commands.serve import command as serve
from refcheck.model import Report
from refcheck.readers import read_bytes
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.servers.page.decisions import Decisions, Rejected
from refcheck.servers.page.desk import Options, Source
from refcheck.servers.page.downloads import FORMS
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.servers.web.app import Guard
from refcheck.servers.web.jobs import Job, Limits, State
from refcheck.servers.web.keeping import Keeping
from refcheck.servers.web.processes import Processes, _Written
from refcheck.servers.web.routes import API, Api
from refcheck.servers.web.tasks import Frame, House, check_list

pytestmark = pytest.mark.end_to_end

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc")


_USUAL = ("annotated", "bibtex", "crossref-deposit", "html", "queries-docx")
"""Formats that are downloaded in every run of the tests; that all are what they should be is seen without a service, too."""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving(*OFFLINE) as made:
        yield made


@pytest.fixture(scope="module")
def seed(service: Service) -> str:
    return service.check(LIST)


def test_a_pasted_list_is_told_of_all_the_way(service: Service) -> None:
    job = service.api("POST", "check", json={"text": LIST}).json()["job"]
    told = list(service.events(job))
    kinds = [kind for _, kind, _ in told]
    assert kinds[:2] == ["started", "read"]
    assert kinds[-2:] == ["report", "done"]
    assert [number for number, _, _ in told] == list(range(1, len(told) + 1))
    read = [each for _, kind, data in told if kind == "read" for each in data["references"]]
    judged = {each["index"]: each for _, kind, data in told if kind == "judged" for each in data["references"]}
    assert [each["index"] for each in read] == sorted(judged) == list(range(33))
    assert {'class="verdict">reading<' in each["html"] for each in read} == {True}
    for each in judged.values():
        assert each["html"].count("<li ") == len(each["findings"])
    report = told[-2][2]
    assert sorted(report["order"]) == list(range(33))
    assert sum(report["summary"]["verdicts"].values()) == 33
    assert judged[report["order"][0]]["verdict"] in ("broken", "differs")


@pytest.mark.parametrize(
    "given",
    [
        {"json": {"text": TWO, "options": {"language": "de"}}},
        {"params": {"name": "list.txt", "language": "de"}, "data": TWO.encode()},
        {"files": {"file": ("list.txt", TWO)}, "data": {"language": "de"}},
    ],
    ids=["json", "bytes", "form"],
)
def test_a_list_is_told_of_in_the_language_that_is_wished(service: Service, given: dict[str, Any]) -> None:
    job = service.api("POST", "check", **given).json()["job"]
    told = [data for _, kind, data in service.events(job) if kind == "report"]
    assert [each["language"] for each in told] == ["de"]
    report = service.api("GET", f"jobs/{job}").json()
    assert report["language"] == "de"
    said = [finding["message"] for each in report["references"] for finding in each["findings"]]
    assert any("wurde als" in message for message in said)
    page = service.api("GET", f"jobs/{job}/download/html").text
    assert '<html lang="de">' in page
    assert said[0].partition("„")[0] in page


@pytest.mark.parametrize("language", ["tlh", "", 1, None])
def test_a_language_that_there_is_not_is_a_problem(service: Service, language: Any) -> None:
    answer = service.api("POST", "check", json={"text": TWO, "options": {"language": language}})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid")
    assert "language must be one of en, de," in answer.json()["detail"]


def test_a_report_is_told_of_when_it_can_be_asked_for(service: Service) -> None:
    job = service.api("POST", "check", json={"text": LIST}).json()["job"]
    assert "report" in (kind for _, kind, _ in service.events(job))  # and what is told behind it is not waited for
    assert len(service.api("GET", f"jobs/{job}").json()["references"]) == 33


def test_the_verdicts_are_those_of_the_command(service: Service, seed: str) -> None:
    command = [sys.executable, "-m", "refcheck", "check", str(SEED / "references.txt"), "--format", "json", *OFFLINE]
    said = json.loads(subprocess.run(command, capture_output=True, check=False, text=True).stdout)
    report = service.api("GET", f"jobs/{seed}").json()
    assert [_judgement(each) for each in report["references"]] == [_judgement(each) for each in said["references"]]
    assert [each["code"] for each in report["findings"]] == [each["code"] for each in said["findings"]]


def _judgement(reference: dict[str, Any]) -> tuple[str, str, list[str]]:
    return reference["raw"], reference["verdict"], [each["message"] for each in reference["findings"]]


def test_events_go_on_where_a_client_left_off(service: Service, seed: str) -> None:
    every = list(service.events(seed))
    assert list(service.events(seed, after=3)) == every[3:]
    assert list(service.events(seed, after=len(every) - 1)) == every[-1:]


def test_a_report_that_is_known_is_not_sent_again(service: Service, seed: str) -> None:
    first = service.api("GET", f"jobs/{seed}")
    assert Report.from_dict(first.json())["5"].verdict == "differs"
    again = service.api("GET", f"jobs/{seed}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert service.api("GET", f"jobs/{seed}", headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize(
    "how",
    [
        {"json": {"text": TWO, "name": "list.txt", "options": {"offline": True}}},
        {"data": TWO.encode(), "headers": {"Content-Type": "text/plain"}},
        {"data": TWO.encode(), "params": {"name": "list.txt", "offline": "1"}},
        {"files": {"file": ("list.txt", TWO.encode())}, "data": {"offline": "true"}},
        {"files": {"text": (None, TWO)}},
    ],
    ids=["json", "text", "bytes", "file in a form", "text in a form"],
)
def test_a_list_may_be_given_in_many_ways(service: Service, how: dict[str, Any]) -> None:
    how = {**how, "params": how.get("params", {}) | {"wait": WAIT}}
    answer = service.api("POST", "check", **how)
    assert answer.status_code == 200, answer.text
    assert [each["key"] for each in answer.json()["references"]] == ["1", "2"]


def test_decisions_change_what_is_told_and_handed_out(service: Service) -> None:
    job = service.check(LIST)
    told = {
        each["index"]: each for _, kind, data in service.events(job) if kind == "judged" for each in data["references"]
    }
    mended = next(each for each in told.values() if each["repairs"])
    repair = mended["repairs"][0]
    loud, rule = next(
        (each, found["rule"])
        for each in told.values()
        for found in each["findings"]
        if found["severity"] == "warning" and each is not mended
    )
    before = service.api("GET", f"jobs/{job}")
    decisions = {
        "rejected": [{"index": mended["index"], "code": repair["code"]}],
        "waived": [{"index": loud["index"], "rule": rule, "reason": "printed so in 1923", "by": "Ann"}],
    }
    answer = service.api("PUT", f"jobs/{job}/decisions", json=decisions)
    assert answer.status_code == 200
    changed = {each["index"]: each for each in answer.json()["references"]}
    assert set(changed) >= {mended["index"], loud["index"]}
    assert all(each["rejected"] for each in changed[mended["index"]]["repairs"] if each["before"] == repair["before"])
    left = next(each for each in changed[loud["index"]]["findings"] if each["rule"] == rule)
    assert left["waived"] == {"reason": "printed so in 1923", "by": "Ann"}
    assert "printed so in 1923" in changed[loud["index"]]["html"]
    warnings = [each["summary"]["severities"]["warning"] for each in (_report(service, job), answer.json())]
    assert warnings[1] == warnings[0] - 1
    assert service.api("GET", f"jobs/{job}").headers["etag"] != before.headers["etag"]
    assert repair["before"] in service.api("GET", f"jobs/{job}/download/text").text
    assert "printed so in 1923" in service.api("GET", f"jobs/{job}/download/html").text
    assert service.api("GET", f"jobs/{job}/decisions").json() == decisions
    assert service.api("PUT", f"jobs/{job}/decisions", json={}).status_code == 200
    assert service.api("GET", f"jobs/{job}/decisions").json() == {"rejected": [], "waived": []}
    assert repair["before"] not in service.api("GET", f"jobs/{job}/download/text").text
    assert service.api("GET", f"jobs/{job}").content == before.content


def test_what_two_people_decide_is_put_together(service: Service) -> None:
    job = service.check(LIST)
    waived = [{"index": at, "rule": "a", "reason": "so", "by": by} for at, by in ((0, "Ann"), (1, "Bea"))]
    ann, bea = ({"rejected": [], "waived": [each]} for each in waived)
    both = {"rejected": [], "waived": waived}
    for after in (ann, bea):
        told = service.api("PATCH", f"jobs/{job}/decisions", json={"before": {}, "after": after})
        assert told.status_code == 200
    assert told.json()["decisions"] == both == service.api("GET", f"jobs/{job}/decisions").json()
    assert {each["index"] for each in told.json()["references"]} == {0, 1}, "what Bea had not seen is shown as well"
    told = service.api("PATCH", f"jobs/{job}/decisions", json={"before": ann, "after": {}})
    assert told.json()["decisions"] == bea
    assert service.api("PUT", f"jobs/{job}/decisions", json=ann).json()["decisions"] == ann
    nothing: tuple[Any, ...] = ({}, ann, {"before": {}, "after": []}, {"before": {}, "after": {}, "odd": 1}, [])
    for none in nothing:
        assert service.api("PATCH", f"jobs/{job}/decisions", json=none).status_code == 400


def _report(service: Service, job: str) -> Any:
    return next(data for _, kind, data in service.events(job) if kind == "report")


@pytest.mark.parametrize(
    "form", [form if form in _USUAL else pytest.param(form, marks=pytest.mark.slow) for form in FORMS]
)
def test_every_download_can_be_read_back(service: Service, seed: str, form: str) -> None:
    answer = service.api("GET", f"jobs/{seed}/download/{form}", params={"language": "de"})
    if form in ("annotated", "fixed"):
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/not-possible")
        return
    assert answer.status_code == 200
    assert re.fullmatch(
        r"attachment; filename\*=UTF-8''references[-a-z]*\.[a-z]+", answer.headers["content-disposition"]
    )
    _read_back(form, answer.content)


def _read_back(form: str, data: bytes) -> None:
    match form:
        case "bibtex" | "ris" | "csl-json" | "text":
            name = {"bibtex": "a.bib", "ris": "a.ris", "csl-json": "a.json", "text": "a.txt"}[form]
            assert len(read_bytes(data, name).references) == 33
        case "crossref-deposit":
            citations = fromstring(data).findall("citation")
            assert len(citations) == 33
            assert "10.1007/s00146-020-00992-2" in [each.findtext("doi") for each in citations], "mended"
        case "json":
            assert len(Report.from_dict(json.loads(data))) == 33
        case "csv":
            assert len({row["reference"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}) >= 33
        case "xlsx":
            openpyxl = pytest.importorskip("openpyxl")
            assert openpyxl.load_workbook(io.BytesIO(data)).active.max_row > 33
        case "queries-docx":
            import docx as word

            assert word.Document(io.BytesIO(data)).tables
        case "queries-txt":
            assert "reference" not in data.decode().split("\n")[0]
        case _:
            assert "refcheck" in data.decode()


def test_a_word_document_comes_back_with_comments_and_tracked_changes(service: Service) -> None:
    document = docx([paragraph(line) for line in TWO.splitlines()])
    job, told = service.upload(document, "../../etc/thesis.docx")
    assert told[0][2]["name"] == "thesis.docx"
    assert {"annotated", "fixed"} <= set(_report(service, job)["downloads"])
    for form, part in (("annotated", "word/comments.xml"), ("fixed", "word/document.xml")):
        answer = service.api("GET", f"jobs/{job}/download/{form}")
        assert f"thesis-{form}.docx" in answer.headers["content-disposition"]
        with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
            assert b"refcheck" in made.read(part)
    answer = service.api("POST", "annotate", params={"name": "thesis.docx", "offline": "1"}, data=document)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        assert "word/comments.xml" in made.namelist()


def test_an_archive_of_a_project_is_read_as_the_command_reads_it(service: Service) -> None:
    """As Overleaf gives it; and what stands in it leads nowhere on the service's machine."""
    main = (
        r"\documentclass{article}\begin{document}\input{parts/one}\input{/etc/hosts}\bibliography{refs}\end{document}"
    )
    entry = "@article{doe2001, author={Doe, Jane}, title={On harbours}, year=2001, doi={10.1000/ tides.1}}"
    files = {"main.tex": main, "parts/one.tex": r"\cite{doe2001}\cite{roe1999}", "refs.bib": entry, "../a.bib": entry}
    job, _ = service.upload(archive(files), "thesis.zip")
    report = service.api("GET", f"jobs/{job}").json()
    assert [(each["key"], each["file"]) for each in report["references"]] == [("doe2001", "thesis.zip/refs.bib")]
    assert [each["file"] for each in report["findings"]] == ["thesis.zip/parts/one.tex"]
    notes = {each["message"] for each in report["run"]["notes"]}
    assert "/etc/hosts was not read: it is outside the document's folder." in notes
    mended = service.api("GET", f"jobs/{job}/download/bibtex").text
    assert "10.1000/tides.1" in mended


def test_small_things_are_answered_at_once(service: Service) -> None:
    parsed = service.api("POST", "parse", json={"text": TWO}).json()["references"]
    assert [each["item"]["issued"]["date-parts"][0][0] for each in parsed] == [2012, 2013]
    assert "Lindqvist" in parsed[1]["raw"]
    repaired = service.api("POST", "repair", json={"text": "doi: 10.1000/ rivers.12"}).json()["identifiers"]
    assert [each["value"] for each in repaired] == ["10.1000/rivers.12"]
    converted = service.api("POST", "convert", params={"to": "ris"}, json={"text": TWO})
    assert len(read_bytes(converted.content, "a.ris").references) == 2


def test_what_is_forgotten_is_gone(service: Service) -> None:
    job = service.check()
    assert service.api("DELETE", f"jobs/{job}").status_code == 204
    for path in (f"jobs/{job}", f"jobs/{job}/events", f"jobs/{job}/download/html"):
        answer = service.api("GET", path)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/forgotten")


def test_ten_clients_at_once_get_their_own_lists(service: Service) -> None:
    def one(number: int) -> list[str]:
        text = "References\n" + "".join(
            f"{at}. Okafor, B. (2012). How river {number} moves. Rivers, 12, 345-360.\n" for at in range(1, 6)
        )
        report = service.api("POST", "check", params={"wait": WAIT}, json={"text": text}).json()
        return [each["work"]["title"] for each in report["references"]]

    with ThreadPoolExecutor(10) as clients:
        assert list(clients.map(one, range(10))) == [[f"How river {number} moves"] * 5 for number in range(10)]


REFUSED = [
    ("another site's form", "POST", {"Origin": "http://evil.example", "Content-Type": "text/plain"}, 403),
    ("another site's script", "POST", {"Origin": "http://evil.example", "Content-Type": "application/json"}, 403),
    ("a sandboxed frame", "POST", {"Origin": "null", "X-Refcheck": "1"}, 403),
    ("another port of this machine", "POST", {"Origin": "http://127.0.0.1:1", "X-Refcheck": "1"}, 403),
    ("another site, told by the browser", "POST", {"Sec-Fetch-Site": "cross-site", "X-Refcheck": "1"}, 403),
    ("a neighbour site", "POST", {"Sec-Fetch-Site": "same-site", "X-Refcheck": "1"}, 403),
    ("a form without a word of its own", "POST", {"Content-Type": "text/plain"}, 403),
    ("a form in parts", "POST", {"Content-Type": "multipart/form-data; boundary=a"}, 403),
    ("no type at all", "POST", {}, 403),
    ("a name that was led here", "GET", {"Host": "evil.example"}, 403),
    ("the same with our port", "GET", {"Host": "evil.example:8765"}, 403),
    ("a name that begins as ours", "GET", {"Host": "localhost.evil.example"}, 403),
    ("an address that is not this machine's", "GET", {"Host": "192.168.1.1"}, 403),
    ("a name with a user", "GET", {"Host": "localhost@evil.example"}, 403),
    ("an empty name", "GET", {"Host": ""}, 403),
    ("another site asks", "GET", {"Origin": "https://evil.example"}, 403),
    ("this machine by its name", "GET", {"Host": "localhost:8765"}, 200),
    ("this machine in IPv6", "GET", {"Host": "[::1]:8765"}, 200),
]


@pytest.mark.parametrize(("method", "headers", "status"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_who_is_let_in(service: Service, method: str, headers: dict[str, str], status: int) -> None:
    path = "about" if method == "GET" else "repair"
    given = {name: value for name, value in headers.items() if name != "X-Refcheck"}
    bare = requests.Request(method, f"{service.address}api/v1/{path}", data=b"" if method == "GET" else b"a").prepare()
    bare.headers.update(headers if "X-Refcheck" in headers else given)
    with requests.Session() as session:
        answer = session.send(bare, timeout=1_200)
    assert answer.status_code == status
    if status == 403:
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_report_is_had_in_every_language_that_the_service_says_and_in_no_other(service: Service) -> None:
    said = service.api("GET", "about").json()["languages"]
    asked = {each: service.api("POST", f"check?wait=120&language={each}", data=b"a").json() for each in (*said, "it")}
    assert [each for each, told in asked.items() if told.get("language", "en") != each] == ["it"]
    assert asked["it"]["status"] == 400


@pytest.mark.parametrize("path", ["", "static/index.html", "report.css", "health", "api/v1/about", "nowhere"])
def test_every_answer_keeps_browsers_from_mischief(service: Service, path: str) -> None:
    headers = service.ask("GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize(
    ("method", "path", "how", "kind"),
    [
        ("POST", "check", {"json": {"text": ""}}, "empty"),
        ("POST", "check", {"data": b"MZ\x90\0\3\0", "params": {"name": "setup.exe", "wait": "0"}}, "not-understood"),
        (
            "POST",
            "check",
            {"data": b"\x89PNG\r\n\x1a\n\0", "params": {"name": "list.txt", "wait": "0"}},
            "not-understood",
        ),
        ("POST", "check", {"json": {"text": " \n "}, "params": {"wait": "0"}}, "empty"),
        ("POST", "check", {"json": {"text": "a", "options": {"links": True}}}, "invalid"),
        ("POST", "check", {"json": {"text": "a", "options": {"keep": True}}}, "invalid"),
        ("POST", "check", {"json": {"text": "a", "options": {"fast": True}}}, "invalid"),
        ("POST", "check", {"json": {"text": "a", "options": {"offline": 1}}}, "invalid"),
        ("POST", "check", {"json": {"text": 7}}, "invalid"),
        ("POST", "check", {"json": ["a"]}, "invalid"),
        ("POST", "check", {"data": b'{"text": ', "headers": {"Content-Type": "application/json"}}, "invalid"),
        ("POST", "check", {"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, "invalid"),
        ("POST", "check", {"data": b"9" * 100_000, "headers": {"Content-Type": "application/json"}}, "invalid"),
        ("POST", "check", {"json": {"text": "a"}, "params": {"wait": "-1"}}, "invalid"),
        ("POST", "check", {"json": {"text": "a"}, "params": {"wait": "soon"}}, "invalid"),
        ("POST", "check", {"data": b"a", "params": {"links": "perhaps"}}, "invalid"),
        ("POST", "convert", {"json": {"text": "a"}, "params": {"to": "docx"}}, "invalid"),
        ("POST", "annotate", {"data": TWO.encode(), "params": {"name": "a.txt"}}, "not-possible"),
        ("GET", "jobs/none", {}, "forgotten"),
        ("GET", "jobs/..%2f..%2fetc%2fpasswd", {}, "not-found"),
        ("GET", "nothing", {}, "not-found"),
        ("PATCH", "about", {}, "not-allowed"),
    ],
)
def test_what_goes_wrong_is_a_problem(service: Service, method: str, path: str, how: dict[str, Any], kind: str) -> None:
    how = {**how, "params": {"wait": WAIT} | how.get("params", {})} if path == "check" else how
    answer = service.api(method, path, **how)
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["type"] == f"/problems/{kind}"
    assert told["status"] == answer.status_code
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    ("how", "named"),
    [
        ({"json": {"text": "a", "offline": True}}, "offline is not known here; use only text, name, options."),
        ({"json": {"text": "a"}, "params": {"offline": "true"}}, "offline is not known here; use only wait, to."),
        ({"files": {"text": (None, "a")}, "params": {"offline": "1"}}, "offline is not known here; use only wait, to."),
        ({"files": {"text": (None, "a"), "ofline": (None, "1")}}, "ofline is not known here; use only text, name,"),
        ({"data": b"a", "params": {"ofline": "1"}}, "ofline is not known here; use only name, language,"),
        ({"json": {"text": "a", "options": {"ofline": True}}}, "ofline is not known here; use only name, language,"),
        ({"json": {"text": "a", "options": {"offline": "yes"}}}, "offline must be true or false."),
        ({"json": {"text": "", "options": {"offline": True, "name": "a.txt"}}}, "The list is empty;"),
        ({"data": b"", "params": {"offline": "1", "name": "a.txt", "language": "de"}}, "The list is empty;"),
    ],
)
def test_a_wish_that_is_not_heeded_is_refused_by_name(service: Service, how: dict[str, Any], named: str) -> None:
    answer = service.api("POST", "check", **how)
    assert 400 <= answer.status_code < 500
    assert named in answer.json()["detail"], answer.json()


def test_decisions_that_are_none_are_refused(service: Service, seed: str) -> None:
    none: tuple[Any, ...] = (
        [],
        {"taken": []},
        {"accepted": [{"index": 0, "code": 1}]},
        {"edited": [{"index": 0, "code": "a"}]},
        {"edited": [{"index": 0, "code": "a", "text": "b", "printed": 3}]},
        {"rejected": {}},
        {"rejected": [1]},
        {"rejected": [{"index": "1", "code": "a"}]},
        {"rejected": [{"index": True, "code": "a"}]},
        {"waived": [{"index": 0, "rule": "a"}]},
        {"waived": [{"index": 0, "rule": "a", "reason": "b" * 3_000}]},
    )
    for decisions in none:
        answer = service.api("PUT", f"jobs/{seed}/decisions", json=decisions)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid")
    beyond = {"rejected": [{"index": 10**9, "code": "a"}, {"index": -1, "code": "b"}]}
    assert service.api("PUT", f"jobs/{seed}/decisions", json=beyond).status_code == 200


def test_more_than_one_upload_may_have_is_refused_before_it_is_read(service: Service) -> None:
    answer = service.api("POST", "check", data=b"a" * (33 << 20))
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"a" * (1 << 20)

    answer = service.api("POST", "check", data=endless())
    assert answer.status_code == 413


@pytest.mark.slow
def test_a_token_is_wanted_by_the_interface_and_not_by_the_page() -> None:
    with serving(*OFFLINE, environment={"REFCHECK_TOKEN": "sésame".encode().hex()}) as guarded:
        token = "sésame".encode().hex()
        assert guarded.ask("GET", "").status_code == 200
        assert guarded.ask("GET", "health").text == "ok\n"
        for given in ("", "Bearer", "Bearer wrong", f"Basic {token}", f"Bearer {token}x"):
            answer = guarded.api("GET", "about", headers={"Authorization": given})
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert guarded.api("GET", "about", headers={"Authorization": f"Bearer {token}"}).status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("", 401),
        ("Bearer", 401),
        ("Bearer wrong", 401),
        ("Basic sesame", 401),
        ("Bearer sesamex", 401),
        ("Bearer sesame", 200),
    ],
)
def test_only_the_token_opens(given: str, status: int) -> None:
    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("in")(scope, receive, send)

    guard = Guard(inner, host="0.0.0.0", names=["refs.example"], token="sesame")
    for host, known in ((b"refs.example", True), (b"10.0.0.7:8765", True), (b"evil.example", False)):
        for path, wants in (("/api/v1/about", True), ("/", False), ("/static/main.js", False)):
            headers = [(b"host", host), (b"authorization", given.encode())]
            said = asyncio.run(answered(guard, path, headers))
            assert said == (403 if not known else status if wants else 200)


async def answered(app: ASGIApp, path: str, headers: list[tuple[bytes, bytes]]) -> int:
    """The status of an application's answer."""
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    await app({"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}, receive, send)
    return statuses[0]


def test_a_file_of_kept_lists_holds_what_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite3"
    keeping = Keeping(file)
    options = Options(keep=True, offline=True)
    waiting, done = (Job(source=Source(data=TWO.encode(), name="a.txt"), options=options, client="c") for _ in range(2))
    done.state, done.problem = State.FAILED, problem("not-understood", "“a.txt” is no list")
    done.decisions = Decisions(rejected=(Rejected(index=0, code="doi-with-inner-space"),))
    done.tell("failed", b"{}")
    for each in (waiting, done):
        keeping.put(each)
    keeping.close()
    keeping = Keeping(file)
    again = keeping.get(done.id)
    assert again is not None
    for name in ("id", "source", "options", "client", "state", "problem", "decisions", "told", "begun", "tag"):
        assert getattr(again, name) == getattr(done, name)
    assert [each.id for each in keeping.undone()] == [waiting.id]
    for each in (waiting, done):
        keeping.forget(each.id)
        assert keeping.get(each.id) is None
    keeping.close()
    assert b"Okafor" not in file.read_bytes()
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_a_list_is_checked_however_processes_are_made(method: str) -> None:
    house = House(connections=Connections(cache=NO_CACHE), offline=True)
    frames: list[Frame] = []

    async def run() -> None:
        task = partial(check_list, source=Source(data=TWO.encode()), options=Options())
        await Processes(house, Limits(), method).run(task, frames.append)

    asyncio.run(run())
    assert [each.kind or each.frame for each in frames][-2:] == ["report", "report"]


@POSIX
@pytest.mark.parametrize(
    ("limits", "text", "kind"),
    [
        (Limits(seconds=0.5), LONG, "too-long"),
        (Limits(cpu_seconds=1), LONG, "reader-died"),
        (Limits(told=3_000), LIST, "too-large"),
    ],
)
def test_a_list_that_takes_too_much_is_ended(limits: Limits, text: str, kind: str) -> None:
    house = House(connections=Connections(cache=NO_CACHE), offline=True)
    frames: list[Frame] = []

    async def run() -> str:
        task = partial(check_list, source=Source(data=text.encode()), options=Options())
        try:
            await Processes(house, limits).run(task, frames.append)
        except ProblemError as error:
            return error.problem.type
        return str(json.loads(frames[-1].data)["problem"]["type"])

    assert asyncio.run(run()) == f"/problems/{kind}"


MANY_THREADS = """
import threading
from refcheck.servers.web.jobs import Limits
from refcheck.servers.web.processes import bound
bound(Limits())
together, kept = threading.Barrier(33), []
def work():
    kept.append([bytes(2_000) for _ in range(500)])
    together.wait()
for _ in range(32):
    threading.Thread(target=work, daemon=True).start()
together.wait(600)
print(len(kept), len(bytes(200_000_000)))
"""


@POSIX
def test_a_list_has_room_for_its_threads() -> None:
    command = [sys.executable, "-c", MANY_THREADS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1_200, check=False)
    assert (done.stdout, done.stderr) == ("32 200000000\n", "")


class Interrupting:
    """The end of a pipe to which nothing is written before the time is up."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.out = _Written(self)  # type: ignore[arg-type]  # it is written to, and no more

    def send_bytes(self, data: bytes) -> None:
        self.out.interrupt(signal.SIGINT, None)
        self.written.append(data)


def test_what_is_being_told_when_the_time_is_up_is_told_whole() -> None:
    pipe = Interrupting()
    with pytest.raises(KeyboardInterrupt):
        pipe.out(Frame(frame="report", data=b"{}"))
    assert pipe.written == [b'{"frame": "report"}', b"{}"]
    with pytest.raises(KeyboardInterrupt):
        pipe.out.interrupt(signal.SIGINT, None)


@POSIX
@pytest.mark.parametrize(
    ("written", "refused"), [(b"", None), (b"\0\0", None), (b"\0\0\0\x09{", None), (b"\x09\0\0\0", "too-large")]
)
def test_a_process_that_ends_within_a_word_has_not_told_too_much(written: bytes, refused: str | None) -> None:
    processes = Processes(House(connections=Connections(cache=NO_CACHE), offline=True), Limits())
    reading, writing = multiprocessing.Pipe(duplex=False)
    os.write(writing.fileno(), written)
    writing.close()
    frames: list[Frame] = []

    async def heard() -> str | None:
        try:
            await processes._hear(reading, frames.append)
        except ProblemError as error:
            return error.problem.type.rpartition("/")[2]
        return None

    assert asyncio.run(heard()) == refused


@POSIX
@pytest.mark.slow
def test_kept_lists_outlast_the_service_and_others_do_not(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite3"
    with serving(*OFFLINE, "--keep", str(file)) as first:
        kept, other = first.check(keep=True), first.check()
        decided = {"waived": [{"index": 0, "rule": "doi-with-inner-space", "reason": "as printed"}]}
        first.api("PUT", f"jobs/{kept}/decisions", json=decided)
        report = first.api("GET", f"jobs/{kept}").json()
        undone = first.api("POST", "check", json={"text": LIST, "options": {"keep": True}}).json()["job"]
        followed = first.events(undone)
        assert next(followed)[1] == "started"
        assert first.end() == 0
        assert not list(first.folder.iterdir())
        assert first.said[1:] == []
    assert file.stat().st_mode & 0o077 == 0
    with serving(*OFFLINE, "--keep", str(file)) as second:
        assert second.api("GET", f"jobs/{kept}").json() == report
        assert [kind for _, kind, _ in second.events(kept)][-1] == "done"
        assert second.api("GET", f"jobs/{kept}/download/bibtex").status_code == 200
        assert second.api("GET", f"jobs/{other}").status_code == 404
        assert [kind for _, kind, _ in second.events(undone)][-2:] == ["report", "done"]
        assert second.api("DELETE", f"jobs/{kept}").status_code == 204
        assert second.api("GET", f"jobs/{kept}").status_code == 404
        second.end()
    assert b"Okafor" not in file.read_bytes()


@POSIX
@pytest.mark.slow
def test_the_table_of_retraction_watch_is_read_once_for_all_lists(tmp_path: Path) -> None:
    """What is swapped for a table of the same size and day, once the service is up, is looked into by no list."""
    title, day = "How rivers move across wide plains", "1/1/2012 0:00"
    told = row("10.1000/rivers.12", Title=title, Author="B Okafor", Journal="Rivers", OriginalPaperDate=day)
    path = table(tmp_path / "rw.csv", told)
    with serving(*OFFLINE, "--retraction-watch", str(path)) as service:
        service.check()
        table(path, [each.replace("rivers.12", "rivers.99") for each in told])
        report = service.api("GET", f"jobs/{service.check()}").json()
        assert "work-retracted" in {each["code"] for each in report["references"][0]["findings"]}


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(how: signal.Signals) -> None:
    with serving(*OFFLINE) as ending:
        job = ending.api("POST", "check", json={"text": LONG}).json()["job"]
        followed = ending.events(job)
        assert next(followed)[1] == "started"
        assert ending.end(how) == 0
        assert "done" not in [kind for _, kind, _ in followed]
        assert not list(ending.folder.iterdir())
        assert not "".join(ending.said[1:])


@POSIX
def test_what_means_no_good_ends_its_own_job_at_worst(service: Service) -> None:
    """Some of many; ``test_servers_web_hostile.py`` has them all."""
    with ThreadPoolExecutor(4) as clients:
        outcomes = [kind for kind, _ in clients.map(lambda name: outcome(service, *upload(name)), EVERY_RUN)]
    assert "reader-died" not in outcomes
    assert {"report", "not-understood", "too-large"} <= set(outcomes)
    left_as_it_was(service)


@POSIX
@pytest.mark.slow
def test_an_impatient_end_is_as_quiet() -> None:
    with serving(*OFFLINE) as ending:
        followed = ending.events(ending.api("POST", "check", json={"text": LONG}).json()["job"])
        assert next(followed)[1] == "started"
        for _ in range(3):
            ending.process.send_signal(signal.SIGINT)
        assert ending.end() == 0
        assert ending.said[1:] == []


@POSIX
def test_a_job_that_is_forgotten_is_no_longer_worked_on(service: Service) -> None:
    job = service.api("POST", "check", json={"text": LONG}).json()["job"]
    assert _until(lambda: bool(service.processes()))
    assert service.api("DELETE", f"jobs/{job}").status_code == 204
    assert _until(lambda: not service.processes())


def _until(holds: Any, seconds: float = 1_200) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return False


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["serve", "--no-open", *arguments], catch_exceptions=False)


@pytest.mark.parametrize(
    ("host", "family", "named"), [("127.0.0.1", socket.AF_INET, "127.0.0.1"), ("::1", socket.AF_INET6, "[::1]")]
)
def test_a_port_that_is_taken_is_said(host: str, family: socket.AddressFamily, named: str) -> None:
    try:
        taken = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip("there is no IPv6 on this machine")
    with taken:
        port = taken.getsockname()[1]
        ended = run("--host", host, "--port", str(port), *OFFLINE)
    assert ended.exit_code == 2
    assert ended.stderr.startswith(f"refcheck: cannot listen at {named}:{port}: ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "allows access from other machines: give a --token"),
        (["--keep", "/nowhere/kept.sqlite3", *OFFLINE], "--keep /nowhere/kept.sqlite3"),
        (["--keep", __file__, *OFFLINE], "is not a file of kept lists made by refcheck"),
        (["--records", "/nowhere.jsonl"], "/nowhere.jsonl"),
        (["--crossref-url", "crossref"], "not an http or https URL"),
    ],
)
def test_what_cannot_be_served_is_said(arguments: list[str], said: str) -> None:
    ended = run("--port", "0", *arguments)
    assert ended.exit_code == 2
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


@POSIX
def test_the_examples_of_the_docs_do_what_they_say(service: Service, tmp_path: Path) -> None:
    page = (DOCS / "web.md").read_text(encoding="utf-8").replace("http://127.0.0.1:8765/", service.address)
    (tmp_path / "references.txt").write_text(TWO, encoding="utf-8")
    shell, python = (re.search(rf"^```{kind}\n(.*?)^```$", page, re.M | re.S) for kind in ("sh", "python"))
    assert shell
    assert python
    subprocess.run(["sh", "-e", "-c", shell[1]], cwd=tmp_path, check=True, timeout=1_200)
    assert len(Report.from_dict(json.loads((tmp_path / "report.json").read_bytes()))) == 2
    assert len(read_bytes((tmp_path / "references.ris").read_bytes(), "a.ris").references) == 2
    said = subprocess.run(
        [sys.executable, "-c", python[1]], cwd=tmp_path, check=True, timeout=1_200, capture_output=True, text=True
    )
    assert said.stdout.startswith("2 references: ")
    assert len(read_bytes((tmp_path / "references.bib").read_bytes(), "a.bib").references) == 2


def test_the_container_is_started_with_options_that_there_are() -> None:
    file = (DOCS / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    entry, command = (json.loads(re.search(rf"^{word} (\[.*\])$", file, re.M)[1]) for word in ("ENTRYPOINT", "CMD"))  # type: ignore[index]
    composed = yaml.safe_load((DOCS / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]["refcheck"]
    assert entry[0] == "/refcheck/bin/refcheck"
    for rest in (command, composed["command"]):
        given = serve.make_context("serve", [*entry[2:], *rest], resilient_parsing=True).params
        assert (given["host"], given["no_open"], given["isolated"]) == ("0.0.0.0", True, True)
    assert "USER refcheck" in file
    assert composed["read_only"] is True


def test_the_interface_is_described_as_it_is(service: Service) -> None:
    told = service.api("GET", "openapi.json").json()
    assert told["openapi"].startswith("3.1")
    described = {(path, method) for path, of in told["paths"].items() for method in of if method != "parameters"}
    there = {
        (route.path.removeprefix(API).replace("{form}", "{format}"), method.lower())
        for route in Api(None).routes()  # type: ignore[arg-type]  # it is asked for its places alone
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert described == there - {("/openapi.json", "get")}
    formats = next(
        each["schema"]["enum"]
        for each in told["paths"]["/jobs/{job}/download/{format}"]["parameters"]
        if each["name"] == "format"
    )
    assert set(formats) == set(FORMS)
