"""Findings that somebody called wrong: none is found again; and a row that the command makes shows the finding it is made of."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from checks_made import made_case, made_list
from click.testing import CliRunner, Result
from tables import CASES, SEEDS, all_rows

from refcheck.checks import check, check_list
from refcheck.cli import main
from refcheck.model import Report

SEED = SEEDS / "jcep-central-asia-ai"


def found(row: dict[str, Any]) -> list[str]:
    """The messages of the row's own code."""
    findings = check_list(made_list(row["list"])) if "list" in row else check(made_case(row))
    return [finding.message for finding in findings if finding.code == row["code"]]


@pytest.mark.parametrize("row", all_rows("reported", "negative"))
def test_it_is_not_found_again(row: dict[str, Any]) -> None:
    assert found(row) == []


def test_every_table_has_nothing_but_such_rows() -> None:
    for path in (CASES / "reported").glob("*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(table) == {"negative"}
        assert all({"code", "said", "version"} <= set(row) for row in table["negative"])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a real list."""
    path = tmp_path_factory.mktemp("seed") / "report.json"
    given = ("check", str(SEED / "references.txt"), "--records", str(SEED / "records.jsonl"), "--offline", "--no-cache")
    run(*given, "--format", "json", "-o", str(path))
    return path


def row_of(*arguments: str) -> dict[str, Any]:
    result = run("wrong", *arguments)
    assert result.exit_code == 0, result.output
    (row,) = tomllib.loads(result.stdout)["negative"]
    return dict(row)


def test_a_row_shows_the_finding_that_it_is_made_of(seed: Path) -> None:
    report = Report.from_dict(json.loads(seed.read_bytes()))
    pairs = {(each.case.reference.fingerprint, finding.code) for each in report for finding in each.findings}
    assert len(pairs) > 35
    unlike = []
    for fingerprint, code in sorted(pairs):
        row = row_of(str(seed), fingerprint, code)
        if not found(row):
            unlike.append((code, row["said"]))
    assert unlike == []


def test_a_finding_of_several_references_has_them_all(tmp_path: Path) -> None:
    line = "Sample, A. (2020). A Title of Some Length. Journal of Samples, 4(2), 17–29. https://doi.org/10.1000/one"
    (tmp_path / "list.txt").write_text(
        f"{line}\nOkafor, B. (2012). How rivers move. Rivers, 12, 345–360.\n{line}\n", "utf-8"
    )
    run("check", str(tmp_path / "list.txt"), "--offline", "--format", "json", "-o", str(tmp_path / "report.json"))
    row = row_of(str(tmp_path / "report.json"), "1", "duplicate-reference")
    assert [each["raw"] for each in row["list"]] == [line, line]
    assert found(row)


def test_rows_are_added_to_a_file_and_mistakes_told(seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    for code in ("author-misspelt", "mirrored-bracket"):
        assert run("wrong", str(seed), "25", code, "--why", "It is right.", "-o", str(path)).exit_code == 0
    table = tomllib.loads(path.read_text(encoding="utf-8"))["negative"]
    assert [(row["code"], row["why"]) for row in table] == [
        ("author-misspelt", "It is right."),
        ("mirrored-bracket", "It is right."),
    ]
    for wanted, code, said in (("none", "doi-missing", "fingerprint or key"), ("25", "doi-missing", "has no finding")):
        result = run("wrong", str(seed), wanted, code)
        assert (result.exit_code, said in result.stderr) == (2, True)
