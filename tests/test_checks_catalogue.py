"""The catalogue: every rule has its file, its four headings, its table with a negative row, and its page."""

import re
import tomllib
from pathlib import Path

import pytest
from tables import CASES

import refcheck.checks
from refcheck.checks import rules
from refcheck.checks.card import HEADINGS, sections
from refcheck.checks.catalogue import docs
from refcheck.checks.pages import pages
from refcheck.identifiers import repair_rules
from refcheck.model import Severity

ROOM = Path(refcheck.checks.__file__).parent / "rules"
PAGES = Path(__file__).parent.parent / "docs" / "rules"
FILES = {path.stem.replace("_", "-"): path for path in ROOM.glob("*/*.py") if path.stem != "__init__"}
TABLES = CASES / "checks"
BLAME = re.compile(r"\b(?:fake|invented|fabricat|fraud|hallucinat|bogus)", re.IGNORECASE)


def test_every_file_of_a_folder_is_a_rule_with_its_own_code() -> None:
    assert len(FILES) == sum(1 for _ in ROOM.glob("*/[!_]*.py"))
    assert set(FILES) == set(rules()) - set(repair_rules())


def test_repairs_are_rules_too() -> None:
    assert repair_rules().items() <= rules().items()


@pytest.mark.parametrize("code", rules())
def test_code_is_kebab_case_and_the_card_is_whole(code: str) -> None:
    rule = rules()[code]
    assert rule.code == code
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)+", code)
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("code", rules())
def test_documented_in_four_headings(code: str) -> None:
    found = sections(docs()[code])
    assert tuple(found) == HEADINGS
    assert all(found.values())
    assert not BLAME.search(docs()[code])


@pytest.mark.parametrize("code", FILES)
def test_table_has_positive_and_negative_rows(code: str) -> None:
    table = tomllib.loads((TABLES / f"{code}.toml").read_text(encoding="utf-8"))
    assert table.get("wild") or table.get("made")
    assert table.get("negative")


def test_no_table_without_its_rule() -> None:
    assert {path.stem for path in TABLES.glob("*.toml")} <= set(FILES)


def test_pages_are_those_of_the_docstrings() -> None:
    written = {path.stem: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert written == pages(), "run: python -m refcheck.checks docs/rules"


def test_no_source_speaks_of_guilt() -> None:
    for path in ROOM.rglob("*.py"):
        assert not BLAME.search(path.read_text(encoding="utf-8")), path


def test_only_what_is_broken_or_taken_back_is_an_error() -> None:
    errors = {code for code, rule in rules().items() if rule.severity is Severity.ERROR}
    assert errors == {
        "doi-not-registered",
        "doi-of-another-work",
        "identifier-of-another-work",
        "work-removed",
        "work-retracted",
        "work-withdrawn",
    }
