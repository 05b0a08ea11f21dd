"""Every repair step: its table of cases, and its place in the catalogue."""

import re
from typing import Any

import pytest
from tables import CASES, KINDS, by_table, rows

from refcheck.identifiers import find, repair_docs, repair_doi, repair_rules
from refcheck.model import Identifier, Safety

HEADINGS = ("What it finds", "Why it matters", "Example", "When it is wrong")


def cases(*kinds: str) -> list[Any]:
    """The rows of every repair's table, each with the code that its file is named for."""
    return [
        pytest.param(path.stem, *row.values, id=row.id)
        for path in sorted((CASES / "repairs").glob("*.toml"))
        for row in rows(path, *kinds)
    ]


def first_of(code: str, text: str) -> Identifier | None:
    """The first identifier in a text of the scheme that the code is about."""
    scheme = code.partition("-")[0]
    found = next((identifier for identifier in find(text) if identifier.scheme == scheme), None)
    return found or (repair_doi(text) if scheme == "doi" else None)


@by_table(cases("wild", "made"))
def test_step_mends(code: str, row: dict[str, str]) -> None:
    """A row says what the step leads to: the first ``value``, or a ``candidate``; or which reading is ``kept`` beside it."""
    identifier = first_of(code, row["text"])
    assert identifier is not None
    codes = {reading.value: [repair.code for repair in reading.repairs] for reading in identifier.readings()}
    if "kept" in row:
        assert code in codes[identifier.value]
        assert code not in codes[row["kept"]]
    elif "candidate" in row:
        assert identifier.value != row["candidate"]
        assert code in codes[row["candidate"]]
    else:
        assert identifier.value == row["value"]
        assert code in codes[row["value"]]


@by_table(cases("negative"))
def test_step_leaves_alone(code: str, row: dict[str, str]) -> None:
    identifier = first_of(code, row["text"])
    assert (identifier.value if identifier else None) == row.get("value")
    for reading in identifier.readings() if identifier else ():
        assert code not in [repair.code for repair in reading.repairs]


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("10.1016/j.jamcollsurg.2007.08.017.", Safety.SAFE),
        ("10.1111/j.1365–2729.2011.00426.x", Safety.SAFE),
        ("10.1007/s00146- 020-00992-2", Safety.SAFE),
        (")doi:10.1007/978-981-99-4079-0(", Safety.SAFE),
        ("10.1371/journal.po\nne.0042793", Safety.UNSAFE),
        ("10.1007/s10706-019-01181-9(0123456789", Safety.UNSAFE),
        ("10.1111/eva.12078/full", Safety.UNSAFE),
        ("doi:1016/j.euras.2015.10.003", Safety.UNSAFE),
        ("10.1016/j.park-\nreldis.2016.04.006", Safety.UNSAFE),
        ("10.1007/s00146-\n020-00992-2", Safety.SAFE),
        ("10.1007/978-3-319-10590-1<sub>53</sub>", Safety.UNSAFE),
        ("10.1007/978-3-319-10590-1<em>53</em>2", Safety.UNSAFE),
    ],
)
def test_what_may_be_applied_unseen(text: str, safety: Safety) -> None:
    identifier = repair_doi(text)
    assert identifier is not None
    assert {repair.safety for repair in identifier.repairs} == {safety}


@pytest.mark.parametrize("code", sorted(repair_rules()))
def test_step_is_documented(code: str) -> None:
    rule, doc = repair_rules()[code], repair_docs()[code]
    assert re.fullmatch(r"(arxiv|doi|url|isbn|issn|pmcid)(-[a-z0-9]+)+", code)
    assert rule.code == code
    assert rule.title
    assert rule.summary
    assert f"Severity: {rule.severity}." in doc
    assert re.findall(r"^## (.+)$", doc, re.MULTILINE) == list(HEADINGS)


def test_titles_are_unique() -> None:
    titles = [rule.title for rule in repair_rules().values()]
    assert len(titles) == len(set(titles))


def test_every_step_has_a_table_and_every_table_a_step() -> None:
    tables = {path.stem: path for path in (CASES / "repairs").glob("*.toml")}
    assert tables.keys() == repair_rules().keys()
    for path in tables.values():
        assert rows(path, "negative"), f"{path.name} has no negative row"
        assert len(rows(path, *KINDS)) > len(rows(path, "negative")), f"{path.name} has negative rows only"
