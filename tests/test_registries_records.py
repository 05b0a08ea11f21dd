"""Reading what registries hold."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registries_made import NOON
from tables import CASES, rows

from refcheck.evidence.minimal import as_crossref
from refcheck.model import Date, Id, Name, Provenance, Record, Relation, Update, Work
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.registries.services.datacite import datacite_record
from refcheck.text.markup import clean
from refcheck.text.mojibake import mended

TABLES = CASES / "registries"
PROVENANCE = Provenance(registry="Crossref", url="https://api.crossref.org/works/x", retrieved=NOON)

# Any JSON, shaped like a record at its top.
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = [
    "DOI",
    "type",
    "title",
    "author",
    "issued",
    "published-print",
    "ISSN",
    "event",
    "update-to",
    "relation",
    "journal-issue",
]
_ATTRIBUTES = [
    "doi",
    "titles",
    "creators",
    "dates",
    "publicationYear",
    "types",
    "container",
    "publisher",
    "relatedIdentifiers",
]


@pytest.mark.parametrize("row", rows(TABLES / "titles.toml"))
def test_titles_are_cleaned_for_people(row: dict[str, str]) -> None:
    assert clean(row["raw"]) == row["clean"]


@pytest.mark.parametrize("row", rows(TABLES / "crossref_records.toml"))
def test_crossref_records(row: dict[str, Any]) -> None:
    _check(crossref_record(json.loads(row["item"]), PROVENANCE), row)


@pytest.mark.parametrize("row", rows(TABLES / "datacite_records.toml"))
def test_datacite_records(row: dict[str, Any]) -> None:
    _check(datacite_record(json.loads(row["item"]), PROVENANCE), row)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_no_crossref_record_raises(item: dict[str, Any]) -> None:
    assert isinstance(crossref_record(item, PROVENANCE), Record)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(_ATTRIBUTES), _JSON))
def test_no_datacite_record_raises(item: dict[str, Any]) -> None:
    assert isinstance(datacite_record(item, PROVENANCE), Record)


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_that_is_no_entity(text: str) -> None:
    once = clean(text.replace("&", "").replace("<", "").replace("\u00ad", ""))
    assert once != mended(once) or clean(once) == once


def test_the_record_is_keyed_by_its_doi_without_case() -> None:
    record = crossref_record({"DOI": "10.1038/NATURE14539"}, PROVENANCE)
    assert record.id == Id.doi("10.1038/nature14539")
    assert record.work.doi == "10.1038/NATURE14539"


def test_notices_and_relations() -> None:
    item = {
        "DOI": "10.1000/paper",
        "updated-by": [
            {"DOI": "10.1000/notice", "type": "expression_of_concern", "label": "Expression of concern", "source": "publisher",
             "updated": {"date-parts": [[2020, 1, 2]]}}
        ],
        "relation": {
            "is-preprint-of": [{"id-type": "doi", "id": "10.1000/published", "asserted-by": "subject"}],
            "cites": [{"id-type": "doi", "id": "10.1000/many"}],
        },
    }  # fmt: skip
    record = crossref_record(item, PROVENANCE)
    assert record.updates == (
        Update(
            type="expression-of-concern",
            doi="10.1000/notice",
            label="Expression of concern",
            source="publisher",
            updated=Date(year=2020, month=1, day=2),
        ),
    )
    assert record.update_to == ()
    assert record.relations == (Relation(type="is-preprint-of", id_type="doi", id="10.1000/published"),)


@pytest.mark.parametrize(
    ("updated_by", "update_to", "is_notice"),
    [("retraction-watch", "publisher", False), ("publisher", "retraction-watch", True)],
)
def test_where_both_directions_are_deposited_retraction_watch_decides(
    updated_by: str, update_to: str, is_notice: bool
) -> None:
    item = {
        "DOI": "10.1000/one",
        "updated-by": [{"DOI": "10.1000/other", "type": "retraction", "source": updated_by}],
        "update-to": [{"DOI": "10.1000/other", "type": "retraction", "source": update_to}],
    }
    record = crossref_record(item, PROVENANCE)
    assert (bool(record.updates), bool(record.update_to)) == (not is_notice, is_notice)


def test_a_persian_year_is_kept_as_printed() -> None:
    record = crossref_record({"DOI": "10.1000/j", "issued": {"date-parts": [[1402]]}}, PROVENANCE)
    assert record.work.issued == Date(year=2023, raw="1402")


def _check(record: Record, row: dict[str, Any]) -> None:
    work = record.work
    assert {name: _shown(getattr(work, name)) for name in row["expected"]} == row["expected"]
    assert [name for name in row.get("absent", ()) if getattr(work, name)] == []
    assert isinstance(work, Work)


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return [_shown(each) for each in value]
    return str(value) if isinstance(value, Name | Date) else value


@pytest.mark.parametrize(
    ("of_print", "online", "kinds"),
    [
        (2013, 2012, ("online", "print")),
        (2012, 2020, ("print", "online")),
        (2012, 2012, ("print", "online")),
        (2013, None, ("print",)),
        (None, None, ()),
    ],
)
def test_kinds_of_dates_are_in_order_also_in_the_evidence(
    of_print: int | None, online: int | None, kinds: tuple[str, ...]
) -> None:
    dated = {
        "issued": 2012 if online == 2012 else of_print or 2012,
        "published-print": of_print,
        "published-online": online,
    }
    dates = {name: {"date-parts": [[year]]} for name, year in dated.items() if year}
    found = crossref_record({"DOI": "10.1000/xyz123", **dates}, PROVENANCE)
    assert found.work.issued_kinds == kinds
    assert crossref_record(as_crossref(found), PROVENANCE).work == found.work


@pytest.mark.parametrize(("of_print", "online"), [((2016, 6, 17), (2016, 5, 6)), ((2016, 5, 6), (2016, 6, 17))])
def test_two_dates_in_one_year_keep_their_kinds(of_print: tuple[int, ...], online: tuple[int, ...]) -> None:
    dates = {"issued": min(of_print, online), "published-print": of_print, "published-online": online}
    dated = {name: {"date-parts": [[*parts]]} for name, parts in dates.items()}
    found = as_crossref(crossref_record({"DOI": "10.1000/xyz123", **dated}, PROVENANCE))
    assert {name: found[name] for name in dated} == dated
