"""What is a list of references and what only looks like one, where each ends, and what lies in one of its entries."""

from typing import Any

import pytest
from readers_made import assert_sound
from tables import CASES, rows

from refcheck.readers import read


@pytest.mark.parametrize("row", rows(CASES / "readers" / "listed.toml"))
def test_references_of_a_list_are_read_and_nothing_else(row: dict[str, Any]) -> None:
    found = read(row["source"], format=row.get("format", "markdown"))
    assert_sound(found)
    raws = [reference.raw.replace("\n", " ") for reference in found.references]
    assert len(raws) == len(row["found"]), raws
    assert all(raw.startswith(begun) for raw, begun in zip(raws, row["found"], strict=True)), raws
    assert "ends" not in row or all(map(str.endswith, raws, row["ends"])), raws
