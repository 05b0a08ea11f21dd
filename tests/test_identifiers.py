"""What is found in texts, what identifiers say of themselves, and why a text holds none."""

import json
from importlib import import_module
from typing import Any

import pytest
from attrs import asdict
from stdnum.exceptions import ValidationError
from tables import CASES, SEEDS, by_table, rows

from refcheck.errors import ReplayError
from refcheck.identifiers import find, repair_doi, repair_url, replay, why_none
from refcheck.identifiers.addresses import doi_at, why_not_public
from refcheck.identifiers.doi_meaning import read
from refcheck.identifiers.scanning.doi_spaces import joined
from refcheck.identifiers.scanning.url_spaces import continues
from refcheck.identifiers.schemes import doi as doi_module
from refcheck.model import Repair, Scheme

TABLES = CASES / "identifiers"
SCHEMES = tuple(Scheme)


@by_table(rows(TABLES / "find.toml"))
def test_find(row: dict[str, Any]) -> None:
    found = find(row["text"])
    assert [f"{identifier.scheme}:{identifier.value}" for identifier in found] == row["found"]


@by_table(rows(TABLES / "url.toml"))
def test_url_is_read(row: dict[str, str]) -> None:
    urls = [identifier.value for identifier in find(row["text"]) if identifier.scheme is Scheme.URL]
    assert (urls[0] if urls else None) == row.get("value")


@by_table(rows(TABLES / "url.toml", "negative"))
def test_right_url_needs_no_repair(row: dict[str, str]) -> None:
    assert not any(identifier.repairs for identifier in find(row["text"]))


def test_url_table_is_large_enough() -> None:
    assert len(rows(TABLES / "url.toml", "wild", "made")) >= 100
    assert len(rows(TABLES / "url.toml", "negative")) >= 30


@by_table(rows(TABLES / "reading.toml"))
def test_doi_is_read(row: dict[str, Any]) -> None:
    reading = asdict(read(row["text"]), filter=lambda attribute, value: value is not None)
    assert reading.pop("prefix").startswith("10.")
    for name in {"registrant", "is_known"} - row.keys():
        reading.pop(name, None)
    assert {"text": row["text"], **reading} == row


@by_table(rows(TABLES / "hosts.toml"))
def test_host_is_named(row: dict[str, str]) -> None:
    assert why_not_public(row["text"]) == row.get("value")


@by_table(rows(TABLES / "landing.toml"))
def test_the_doi_that_an_address_names(row: dict[str, str]) -> None:
    assert doi_at(row["text"]) == row.get("value")


@by_table(rows(TABLES / "why_none.toml"))
def test_why_none(row: dict[str, str]) -> None:
    assert not [identifier for identifier in find(row["text"]) if identifier.scheme is not Scheme.URL]
    assert why_none(row["text"]) == row["value"]


@by_table(rows(TABLES / "continues.toml"))
def test_doi_goes_on_behind_white_space(row: dict[str, Any]) -> None:
    grade = joined(row["head"], row.get("gap", " "), row["tail"], row.get("beyond", ""))
    assert (grade.name.lower() if grade else "none") == row["grade"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_the_same_verbs(scheme: Scheme) -> None:
    module = import_module(f"refcheck.identifiers.schemes.{scheme.value}")
    assert module.find("") == ()
    assert not module.is_valid("nothing of the kind")
    with pytest.raises(ValidationError):
        module.validate("nothing of the kind")
    assert module.compact("  x  ") is not None
    assert callable(module.format)
    assert ">>> " in (module.__doc__ or "")


def test_first_of_a_scheme_also_within_another() -> None:
    text = "https://onlinelibrary.wiley.com/doi/10.1111/eva.12078/full"
    doi, url = repair_doi(text), repair_url(text)
    assert doi is not None
    assert doi.value == "10.1111/eva.12078"
    assert doi_module.in_url(text) == "10.1111/eva.12078"
    assert url is not None
    assert url.value == text
    assert repair_url("no address") is None
    assert repair_doi("no name") is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("see doi: 10.1038/nature14539", "doi: "),
        ("see https://dx.doi.org/10.1038/nature14539", "https://dx.doi.org/"),
        ("see doi:https://doi.org/10.1038/nature14539", "doi:https://doi.org/"),
        ("see 10.1038/nature14539", ""),
    ],
)
def test_label_of_a_doi(text: str, label: str) -> None:
    (identifier,) = doi_module.find(text)
    assert doi_module.label_span(text, identifier).of(text) == label


def test_replay_fails_where_the_text_is_another() -> None:
    repair = Repair(code="doi-with-trailing-period", at=3, before=".", after="", why="")
    assert replay("abc.", [repair]) == "abc"
    for raw in ("abc", "abcd", ""):
        with pytest.raises(ReplayError, match="doi-with-trailing-period"):
            replay(raw, [repair])


def test_seed_list() -> None:
    expected = SEEDS / "jcep-central-asia-ai" / "expected.json"
    found = dict.fromkeys((Scheme.DOI, Scheme.URL, Scheme.ISBN), 0)
    for reference in json.loads(expected.read_text(encoding="utf-8")):
        identifiers = find(reference["raw"])
        for scheme in found:
            wanted = reference.get(scheme.value) or []
            wanted = wanted if isinstance(wanted, list) else [wanted]
            values = [identifier.value for identifier in identifiers if identifier.scheme is scheme]
            if scheme is Scheme.URL:  # a parameter that follows readers may stay
                values = [value.partition("?sh=")[0] for value in values]
            assert values == wanted
            found[scheme] += len(values)
    assert found == {Scheme.DOI: 17, Scheme.URL: 15, Scheme.ISBN: 5}


@by_table(rows(TABLES / "addresses_go_on.toml"))
def test_address_goes_on_behind_white_space(row: dict[str, Any]) -> None:
    assert continues(row["head"], row.get("gap", " "), row["tail"], row.get("beyond", "")) is row["goes_on"]
