"""Uploads that mean no good: each ends its own job at worst, and the service goes on as if nothing had been."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from uploads_made import QUICK, SLOW, upload
from web_made import OFFLINE, Service, left_as_it_was, outcome, serving

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform == "win32", reason="a system without limits for processes"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving(*OFFLINE) as made:
        yield made


def test_there_are_enough_of_them() -> None:
    assert len(QUICK) + len(SLOW) >= 60


def test_what_means_no_good_ends_its_own_job_at_worst(service: Service) -> None:
    with ThreadPoolExecutor(6) as clients:
        outcomes = dict(zip(QUICK, clients.map(lambda name: outcome(service, *upload(name))[0], QUICK), strict=True))
    assert {name for name, kind in outcomes.items() if kind == "reader-died"} <= {"a PDF with a stream that grows"}
    assert {"report", "not-understood", "too-large", "empty"} <= set(outcomes.values())
    left_as_it_was(service)


@pytest.mark.parametrize("name", SLOW)
def test_what_is_large_is_read_or_ended(service: Service, name: str) -> None:
    outcome(service, *upload(name))
    left_as_it_was(service)
