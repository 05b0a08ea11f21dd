"""Records of DataCite's in a local index: the same as DataCite's interface would give."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries_index_made import items, lines
from registries_made import NOON, dois

from refcheck.model import Date, Found, Id, Name, Provenance, Query, Work
from refcheck.registries.index import LocalIndex, build
from refcheck.registries.index.stored import kept_attributes
from refcheck.registries.services.datacite import datacite_record

DATASET = {
    "doi": "10.5000/Steppe.7",
    "creators": [
        {
            "name": "Okafor, Ann",
            "nameType": "Personal",
            "givenName": "Ann",
            "familyName": "Okafor",
            "affiliation": ["U"],
        },
        {"name": "Institute of Steppes", "nameType": "Organizational", "nameIdentifiers": []},
    ],
    "titles": [{"title": "Soil moisture of forty steppe plots"}, {"title": "A survey", "titleType": "Subtitle"}],
    "publisher": {"name": "Data Centre of Samples", "publisherIdentifier": "https://ror.org/0"},
    "publicationYear": 2019,
    "contributors": [{"name": "Berg, Ida", "contributorType": "Editor"}, {"name": "X", "contributorType": "Sponsor"}],
    "dates": [{"date": "2019-03-04", "dateType": "Issued"}, {"date": "2020", "dateType": "Updated"}],
    "types": {"resourceTypeGeneral": "Dataset"},
    "relatedIdentifiers": [
        {"relationType": "References", "relatedIdentifier": "10.1000/a", "relatedIdentifierType": "DOI"},
        {"relationType": "IsVersionOf", "relatedIdentifier": "10.5000/steppe", "relatedIdentifierType": "DOI"},
    ],
    "url": "https://data.example.org/7",
    "subjects": [{"subject": "soil"}],
    "container": {},
}

ARTICLE = {
    "doi": "10.5000/letters.12",
    "creators": [{"name": "Muster, Eva"}],
    "titles": [{"title": "Lattice growth"}],
    "container": {"title": "Letters on Made Things", "volume": "12", "firstPage": "345", "lastPage": "350"},
    "publicationYear": "2011",
    "types": {"resourceTypeGeneral": "JournalArticle"},
}

_TEXT = st.one_of(st.none(), st.text(max_size=5), st.integers(0, 2100))
_OBJECT = st.dictionaries(
    st.sampled_from(["name", "nameType", "givenName", "familyName", "contributorType", "title", "titleType", "date"])
    | st.sampled_from(["dateType", "relationType", "relatedIdentifier", "relatedIdentifierType", "affiliation"]),
    st.one_of(_TEXT, st.sampled_from(["Editor", "Issued", "IsVersionOf", "References", "Subtitle"])),
)
_FIELD = st.one_of(_TEXT, _OBJECT, st.lists(st.one_of(_OBJECT, _TEXT), max_size=3))


@given(
    st.dictionaries(
        st.sampled_from([*DATASET, *ARTICLE, "language", "relatedIdentifiers", "alternateIdentifiers"]), _FIELD
    )
)
def test_what_is_kept_of_the_attributes_makes_the_same_record(attributes: dict[str, Any]) -> None:
    provenance = Provenance(registry="Test", url="", retrieved=NOON)
    assert datacite_record(kept_attributes(attributes), provenance) == datacite_record(attributes, provenance)


def _entry(attributes: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(attributes["doi"]).lower(), "type": "dois", "attributes": attributes, "relationships": {}}


@pytest.fixture(params=["lines", "page"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> LocalIndex:
    """Both registries' records in one index; DataCite's as lines of its data file, and as a page of its interface."""
    entries = [_entry(DATASET), _entry(ARTICLE)]
    if request.param == "lines":
        path = lines(tmp_path / "part.jsonl.gz", entries)
    else:
        path = tmp_path / "page.json"
        path.write_text(json.dumps({"data": entries, "meta": {"total": 2}}), encoding="utf-8")
    manifest = build(tmp_path / "index", [path, lines(tmp_path / "r.jsonl", items(20))])
    assert [source.malformed for source in manifest.sources] == [0, 0]
    return LocalIndex.open(tmp_path / "index")


@pytest.mark.parametrize("attributes", [DATASET, ARTICLE])
def test_a_record_is_datacites_own(index: LocalIndex, attributes: dict[str, Any]) -> None:
    key = Id.doi(attributes["doi"])
    answer = index.lookup([key])[key]
    assert isinstance(answer, Found)
    assert answer.record == datacite_record(attributes, answer.record.provenance)
    assert answer.record.provenance.registry == "local index"


@pytest.mark.parametrize(
    ("raw", "doi"),
    [
        ("Okafor A (2019) Soil moisture of forty steppe plots. Data Centre of Samples.", "10.5000/steppe.7"),
        ("E. Muster, Lett. Made Things 12, 345 (2011).", "10.5000/letters.12"),
        ("Institute of Steppes: Soil moisture of forty plots, 2020.", "10.5000/steppe.7"),
    ],
)
def test_a_printed_reference_finds_it(index: LocalIndex, raw: str, doi: str) -> None:
    work = Work(author=(Name(family=raw.split()[0]),), issued=Date(year=2019))
    (found,) = index.search([Query(raw=raw, work=work)])
    assert found.hits[0].record.id == Id.doi(doi)


def test_attributes_without_a_doi_are_malformed(tmp_path: Path) -> None:
    path = lines(tmp_path / "r.jsonl", [_entry(ARTICLE), {"attributes": {"titles": []}}, {"attributes": {}}])
    (source,) = build(tmp_path / "index", [path]).sources
    assert (source.records, source.malformed) == (1, 2)
    assert [told.partition(": ")[2] for told in source.told] == ["a record without a DOI"] * 2


def test_a_record_of_crossrefs_may_have_attributes(tmp_path: Path) -> None:
    build(tmp_path / "index", [lines(tmp_path / "r.jsonl", [{"DOI": "10.1000/a", "attributes": {"x": 1}}])])
    assert isinstance(LocalIndex.open(tmp_path / "index").lookup(dois("10.1000/a"))[Id.doi("10.1000/a")], Found)
