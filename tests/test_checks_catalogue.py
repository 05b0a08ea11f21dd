"""The catalogue: every rule has its place, its four headings, its table with a negative row, and its page."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import pytest
from tables import CASES

import refcheck.checks
from refcheck.checks import rules
from refcheck.checks.catalogue import docs
from refcheck.checks.pages import pages, sections
from refcheck.docstrings import HEADINGS, cards, code_of
from refcheck.identifiers import repair_rules
from refcheck.model import Severity

ROOM = Path(refcheck.checks.__file__).parent / "rules"
PAGES = Path(__file__).parent.parent / "docs" / "rules"
MODULES = {path.relative_to(ROOM).as_posix(): path.read_text(encoding="utf-8") for path in ROOM.glob("*/[!_]*.py")}
CODES = sorted(set(rules()) - set(repair_rules()))
TABLES = CASES / "checks"
BLAME = re.compile(r"\b(?:fake|invented|fabricat|fraud|hallucinat|bogus)", re.IGNORECASE)


def test_every_module_of_a_folder_holds_rules_and_every_rule_stands_in_one() -> None:
    held = [code_of(name or Path(path).stem) for path, source in MODULES.items() for name, _ in cards(source)]
    assert {code for code, times in Counter(held).items() if times > 1} == set()
    assert sorted(held) == CODES


@pytest.mark.parametrize("path", MODULES)
def test_cards_are_the_docstrings_that_python_sees(path: str) -> None:
    told = {name or "": doc for name, doc in documented(ast.parse(MODULES[path])) if HEADINGS[0] in doc}
    assert dict(cards(MODULES[path])) == told


def documented(tree: ast.Module) -> Iterator[tuple[str | None, str]]:
    """The names of a module that a docstring stands in or below, and the docstring; its own has no name."""
    yield None, ast.get_docstring(tree) or ""
    for node, below in zip(tree.body, [*tree.body[1:], None], strict=True):
        match node, below:
            case ast.FunctionDef(name=name), _:
                yield name, ast.get_docstring(node) or ""
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, cleandoc(text)


CARD = '"""A pattern.\n\n## What it finds\nIt.\n"""'


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (f"{CARD}\n", [""]),
        (f"r{CARD}\n", [""]),
        (f'{CARD}\n\ndef check(case):\n    """What it finds: all."""\n', [""]),
        (
            f'"""Several."""\n\ndef one_thing(case, rule):\n    {CARD}\n\nOTHER = partial(\n    f\n)\n{CARD}\n',
            ["one_thing", "OTHER"],
        ),
        (f'"""Several."""\n\nMOST = 3\n"""So many."""\n\ndef one(case, rule):\n    {CARD}\n', ["one"]),
        ('"""No headings."""\n\nMOST = 3\n"""So many."""\n', [""]),
        ("", [""]),
    ],
)
def test_a_module_is_one_rule_or_has_several(source: str, names: list[str]) -> None:
    assert [name for name, _ in cards(source)] == names


def test_repairs_are_rules_too() -> None:
    assert repair_rules().items() <= rules().items()


@pytest.mark.parametrize("code", rules())
def test_code_is_kebab_case_and_the_card_is_whole_in_four_headings(code: str) -> None:
    rule = rules()[code]
    assert rule.code == code
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)+", code)
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.summary.endswith(".")
    found = sections(docs()[code])
    assert tuple(found) == HEADINGS
    assert all(found.values())
    assert not BLAME.search(docs()[code])


@pytest.mark.parametrize("code", CODES)
def test_table_has_positive_and_negative_rows(code: str) -> None:
    table = tomllib.loads((TABLES / f"{code}.toml").read_text(encoding="utf-8"))
    assert table.get("wild") or table.get("made")
    assert table.get("negative")


def test_no_table_without_its_rule() -> None:
    assert {path.stem for path in TABLES.glob("*.toml")} <= set(rules())


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
