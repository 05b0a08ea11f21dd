"""`doctor --from`: the answers in a case, as they were read then and as they are read now, within bounds and asking nobody."""

import json
import socket
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import live_made
import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from live_made import Canned
from pytest_httpserver import HTTPServer

from refcheck.cli import main
from refcheck.errors import EvidenceError
from refcheck.evidence import Sealed, filed_answers
from refcheck.evidence.sealing import sealed
from refcheck.registries.services.crossref import record as crossref_record
from refcheck.registries.wrappers.pace import Limit, Pace

LIST = """\
Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids. Nature, 171(4356), 737. doi:10.1038/171737a0

Efron, B. (1987). Better bootstrap confidence intervals. J. Am. Stat. Assoc., 82(397), 171-185. doi:10.2307/2289144

Perelman, G. (2002). The entropy formula for the Ricci flow and its geometric applications. arXiv:math/0211159.

Lamport, L. (1978). Time, clocks, and the ordering of events in a distributed system. Communications of the ACM, 21(7), 558-565.

Melville, H. (1851). Moby Dick. London: Bentley.

Nobody, N. (2001). Nowhere. Journal of None, 1(1), 1-2. doi:10.1038/refcheck.no.such.doi
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def filed(folder: Path, breaks: live_made.Break = lambda path, canned: canned) -> bytes:
    """The case of the list, checked with the services that are played."""
    with pytest.MonkeyPatch.context() as patch, HTTPServer() as server:
        pace = partial(Pace, Limit(count=10, at_once=8), sleep=lambda seconds: None)
        patch.setattr("refcheck.registries.network._pace", lambda *given: pace())
        patch.setattr("refcheck.registries.wrappers.pacing.FIRST_WAIT", 0.0)
        patch.chdir(folder)
        live_made.play(server, breaks)
        made = live_made.connections(server)
        Path("list.txt").write_text(LIST, encoding="utf-8")
        options = ["--service-urls", made.service_urls or "", "--no-cache", "--isolated", "--mailto", "ann@example.org"]
        for name in ("crossref", "datacite", "doi"):
            options += [f"--{name}-url", getattr(made, f"{name}_url")]
        done = run("check", "list.txt", *options, "--evidence", "case.zip", "--format", "concise")
        assert done.exit_code in (0, 1, 3), done.output
        return Path("case.zip").read_bytes()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return filed(tmp_path_factory.mktemp("case"))


@pytest.fixture(autouse=True)
def closed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket can be opened once the case is there, and no name looked up."""
    if "case" in request.fixturenames:
        request.getfixturevalue("case")

    def refused(*given: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    if "filing" not in request.fixturenames:
        monkeypatch.setattr(socket, "create_connection", refused)
        monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.fixture
def filing(tmp_path: Path) -> Callable[[live_made.Break], bytes]:
    return lambda breaks: filed(tmp_path, breaks)


def told(data: bytes, folder: Path) -> tuple[Result, list[Any]]:
    (folder / "case.zip").write_bytes(data)
    result = run("doctor", "--from", str(folder / "case.zip"), "--output", str(folder / "answers.json"))
    written = folder / "answers.json"
    return result, json.loads(written.read_text(encoding="utf-8"))["answers"] if written.exists() else []


def test_what_is_read_as_it_was_is_the_same(case: bytes, tmp_path: Path) -> None:
    result, answers = told(case, tmp_path)
    assert result.exit_code == 0, result.output
    assert "0 are read differently now, 0 could not be read again" in result.output
    asked = {each["registry"] for each in answers}
    assert asked >= {
        "Crossref",
        "doi.org",
        "DataCite",
        "K10plus",
        "dblp",
        "Open Library",
        "OpenAlex",
        "Semantic Scholar",
    }
    assert all(each["then"] == without_time(each["then"], each["now"]) for each in answers)
    assert "ann@example.org" not in result.output


def without_time(then: Mapping[str, Any], now: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is read now, with the addresses and times of then."""
    copied = json.loads(json.dumps(now))
    for key, answer in then.items():
        for was, made in zip(answer.get("hits", [answer]), copied[key].get("hits", [copied[key]]), strict=True):
            if "record" in was:
                made["record"]["provenance"] = was["record"]["provenance"]
            made.update({name: was[name] for name in ("url", "retrieved") if name in was and "record" not in was})
    return dict(copied)


def test_each_answer_says_who_gave_it_to_what_and_how_it_was_read(case: bytes, tmp_path: Path) -> None:
    result, answers = told(case, tmp_path)
    assert "doi:10.1038/171737a0: found: WATSON, CRICK; 1953; Molecular Structure of Nucleic Acids" in result.output
    assert "doi:10.1038/refcheck.no.such.doi: not found (registration)" in result.output
    assert "/crossref/works/10.2307%2F2289144: answered 301, 0 bytes" in result.output
    assert (
        "search:Melville, H. (1851). Moby Dick. London: Bentley.: 10 hits: Melville; 2001; Moby-Dick" in result.output
    )
    unread = next(each["unread"] for each in answers if "doi:10.1038/171737a0" in each["then"])
    assert "message.items[].is-referenced-by-count" in unread
    assert "message.items[].title" not in unread
    assert "message.items[].DOI" not in unread


def test_what_another_reader_reads_otherwise_is_told(
    case: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = crossref_record.crossref_record

    def other(item: Any, provenance: Any) -> Any:
        record = read(item, provenance)
        return evolve(record, work=evolve(record.work, title=None))

    monkeypatch.setattr("refcheck.registries.services.crossref.works.crossref_record", other)
    result, answers = told(case, tmp_path)
    assert result.exit_code == 1
    assert "        now: found: WATSON, CRICK; 1953; Nature; 171" in result.output
    assert {"doi:10.1038/171737a0", "doi:10.2307/2289144"} <= {key for each in answers for key in each["changed"]}
    assert {each["registry"] for each in answers if each["changed"]} == {"Crossref"}


def test_what_was_asked_for_again_is_read_as_it_came_at_last(filing: Any, tmp_path: Path) -> None:
    met: set[str] = set()

    def once(path: str, canned: Canned) -> Canned:
        is_first = path not in met
        met.add(path)
        return Canned(status=500) if is_first and path == "/crossref/works" else canned

    result, answers = told(filing(once), tmp_path)
    assert result.exit_code == 0, result.output
    (again,) = [each for each in answers if each["requests"][0]["status"] == 500]
    assert (again["registry"], again["requests"][1]["status"]) == ("Crossref", 200)
    assert again["now"] is not None
    assert not again["changed"]


def altered(case: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    files = dict(Sealed(case))
    change(files)
    return sealed(files)


def line(**more: Any) -> bytes:
    """A question in a case, whatever it may be."""
    row = {"to": 0, "registry": "Crossref", "asked": "2026-11-28T10:00:00+00:00", "answers": {}, "requests": []}
    return json.dumps(row | more).encode() + b"\n"


def request(url: str, body: bytes = b"", status: int = 200, **headers: str) -> dict[str, Any]:
    digest = {"sha256": sha256(body).hexdigest(), "bytes": len(body)}
    return {"url": url, "asked": "2026-11-28T10:00:00+00:00", "status": status, "headers": headers, "body": digest}


KEY = "doi:10.1038/171737a0"
DOI = {KEY: {"of": KEY, "registry": "Crossref", "why": "x", "cause": "broken", "answer": "unavailable"}}
URL = "https://api.crossref.org/works?filter=doi%3A10.1038%2F171737a0&rows=1"
DEEP = b'{"message": {"items": ' + b"[" * 900 + b"]" * 900 + b"}}"

HOSTILE: dict[str, tuple[bytes, bytes]] = {
    "no JSON": (b"{", b""),
    "a list": (b"[]\n", b""),
    "no requests": (line(requests=5), b""),
    "no time": (line(asked="yesterday", requests=[request(URL)]), b""),
    "a status that is none": (line(answers=DOI, requests=[request(URL) | {"status": "so"}]), b""),
    "a scheme that is none": (line(answers={"nonsense:x": {}}, requests=[request(URL)]), b""),
}
READ_ALL_THE_SAME: dict[str, tuple[bytes, bytes]] = {
    "deep": (line(answers=DOI, requests=[request(URL, DEEP)]), DEEP),
    "a body of nobody": (line(answers=DOI, requests=[request(URL, b"absent")]), b""),
    "an address that is none": (line(answers=DOI, requests=[request("file:///etc/passwd", b"{}")]), b"{}"),
    "a redirect to elsewhere": (
        line(answers=DOI, requests=[request(URL, status=302, location="http://10.0.0.1/")]),
        b"",
    ),
    "a registry that is none": (line(registry="\x1b[2JNobody", answers=DOI, requests=[request(URL)]), b""),
    "more redirects than were recorded": (line(answers=DOI, requests=[request(URL, status=301, location=URL)]), b""),
}


def with_line(case: bytes, row: bytes, body: bytes) -> bytes:
    def change(files: dict[str, bytes]) -> None:
        files["answers.jsonl"] = row
        files[f"bodies/{sha256(body).hexdigest()}.json"] = body

    return altered(case, change)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_case_that_is_none_is_refused(case: bytes, tmp_path: Path, name: str) -> None:
    result, _ = told(with_line(case, *HOSTILE[name]), tmp_path)
    assert result.exit_code == 2
    assert "cannot be read: " in result.output


@pytest.mark.parametrize("name", READ_ALL_THE_SAME)
def test_whatever_stands_in_a_case_is_read_and_nobody_is_asked(case: bytes, tmp_path: Path, name: str) -> None:
    result, answers = told(with_line(case, *READ_ALL_THE_SAME[name]), tmp_path)
    assert result.exit_code in (0, 1, 3)
    assert len(answers) == 1
    assert "\x1b" not in result.output


def test_failures_of_some_questions_leave_no_other_one_unread(case: bytes, tmp_path: Path) -> None:
    """A host that failed again and again is left alone when it is asked; what it said at last was said."""
    body = json.dumps({"message": {"items": [live_made.DNA]}}).encode()
    failed = line(answers=DOI, requests=[request(URL, status=500)])
    result, answers = told(
        with_line(case, failed * 8 + line(answers=DOI, requests=[request(URL, body)]), body), tmp_path
    )
    assert result.exit_code == 1
    assert [len(each["changed"]) for each in answers] == [0] * 8 + [1]
    assert answers[-1]["now"][KEY]["record"]["work"]["title"].startswith("Molecular")


def test_what_is_asked_for_with_more_requests_than_were_recorded_is_not_told(case: bytes, tmp_path: Path) -> None:
    found = json.dumps({"message": {"items": [live_made.DNA]}}).encode()
    read, answers = told(with_line(case, line(answers=DOI, requests=[request(URL, found)]), found), tmp_path)
    known = {KEY: answers[0]["now"][KEY]}
    result, answers = told(with_line(case, line(answers=known, requests=[request(URL, status=500)]), b""), tmp_path)
    assert (read.exit_code, result.exit_code) == (1, 3)
    assert answers[0]["is_untold"]


def test_an_altered_case_is_refused(case: bytes, tmp_path: Path) -> None:
    assert run("doctor", "--from", str(tmp_path / "absent.zip")).exit_code == 2
    for data in (case[:-100], b"PK", b"", bytes([*case[:2000], case[2000] ^ 1, *case[2001:]])):
        result, answers = told(data, tmp_path)
        assert (result.exit_code, answers) == (2, [])


def test_a_body_that_stands_for_more_answers_than_a_run_has_is_refused(case: bytes) -> None:
    body = json.dumps({"message": {"items": []}, "more": Random(1).randbytes(100_000).hex()}).encode()
    rows = line(answers=DOI, requests=[request(URL, body)]) * 400
    with pytest.raises(EvidenceError, match="it repeats its bodies more often than any run"):
        list(filed_answers(with_line(case, rows, body)))


def test_a_body_that_no_reader_would_take_is_left_out(case: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refcheck.evidence.answers.MOST_BYTES", 10)
    assert {len(each.body) for answer in filed_answers(case) for each in answer.exchanges} <= set(range(11))
