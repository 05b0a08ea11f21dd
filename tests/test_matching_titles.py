"""Titles: with their subtitle, with the number of a part, and beside one another."""

from typing import Any

import pytest
from tables import CASES, rows

from refcheck.matching.fields.title import compare_titles, full_title
from refcheck.model import Work
from refcheck.text.spelling import is_part

TABLES = CASES / "titles"


@pytest.mark.parametrize("row", rows(TABLES / "full.toml"))
def test_full_title(row: dict[str, str]) -> None:
    assert full_title(Work(title=row.get("title"), subtitle=row.get("subtitle"))) == row["full"]


@pytest.mark.parametrize("row", rows(TABLES / "parts.toml"))
def test_part(row: dict[str, Any]) -> None:
    assert is_part(row["tail"]) is row["is_part"]


@pytest.mark.parametrize("row", rows(TABLES / "compared.toml"))
def test_titles_beside_one_another(row: dict[str, Any]) -> None:
    found = compare_titles(Work(**row["cited"]), Work(**row["registered"]))
    assert found is not None
    assert (found.field, found.comparison) == ("title", row["comparison"])
    assert row.get("similarity", found.similarity) == found.similarity
    assert row.get("cited_text", found.cited) == found.cited
    assert row.get("registered_text", found.registered) == found.registered
    assert row.get("told") in (None, [text for each in found.differences for text in (each.cited, each.registered)])


def test_two_works_without_a_title_have_no_titles_to_compare() -> None:
    assert compare_titles(Work(), Work()) is None
