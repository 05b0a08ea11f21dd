"""Messy lists through nine doors, asked as people and programs ask: the same findings, in the same order, with the same sums."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import doors_made as doors
import pytest
from attrs import asdict, evolve
from browser_made import Registries
from browser_made import serving as answering
from doors_made import Said, Told
from tables import CASES, SEEDS
from web_made import Service, serving

from refcheck.audit import audit
from refcheck.model import Report, Severity
from refcheck.readers import read
from refcheck.registries import Registry
from refcheck.registries.connections import Connections
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import online
from refcheck.reports.phrases import finding_counts, severity_counts, summary
from refcheck.reports.placing import placed_in_order
from refcheck.reports.queries.wording import kind_of
from refcheck.servers.browser.worker import Worker

pytestmark = pytest.mark.end_to_end

LISTS = tuple((CASES / "doors").glob("*.txt")) + tuple((CASES / "doors").glob("*.bib"))
TEXTS = tuple(path for path in LISTS if path.suffix == ".txt")
SEED = SEEDS / "jcep-central-asia-ai" / "references.txt"
SLOW = pytest.param(SEED, marks=pytest.mark.slow, id="seed")
"""Most of its references are searched for, at the registries' pace."""


def _records() -> Iterator[dict[str, object]]:
    for path in (CASES / "doors" / "records.jsonl", SEED.with_name("records.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def connections(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connections]:
    """Registries on this machine, whose answers are remembered from door to door."""
    cache = str(tmp_path_factory.mktemp("remembered") / "cache.sqlite")
    with answering(Registries(list(_records()))) as registries:
        made = registries.connections(without=",".join(FURTHER), mailto="desk@journal.example")
        yield evolve(made, cache=cache)


def named(connections: Connections) -> dict[str, str]:
    """The environment of a command that asks them."""
    names = ("crossref_url", "datacite_url", "doi_url", "without", "mailto", "cache")
    return {f"REFCHECK_{name.upper()}": getattr(connections, name) for name in names}


@pytest.fixture(autouse=True)
def environment(connections: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in named(connections).items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def registry(connections: Connections) -> Registry:
    """Those of this process, which remember apart from the commands that run in it."""
    return online(evolve(connections, cache=f"{connections.cache}-own"))


@pytest.fixture(scope="module")
def served(connections: Connections) -> Iterator[Service]:
    with serving(environment=named(connections)) as service:
        yield service


@pytest.fixture(scope="module")
def worker(connections: Connections) -> Worker:
    return Worker(json.dumps(asdict(connections)))


@pytest.fixture(params=(SLOW, *LISTS), ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture(scope="module")
def reported(registry: Registry) -> Callable[[Path], Report]:
    """The report of a list, made once."""
    return cache(lambda path: audit([read(path)], registry=registry))


@pytest.fixture
def report(path: Path, reported: Callable[[Path], Report]) -> Report:
    return reported(path)


def expected(report: Report) -> list[Told]:
    """All that is found, most severe first."""
    of_references = {id(finding): each.key for each in report for finding in each.findings}
    found = [each.finding for each in placed_in_order(report)]
    return [(of_references.get(id(each), ""), each.code, each.rule.severity.value) for each in found]


def loud(told: list[Told] | tuple[Told, ...]) -> list[Told]:
    return [each for each in told if each[2] != Severity.INFO.value]


def notes(told: list[Told] | tuple[Told, ...]) -> list[Told]:
    return [each for each in told if each[2] == Severity.INFO.value]


def test_the_lists_hold_what_can_go_wrong(reported: Callable[[Path], Report]) -> None:
    told = {code for path in LISTS for _, code, _ in expected(reported(path))}
    assert told >= {"work-retracted", "work-withdrawn", "expression-of-concern", "doi-not-registered"}
    assert told >= {"doi-of-another-work", "duplicate-reference", "title-differs", "volume-differs", "key-repeated"}


def test_command(path: Path, report: Report) -> None:
    assert doors.terminal(path) == Said(told=tuple(expected(report)), sums=summary(report))


def test_json(path: Path, report: Report) -> None:
    """Data stands in the order of the list."""
    told = doors.as_json(path)
    listed = [("", each["code"], each["severity"]) for each in told["findings"]]
    listed += [(one["key"], each["code"], each["severity"]) for one in told["references"] for each in one["findings"]]
    assert Counter(listed) == Counter(expected(report))
    assert [each["key"] for each in told["references"]] == [each.key for each in report]
    assert Counter(severity for *_, severity in listed) == finding_counts(report)


def test_html(path: Path, report: Report) -> None:
    assert doors.html(path) == Said(told=tuple(expected(report)), sums=severity_counts(report))


def test_markdown(path: Path, report: Report) -> None:
    said = doors.markdown(path)
    assert list(said.told) == [*loud(expected(report)), *notes(expected(report))]
    assert said.sums.endswith(f", {severity_counts(report)}")


def test_service(path: Path, report: Report, served: Service) -> None:
    assert doors.service(path, served) == Said(told=tuple(expected(report)), sums=summary(report))


def test_browser(path: Path, report: Report, worker: Worker) -> None:
    assert doors.browser(path, worker) == Said(told=tuple(expected(report)), sums=summary(report))


def test_assistant(path: Path, report: Report, registry: Registry) -> None:
    """References first and the list behind them; of notes each rule and its references."""
    said = doors.assistant(path, registry)
    of_list = [each for each in expected(report) if not each[0]]
    assert loud(said.told) == [*(each for each in loud(expected(report)) if each[0]), *loud(of_list)]
    assert [each for each in notes(said.told) if not each[0]] == notes(of_list)
    assert set(notes(said.told)) == set(notes(expected(report)))
    assert said.sums == summary(report)


def test_editor(path: Path, report: Report, registry: Registry) -> None:
    assert doors.editor(path, registry) == Said(told=tuple(expected(report)), sums=summary(report))


@pytest.mark.parametrize("path", [SLOW, *TEXTS], ids=lambda path: path.stem, indirect=True)
def test_word(path: Path, report: Report, tmp_path: Path) -> None:
    """A comment stands where its reference does; within it the gravest is first."""
    told = doors.word(path, tmp_path).told
    own = [each for each in expected(report) if each[0]]
    codes_of_lists = {code for key, code, _ in expected(report) if not key}
    assert Counter(each for each in told if each[1] not in codes_of_lists) == Counter(own)
    assert {each[1] for each in told} == {each[1] for each in expected(report)}
    for key in {each[0] for each in own}:
        assert [each for each in told if each[0] == key and each in own] == [each for each in own if each[0] == key]


def test_queries(path: Path, report: Report) -> None:
    """Queries ask for what an editor cannot put right alone, in the same order."""
    of_lists = [each.finding for each in report.list_findings]
    asked = [each for each in placed_in_order(report) if kind_of(each.finding)]
    about = dict.fromkeys((each.finding.references, each.finding in of_lists and each.identity) for each in asked)
    assert doors.queries(path) == tuple(", ".join(keys) for keys, _ in about)
