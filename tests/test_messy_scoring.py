"""The scorer of version 2 of the messy lists: what it counts for a tool, what against it, and what it leaves open."""

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "seeds" / "messy-lists-2"
TASKS = ["find", "read", "mend", "resolve", "judge", "cite"]

pytestmark = pytest.mark.skipif(not (FOLDER / "scoring.py").exists(), reason="the data set is not in this checkout")


def load() -> Any:
    spec = importlib.util.spec_from_file_location("messy_scoring", FOLDER / "scoring.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def scoring() -> Any:
    return load()


def row_of(raw: str, group: str, kind: str, **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "named": [],
        "severity": None,
        "fields": {},
        "doi": "10.1000/ab",
        "is_open": False,
        "identifiers": [],
    }
    return {"raw": raw, "group": group, "kind": kind} | told | more


def fault(named: str, severity: str = "warning") -> dict[str, Any]:
    return {"kind": named, "named": [named], "severity": severity}


RIGHT, FAULT, TWO = (
    "Oxley, M. Towns. 2001.",
    "Brandt, T. Rivers. 1999. Vol. 3",
    "Moreau, H. Lakes and their fish. 1988.",
)
LIST: dict[str, Any] = {
    "id": "1",
    "references": [
        row_of(RIGHT, "right", "right", fields={"year": "2001", "volume": "7"}),
        row_of(FAULT, "fault", "volume", **{name: fault("volume")[name] for name in ("named", "severity")}),
        row_of(
            TWO, "fault", "two", named=["title", "year"], severity="warning", faults=[fault("title"), fault("year")]
        ),
    ],
    "problems": [{"kind": "cited-not-listed", "text": "Ruiz, 2014"}],
    "cited_by": "names",
}


def said(raw: str, *problems: str) -> dict[str, Any]:
    """Return an entry of a report on a reference, its problems as ``warning:year``."""
    pairs = [each.split(":") for each in problems]
    return {"raw": raw, "problems": [{"class": kind, "severity": severity} for severity, kind in pairs]}


SHORT = {"accused": "falsely accused of 1,000", "errors": "by errors of 1,000", "noted": "noted of 1,000"}
SHORT |= {
    "pieces": "pieces accused of 1,000",
    "told": "told %",
    "at all": "told at all %",
    "named": "named %",
    "grave": "as grave %",
}
CASES: dict[str, tuple[list[dict[str, Any]], dict[str, str]]] = {
    "nothing is said": ([], {"accused": "0.0", "noted": "0.0", "told": "0.0", "find R": "0.000"}),
    "a warning accuses": ([said(RIGHT, "warning:year")], {"accused": "1000.0", "errors": "0.0", "noted": "0.0"}),
    "an error accuses gravely": ([said(RIGHT, "error:year")], {"accused": "1000.0", "errors": "1000.0"}),
    "a note stands in its own column": ([said(RIGHT, "note:year")], {"accused": "0.0", "noted": "1000.0"}),
    "a note of another class, too": ([said(RIGHT, "note:other")], {"noted": "1000.0"}),
    "a note beside a warning is not counted twice": (
        [said(RIGHT, "note:year", "warning:title")], {"accused": "1000.0", "noted": "0.0"}),
    "how a thing is written is no accusation": (
        [said(RIGHT, "warning:style", "note:doi-malformed")], {"accused": "0.0", "noted": "0.0"}),
    "a note that one cannot tell is none": ([said(RIGHT, "note:unverified")], {"accused": "0.0", "noted": "0.0"}),
    "a note of what could be added is none": ([said(RIGHT, "note:advice")], {"noted": "0.0"}),
    "a warning of it is one": ([said(RIGHT, "warning:advice")], {"accused": "1000.0"}),
    "a warning that one cannot tell is one": ([said(RIGHT, "warning:unverified")], {"accused": "1000.0"}),
    "a piece is accused, and no innocent": (
        [said("Acknowledgements of all kinds", "error:not-found")], {"accused": "0.0", "pieces": "1000.0"}),
    "a piece that is let alone": ([said("Acknowledgements of all kinds", "note:not-found")], {"pieces": "0.0", "find P": "0.000"}),
    "a fault is told loud": ([said(FAULT, "warning:volume")], {"told": "50.0", "at all": "50.0", "named": "33.3", "grave": "33.3"}),
    "a fault in a note": ([said(FAULT, "note:volume")], {"told": "0.0", "at all": "50.0", "named": "0.0", "grave": "0.0"}),
    "a fault by another name": ([said(FAULT, "warning:pages")], {"told": "50.0", "named": "0.0"}),
    "a fault too gravely": ([said(FAULT, "error:volume")], {"named": "33.3", "grave": "0.0"}),
    "a fault is not told by style": ([said(FAULT, "warning:style")], {"told": "0.0", "at all": "0.0"}),
    "nor by that one cannot tell": ([said(FAULT, "note:unverified")], {"at all": "0.0"}),
    "one of two faults": ([said(TWO, "warning:title")], {"told": "50.0", "named": "33.3"}),
    "both of two faults": ([said(TWO, "warning:title", "warning:year")], {"told": "50.0", "named": "66.7"}),
    "one of two in a note": ([said(TWO, "warning:title", "note:year")], {"told": "50.0", "named": "33.3"}),
}  # fmt: skip
"""Reports on the list above, and what the scorer makes of each."""


def cells(scoring: Any, report: dict[str, Any]) -> dict[str, str]:
    lists, _ = scoring.score([LIST], report)
    return dict(
        zip(
            scoring.HEADS,
            scoring.row({"tool": "a", "version": "1"} | report, lists, scoring.read_of([LIST], report)),
            strict=True,
        )
    )


@pytest.mark.parametrize("name", CASES)
def test_the_scorer_counts(name: str, scoring: Any) -> None:
    references, wanted = CASES[name]
    found = cells(scoring, {"tasks": TASKS, "lists": {"1": {"references": references}}})
    assert {column: found[SHORT.get(column, column)].partition(" ")[0] for column in wanted} == wanted


def test_what_is_no_task_is_not_attempted_and_no_zero(scoring: Any) -> None:
    found = cells(scoring, {"tasks": ["find"], "lists": {"1": {"references": []}}})
    assert found["told %"] == found["cite R"] == found["falsely accused of 1,000"] == "–"
    assert found["find R"].startswith("0.000")


def test_a_list_that_is_not_read_is_no_list_without_accusations(scoring: Any) -> None:
    found = cells(scoring, {"tasks": TASKS, "lists": {"1": {"unread": ".txt"}}})
    assert found["lists read"] == "0"
    assert found["falsely accused of 1,000"] == found["told %"] == "none"


def test_what_a_run_cost_is_told_for_100_references(scoring: Any) -> None:
    run = {"tasks": TASKS, "lists": {"1": {"references": []}}}
    found = cells(scoring, run | {"processor": 0.6, "requests": {"api.example.org": 4, "doi.example.org": 2}})
    assert (found["processor seconds for 100"], found["requests for 100"]) == ("20.0", "200.0")
    assert cells(scoring, run)["requests for 100"] == "none"


def test_innocents_are_told_apart(scoring: Any) -> None:
    found = cells(scoring, {"tasks": TASKS, "lists": {"1": {"references": [said(RIGHT, "warning:year")]}}})
    assert found["right ones accused of 1,000"].startswith("1000.0")
    assert found["fair forms accused of 1,000"] == "none"


def test_identifiers_that_a_tool_does_not_read_are_not_asked_of_it(scoring: Any) -> None:
    printed = [{"scheme": name, "printed": f"{name}x", "value": name} for name in ("doi", "url")]
    golds = [LIST | {"references": [row_of(RIGHT, "right", "right", identifiers=printed)]}]
    told = {"1": {"references": [{"raw": RIGHT, "identifiers": [{"scheme": "doi", "value": "doi"}]}]}}
    for more, wanted in (({}, 2), ({"schemes": ["doi"]}, 1)):
        lists, _ = scoring.score(golds, {"lists": told} | more)
        assert (lists[0]["damaged"], lists[0]["mended"]) == (wanted, 1)


def test_fields_that_a_tool_does_not_read_are_not_asked_of_it(scoring: Any) -> None:
    told = {"1": {"references": [{"raw": RIGHT, "fields": {"year": "2001"}}]}}
    assert cells(scoring, {"tasks": TASKS, "lists": told})["read F1"].startswith("0.667")
    assert cells(scoring, {"tasks": TASKS, "fields": ["year"], "lists": told})["read F1"].startswith("1.000")
    wrong = cells(scoring, {"tasks": TASKS, "fields": ["volume"], "lists": told})["read F1"]
    assert wrong.startswith("0.000")
    assert wrong.endswith(", 1 of 9 fields")


def test_a_label_may_stand_before_a_reference_or_not(scoring: Any) -> None:
    golds = [LIST | {"references": [row_of(RIGHT, "real", "real", fields=None, label="[Oxley2001]")]}]
    for raw, wanted in ((RIGHT, 1), (f"[Oxley2001] {RIGHT}", 1), (f"[Brandt1999] {RIGHT}", 0)):
        lists, _ = scoring.score(golds, {"lists": {"1": {"references": [{"raw": raw}]}}})
        assert (lists[0]["find right"], lists[0]["read there"], lists[0]["innocent"]) == (wanted, 0, 0)


def test_a_list_asks_for_its_own_fields_and_skips_what_is_unsure(scoring: Any) -> None:
    row = row_of(RIGHT, "real", "real", fields={"year": "2001", "volume": "7", "page": "3"}, skip=["volume"])
    golds = [LIST | {"references": [row], "reads": ["year", "volume"]}]
    told = [{"raw": RIGHT, "fields": {"year": "2001", "volume": "8", "page": "4"}}]
    lists, _ = scoring.score(golds, {"lists": {"1": {"references": told}}})
    assert [lists[0][f"read {what}"] for what in ("right", "told", "there")] == [1, 1, 1]


def test_a_key_that_is_told_twice_pairs_once(scoring: Any) -> None:
    gold = [{"key": "a", "raw": "x"}, {"key": "b", "raw": "y"}]
    assert scoring.paired(gold, [{"key": "b"}, {"key": "b"}, {"key": "c"}]) == {0: 1}


INTERVALS = {
    "the lists differ": ([(0, 10), (10, 10), (5, 10), (5, 10)], "500.0", True),
    "all lists are alike": ([(5, 10), (5, 10)], "500.0 (500.0 to 500.0)", False),
    "none is counted: three in n": ([(0, 10), (0, 20)], "0.0 (0.0 to 100.0)", False),
    "all are counted: less three in n": ([(30, 30)], "1000.0 (900.0 to 1000.0)", False),
    "there are none": ([(0, 0)], "none", False),
}


@pytest.mark.parametrize("name", INTERVALS)
def test_a_figure_has_its_interval(name: str, scoring: Any) -> None:
    pairs, wanted, is_wide = INTERVALS[name]
    column = next(each for each in scoring.COLUMNS if each.name == "falsely accused of 1,000")
    lists = [Counter({"accused": part, "innocent": whole}) for part, whole in pairs]
    shown = scoring.figure(column, lists)
    assert shown.startswith(wanted)
    assert shown == scoring.figure(column, lists)  # drawn again by one seed
    if is_wide:
        low, high = (float(each) for each in shown.partition("(")[2].rstrip(")").split(" to "))
        assert 0 <= low < 500 < high <= 1000


def test_the_command_compares_on_the_lists_that_all_read(
    tmp_path: Path, scoring: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    golds = [LIST, LIST | {"id": "2", "format": "bib"}]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps({"format": "txt"} | gold) + "\n" for gold in golds))
    for tool, read in (("one", ["1", "2"]), ("two", ["2"])):
        report = {"tool": tool, "version": "1", "tasks": TASKS, "lists": {name: {"references": []} for name in read}}
        (tmp_path / f"{tool}.json").write_text(json.dumps(report))
    paths = [str(tmp_path / f"{tool}.json") for tool in ("one", "two")]
    for options, wanted in (([], ["2", "1"]), (["--common"], ["1", "1"]), (["--only", "txt"], ["1", "0"])):
        monkeypatch.setattr(sys, "argv", ["scoring.py", *paths, "--folder", str(tmp_path), "--kinds", *options])
        scoring.main()
        out = capsys.readouterr().out
        lines = {
            line.split(" | ")[0]: line.split(" | ")[1]
            for line in out.splitlines()
            if line.startswith(("| one", "| two"))
        }
        assert [lines["| one 1"], lines["| two 1"]] == wanted
    assert "| (right) right | 0 + 0 of 1 | 0 + 0 of 0 |" in out
