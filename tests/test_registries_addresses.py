"""What a run asks at the services' own addresses, which no server on this machine can stand for: played by responses."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
import responses
from click.testing import CliRunner

from refcheck import check
from refcheck.cli import main
from refcheck.model import Cause, Found, Unavailable
from refcheck.registries import Connections
from refcheck.registries.ladder import online

LISTED = "Doe, J. (2020). One thing. A Journal, 1(2), 3-4. https://doi.org/10.1000/abc"
RECORD = {
    "DOI": "10.1000/abc",
    "type": "journal-article",
    "title": ["One thing"],
    "author": [{"given": "Jane", "family": "Doe"}],
    "container-title": ["A Journal"],
    "issued": {"date-parts": [[2020]]},
}


@pytest.fixture
def played() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as played:
        yield played


def test_a_doi_is_asked_of_crossref_at_its_own_address_over_https(played: responses.RequestsMock) -> None:
    played.get("https://api.crossref.org/works", json={"message": {"total-results": 1, "items": [RECORD]}})
    report = check(LISTED, registry=online(Connections(cache="off", mailto="me@example.org")))
    (asked,) = report[0].case.answers
    assert isinstance(asked.answer, Found)
    assert asked.answer.record.provenance.url == "https://api.crossref.org/works/10.1000%2Fabc"
    (call,) = played.calls
    assert urlsplit(str(call.request.url)).query == "filter=doi%3A10.1000%2Fabc&rows=1"
    assert "me@example.org" in call.request.headers["User-Agent"]


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (requests.ConnectionError("refused"), Cause.UNREACHABLE),
        (requests.exceptions.ChunkedEncodingError("cut"), Cause.BROKEN),
        (ValueError("odd"), Cause.BROKEN),
    ],
    ids=["refused", "cut off", "odd"],
)
def test_whatever_the_library_raises_is_no_answer(
    played: responses.RequestsMock, fault: Exception, cause: Cause
) -> None:
    played.get(re.compile(".*"), body=fault)
    report = check(LISTED, registry=online(Connections(cache="off")))
    answers = [asked.answer for asked in report[0].case.answers]
    assert {answer.cause if isinstance(answer, Unavailable) else None for answer in answers} == {cause}
    assert report[0].verdict == "unverified"


def test_the_doctor_asks_every_service_for_its_front(played: responses.RequestsMock) -> None:
    played.get("https://api.crossref.org", status=200)
    played.get(re.compile(".*"), status=503)
    told = CliRunner().invoke(main, ["doctor"], catch_exceptions=False).stdout
    assert re.search(r"ok +Crossref +https://api\.crossref\.org answers 200", told)
    assert re.search(r"NO +DataCite +https://api\.datacite\.org answers 503", told)
    assert all(str(call.request.url).startswith("https://") for call in played.calls)
