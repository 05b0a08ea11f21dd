"""Identifiers in running text: what is found, what is not, and what must hold on any text."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tables import CASES, rows

from refcheck.errors import ReplayError
from refcheck.identifiers import find, repair_doi, repair_url, replay, why_none
from refcheck.model import Repair, Scheme

TABLE = CASES / "identifiers" / "running-text.toml"

FRAGMENTS = st.sampled_from(
    [
        *(
            "10.1000/",
            "10.",
            "doi:",
            "https://doi.org/",
            "http://",
            "www.",
            "/",
            ".",
            "(",
            ")",
            ")(",
            "[",
            " ",
            "-",
            "‐",
        ),
        *("%2F", "&amp;", "\u200b", "\u00ad", "978", "9780367900687", "ISBN ", "ISSN ", "arXiv:", "PMID: ", "PMC"),
        *("0951-5666", "2101.00001", "abc", "x", "\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(FRAGMENTS | st.text(max_size=4), max_size=16).map("".join))


@pytest.mark.parametrize("row", rows(TABLE, "wild", "made"))
def test_identifiers_are_found_in_running_text(row: dict[str, Any]) -> None:
    found = [f"{identifier.scheme.value} {identifier.value}" for identifier in find(row["text"])]
    assert found == row["found"]


@pytest.mark.parametrize("row", rows(TABLE, "negative"))
def test_what_is_none_is_not_made_one(row: dict[str, Any]) -> None:
    assert find(row["text"]) == ()
    assert why_none(row["text"])


@given(TEXTS)
@example("(doi: 10.1016/ j.euras.2015.10.003) and )doi: 10.1080/02634937.2024.2314083.(")
def test_whatever_is_found_is_where_it_says_and_replays(text: str) -> None:
    end = 0
    for identifier in find(text):
        assert end <= identifier.span.start < identifier.span.end <= len(text)
        assert identifier.span.of(text) == identifier.raw
        for reading in identifier.readings():
            assert replay(identifier.raw, reading.repairs) == reading.value
        assert identifier.value not in [candidate.value for candidate in identifier.candidates]
        end = identifier.span.end


@given(TEXTS)
def test_what_is_mended_is_not_mended_again(text: str) -> None:
    for identifier in find(text):
        if identifier.scheme is Scheme.DOI:
            again = repair_doi(identifier.value)
            assert again is not None
            assert (again.value, again.repairs) == (identifier.value, ())


@given(TEXTS)
def test_repairing_is_total(text: str) -> None:
    for repair in (repair_doi, repair_url):
        identifier = repair(text)
        assert identifier is None or identifier.raw in text


def test_a_repair_that_does_not_fit_is_refused() -> None:
    repair = Repair(code="doi-with-trailing-period", at=3, before=".", after="", why="made for a test")
    assert replay("10.1000/a", ()) == "10.1000/a"
    with pytest.raises(ReplayError):
        replay("10.1000/a", [repair])
