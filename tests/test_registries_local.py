"""Records of one's own, and offline runs."""

import json
from pathlib import Path

import pytest
from registries_made import dois, noon, query
from tables import SEEDS

from refcheck.errors import RecordsError, SettingsError
from refcheck.model import Found, Hits, Id, NotFound, Scheme, Scope, Unavailable
from refcheck.registries import OFFLINE, Connections, Local, Offline
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import offline, online

SAMPLE = {
    "DOI": "10.1000/SAMPLE",
    "title": ["Sampling the Steppe: a history of soil"],
    "author": [{"given": "Ann", "family": "Muster"}],
    "_source": ["https://example.org/page (title, author)", "https://example.org/other"],
}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_doi_is_found_whatever_its_case(tmp_path: Path) -> None:
    local = Local.read(write(tmp_path / "records.jsonl", json.dumps(SAMPLE), ""), now=noon)
    (answer,) = local.lookup(dois("10.1000/sample")).values()
    assert isinstance(answer, Found)
    provenance = answer.record.provenance
    assert (provenance.registry, provenance.url, provenance.retrieved) == (
        "local records",
        "https://example.org/page",
        noon(),
    )


def test_a_miss_says_nothing_about_the_rest_of_the_world(tmp_path: Path) -> None:
    local = Local.read(write(tmp_path / "records.jsonl"))
    assert local.lookup(dois("10.1000/a")) == {
        Id.doi("10.1000/a"): NotFound(registry="local records", scope=Scope.HOLDINGS)
    }


def test_other_schemes_are_not_known(tmp_path: Path) -> None:
    key = Id(Scheme.ISBN, "9780000000000")
    assert isinstance(Local.read(write(tmp_path / "records.jsonl")).lookup([key])[key], Unavailable)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2"),
        ("[]", "line 2: not a JSON object"),
        ("3", "line 2: not a JSON object"),
        ('{"title": ["T"]}', "line 2: a record without a DOI"),
        ('{"DOI": ""}', "line 2: a record without a DOI"),
        ("[" * 100_000, "line 2: maximum recursion depth"),
    ],
)
def test_a_line_that_is_no_record_is_named(line: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path / "records.jsonl", json.dumps(SAMPLE), line)
    with pytest.raises(RecordsError, match=said):
        Local.read(path)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="cannot be read"):
        Local.read(tmp_path / "missing.jsonl")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecordsError, match="cannot be read"):
        Local.read(tmp_path / "binary")


def test_line_separators_within_a_record_do_not_part_it(tmp_path: Path) -> None:
    item = SAMPLE | {"title": ["Sampling\u2028the Steppe"]}
    local = Local.read(write(tmp_path / "records.jsonl", json.dumps(item, ensure_ascii=False)))
    assert isinstance(local.lookup(dois("10.1000/sample"))[Id.doi("10.1000/sample")], Found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Muster A. (1999). SAMPLING the steppe: a history of soil. Journal 1, 2.", True),
        ("Muster, A. Sampling the steppe", True),
        ("Somebody else wrote about soil", False),
        ("", False),
    ],
)
def test_a_search_brings_what_shares_most_of_its_title(text: str, found: bool, tmp_path: Path) -> None:
    local = Local.read(write(tmp_path / "records.jsonl", json.dumps(SAMPLE)))
    (hits,) = local.search((query(text),))
    assert [hit.record.id for hit in hits.hits] == ([Id.doi("10.1000/sample")] if found else [])


def test_the_seed_records_are_records() -> None:
    local = Local.read(SEEDS / "jcep-central-asia-ai" / "records.jsonl")
    (answer,) = local.lookup(dois("10.1007/S00146-020-00992-2")).values()
    assert isinstance(answer, Found)
    assert answer.record.work.volume == "36"


# Offline


def test_an_offline_run_knows_its_records_and_could_not_ask_for_the_rest(tmp_path: Path) -> None:
    registry = offline(Connections(records=str(write(tmp_path / "records.jsonl", json.dumps(SAMPLE))), cache="off"))
    answers = registry.lookup(dois("10.1000/sample", "10.1000/other"))
    assert isinstance(answers[Id.doi("10.1000/sample")], Found)
    other = answers[Id.doi("10.1000/other")]
    assert isinstance(other, Unavailable)
    assert other.registry == OFFLINE
    assert registry.names() == ("local records",)
    assert registry.plan(dois("10.1000/other"), (query("a title"),)) == ()


def test_offline_searches_are_not_answered() -> None:
    (answer,) = Offline().search((query("a title"),))
    assert not isinstance(answer, Hits)


# Connections


def test_connections_come_from_the_environment() -> None:
    environment = {
        "REFCHECK_MAILTO": "ann@example.org",
        "REFCHECK_CROSSREF_URL": "http://127.0.0.1:1/crossref/",
        "REFCHECK_RECORDS": "records.jsonl",
        "REFCHECK_DOI_URL": "",
        "PATH": "/bin",
    }
    assert Connections.from_environment(environment) == Connections(
        mailto="ann@example.org", crossref_url="http://127.0.0.1:1/crossref", records="records.jsonl"
    )
    assert Connections.from_environment({}) == Connections()


@pytest.mark.parametrize("url", ["", "api.crossref.org", "ftp://example.org", "http://", "file:///x"])
def test_an_address_that_is_none_is_an_error(url: str) -> None:
    with pytest.raises(SettingsError, match="not an http or https URL"):
        Connections(crossref_url=url)


@pytest.mark.parametrize("mailto", ["", "ann", "@example.org", "ann@", "a b@example.org", "ann@example.org\r\nX: y"])
def test_a_mail_address_that_is_none_is_an_error(mailto: str) -> None:
    with pytest.raises(SettingsError, match="not an e-mail address"):
        Connections(mailto=mailto)


def test_what_a_stand_in_answers_is_kept_only_where_a_file_is_named(tmp_path: Path) -> None:
    assert Connections().cache_path() is not None
    assert Connections(cache="off").cache_path() is None
    assert Connections(doi_url="http://127.0.0.1:1").cache_path() is None
    named = Connections(doi_url="http://127.0.0.1:1", cache=str(tmp_path / "answers.sqlite3"))
    assert named.cache_path() == tmp_path / "answers.sqlite3"


def test_an_offline_run_is_asked_for_no_more_than_an_online_one() -> None:
    none = ",".join(FURTHER)
    plain = Connections(cache="off", without=none)
    more = Connections(cache="off", crossref_url="https://a.example", also="open-library")
    assert offline(plain).schemes == online(plain).schemes == {Scheme.DOI, Scheme.HANDLE}
    assert offline(more).schemes == online(more).schemes == {Scheme.DOI, Scheme.HANDLE, Scheme.ISBN}
    assert online(more).names() == ("Crossref", "doi.org", "DataCite", "Open Library")


def test_the_default_registries_are_named_in_the_order_asked() -> None:
    by_default = (
        "Crossref",
        "doi.org",
        "DataCite",
        "Open Library",
        "NCBI",
        "PubMed's citation matcher",
        "K10plus",
        "dblp",
        "ACL Anthology",
        "OpenReview",
        "Europe PMC",
        "arXiv",
        "IETF Datatracker",
    )
    assert online(Connections(cache="off")).names() == by_default
