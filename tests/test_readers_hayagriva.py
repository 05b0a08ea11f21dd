"""Hayagriva: what is read of entries, and what is none."""

from itertools import pairwise
from typing import Any

import pytest
from readers_made import assert_row
from tables import CASES, rows

from refcheck.readers import read
from refcheck.readers.data import hayagriva


@pytest.mark.parametrize("row", rows(CASES / "readers" / "hayagriva.toml"))
def test_hayagriva(row: dict[str, Any]) -> None:
    assert hayagriva.recognises("list", row["source"])
    assert_row(row, read(row["source"]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name: x\ntype: book\n",
        "- type: book\n  title: x\n",
        "references:\n- type: book\n",
        "jobs:\n  build:\n    type: x\n",
        "project:\n  type: book\nbook:\n  title: On Lists\nformat:\n  html: default\n",
        "project:\n  type: book\nbibliography: refs.bib\n",
    ],
)
def test_other_yaml_is_not_taken_for_it(text: str) -> None:
    assert not hayagriva.recognises("a.yml", text)


@pytest.mark.parametrize("text", ["a: [", "[" * 50_000, "a:\n  type: book\n\tb: c", "&a [*a]", "a: &x [1, *x]", "\0"])
def test_broken_yaml_is_said_to_be(text: str) -> None:
    bibliography = read(text, format="hayagriva")
    assert bibliography.references == () or bibliography.references[0].key == "a"


def test_aliases_do_not_grow() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x]"]
    lines += [f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]" for before, after in pairwise("abcdefgh")]
    bomb = "\n".join(lines)
    assert all(not reference.structured for reference in read(bomb, format="hayagriva").references)
