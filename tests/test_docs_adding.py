"""``docs/adding.md``, followed to the letter in a copy of the tree: each example is put where it says, and must work there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tables import DOCS

pytestmark = pytest.mark.end_to_end

ROOT = DOCS.parent
PAGE = (DOCS / "adding.md").read_text(encoding="utf-8")

FILE = re.compile(r"^`(?P<path>[\w/.-]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
"""A file, and what is in it: its path in backquotes and a colon, and the block below."""

LINE = re.compile(
    r"^In `(?P<path>[\w/.-]+)`, below `(?P<above>[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
"""Lines that a file gets below another line."""

SHOWN = re.compile(r"^```python\n(?P<text>>>> .*?)^```$", re.MULTILINE | re.DOTALL)
"""What works then."""

SECTION = re.compile(r"^## A (?P<name>\w+)$", re.MULTILINE)

PARTS = ("rule", "repair", "reader", "registry", "scheme", "report", "writer", "language", "translation")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, its cases and its pages, with all that the page adds."""
    tree = tmp_path_factory.mktemp("tree")
    leave = shutil.ignore_patterns("__pycache__", "benchmarks", "training")
    for name in ("refcheck", "tests", "docs"):
        shutil.copytree(ROOT / name, tree / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tree)
    for file in FILE.finditer(PAGE):
        path = tree / file["path"]
        assert path.parent.is_dir(), f"there is no folder {path.parent.relative_to(tree)}"
        assert not path.exists(), f"{file['path']} is there already"
        path.write_text(file["text"], encoding="utf-8")
    for line in LINE.finditer(PAGE):
        path = tree / line["path"]
        text = path.read_text(encoding="utf-8")
        assert text.count(f"\n{line['above']}\n") == 1
        path.write_text(text.replace(f"\n{line['above']}\n", f"\n{line['above']}\n{line['text']}"), encoding="utf-8")
    run(tree, "-m", "refcheck.checks", "docs/rules")
    return tree


def run(tree: Path, *arguments: str) -> str:
    there = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tree), str(tree / "tests"))), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=there, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_has_an_example_of_everything() -> None:
    assert tuple(SECTION.findall(PAGE)) == PARTS
    for part in SECTION.split(PAGE)[2::2]:
        assert FILE.search(part)
        assert SHOWN.search(part)


def test_what_the_page_shows_works(tree: Path) -> None:
    shown = tree / "shown.txt"
    shown.write_text("\n".join(each["text"] for each in SHOWN.finditer(PAGE)), encoding="utf-8")
    where = run(tree, "-c", "import refcheck; print(refcheck.__file__)")
    assert Path(where.strip()).is_relative_to(tree)
    run(tree, "-m", "doctest", str(shown))


def test_the_tables_of_what_is_new_are_found_and_pass(tree: Path) -> None:
    tests = ("test_repairs.py", "test_checks.py", "test_checks_catalogue.py", "test_identifiers.py")
    named = "title-in-capitals or work-clarified or emphasis or wiki-template or oclc or catalogue or table or unique or verbs"
    told = run(tree, "-m", "pytest", "-p", "no:cacheprovider", *(f"tests/{each}" for each in tests), "-k", named, "-vv")
    rules = [
        f"{test}[{rule}]"
        for test in ("test_finds", "test_leaves_alone")
        for rule in ("title-in-capitals", "work-clarified")
    ]
    for name in (*rules, "test_step_mends[doi-with-emphasis]", "test_step_mends[doi-with-wiki-template]", "oclc"):
        assert name in told
