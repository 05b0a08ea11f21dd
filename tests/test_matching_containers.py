"""The agreement of two containers: which names were compared, how alike they are, and what explains the cited one."""

from typing import Any

import pytest
from matching_made import work
from tables import CASES, rows

from refcheck.matching import compare


@pytest.mark.parametrize("row", rows(CASES / "matching" / "explained" / "container-title.toml"))
def test_what_is_said_of_two_containers(row: dict[str, Any]) -> None:
    (found,) = (
        each for each in compare(work(row["cited"]), work(row["registered"])) if each.field == "container-title"
    )
    assert (found.comparison, found.explained) == (row["comparison"], row["explained"])
    assert [found.cited, found.registered] == row["names"]
    assert found.similarity == row.get("similarity", found.similarity)


def test_nothing_is_said_where_neither_has_one() -> None:
    assert not [
        each for each in compare(work({"title": "Quays"}), work({"title": "Quays"})) if "container" in each.field
    ]
