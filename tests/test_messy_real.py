"""The lists that others printed: what the sums and sources say is there, and every reference of the gold stands in its list."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "seeds" / "messy-lists-real"
FIELDS = {"author", "editor", "year", "title", "container", "volume", "issue", "page"}

pytestmark = pytest.mark.skipif(not (FOLDER / "gold.jsonl").exists(), reason="the data set is not in this checkout")


@pytest.fixture(scope="module")
def golds() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_files_are_those_of_the_sums() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in sums} == sums
    assert {path.relative_to(FOLDER).as_posix() for path in (FOLDER / "lists").iterdir()} < set(sums)


def test_every_list_has_its_source_and_a_licence(golds: list[dict[str, Any]]) -> None:
    sources = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    assert [gold["id"] for gold in golds] == list(sources)
    for gold in golds:
        source = sources[gold["id"]]
        assert len(gold["references"]) == source["references"]
        assert (FOLDER / "LICENSES" / f"{source['project']}.txt").exists()


def test_every_reference_stands_in_its_list(golds: list[dict[str, Any]]) -> None:
    for gold in golds:
        text = (FOLDER / "lists" / gold["file"]).read_text(encoding="utf-8")
        place = 0
        for row in gold["references"]:
            place = text.index(row["raw"], place) + len(row["raw"])


def test_a_field_is_printed_as_it_is_given(golds: list[dict[str, Any]]) -> None:
    read = [row for gold in golds for row in gold["references"] if row["fields"] is not None]
    assert len(read) == 115
    for row in read:
        assert set(row["fields"]) <= FIELDS
        plain = row["raw"].translate(str.maketrans("", "", "{}\\~\n\t")).casefold()
        for name in ("year", "volume", "issue", "page"):
            assert str(row["fields"].get(name, "")).casefold() in plain, row["raw"]
