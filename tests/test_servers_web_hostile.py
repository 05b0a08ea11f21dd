"""Uploads that mean no good: each ends its own job at worst, and the service goes on as if nothing had been."""

import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from uploads_made import QUICK, SLOW, upload
from web_made import OFFLINE, TWO, Service, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a system without limits for processes")

SECRET = "root:x:0"
"""How the file begins that some of them ask for."""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving(*OFFLINE) as made:
        yield made


def outcome(service: Service, name: str) -> tuple[str, Any]:
    """What becomes of an upload: a problem's kind, or a report; whatever it is, it is the last but one thing that is told."""
    called, data = upload(name)
    answer = service.api("POST", "check", params={"name": called}, data=data)
    assert answer.status_code == 202, (name, answer.text)
    told = list(service.events(answer.json()["job"]))
    assert told[-1][1] == "done", name
    kind, data = told[-2][1:]
    assert SECRET not in str(told), name
    if kind == "report":
        return kind, data
    assert kind == "failed", name
    assert 400 <= data["problem"]["status"] < 500, (name, data)
    return data["problem"]["type"].rpartition("/")[2], data


def test_there_are_enough_of_them() -> None:
    assert len(QUICK) + len(SLOW) >= 60


def test_what_means_no_good_ends_its_own_job_at_worst(service: Service) -> None:
    with ThreadPoolExecutor(6) as clients:
        outcomes = dict(zip(QUICK, clients.map(lambda name: outcome(service, name)[0], QUICK), strict=True))
    assert {name for name, kind in outcomes.items() if kind == "reader-died"} <= {"a PDF with a stream that grows"}
    assert {"report", "not-understood", "too-large", "empty"} <= set(outcomes.values())
    left_as_it_was(service)


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_what_is_large_is_read_or_ended(service: Service, name: str) -> None:
    outcome(service, name)
    left_as_it_was(service)


def left_as_it_was(service: Service) -> None:
    """No process and no file is left, nothing was said of what was read, and the next list is checked as any other."""
    until = time.monotonic() + 20
    while service.processes() and time.monotonic() < until:
        time.sleep(0.05)
    assert not service.processes()
    assert not [
        path for path in service.folder.rglob("*") if "pymp-" not in str(path)
    ]  # where processes are started from
    assert service.said[1:] == []
    report: Mapping[str, Any] = service.api("POST", "check", params={"wait": "60"}, json={"text": TWO}).json()
    assert [each["key"] for each in report["references"]] == ["1", "2"]
