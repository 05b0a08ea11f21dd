"""The answers in docs/python.md: each block runs, and is as short as it says."""

import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from documented import DOCS, EXAMPLE

import refcheck
from refcheck.registries import Connections, ladder

PAGE = (DOCS / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
QUESTIONS = re.findall(r"^(?!#|\|)[A-Z].*\?$", PAGE, re.MULTILINE)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the page names, and nothing besides: who reads it has no more."""
    shutil.copytree(EXAMPLE, tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")


@pytest.mark.usefixtures("example")
def test_the_answers_run_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for block in BLOCKS:
        exec(compile(block, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "6 references" in printed
    assert "[3] differs: Lindqvist & Okafor (2020)" in printed
    assert "10.1080/02634937.2024.2314083" in printed
    assert "'DataCite', 'Open Library'" in printed
    assert len(names["dois"]) == 4
    assert Path("report.html").stat().st_size
    assert names["earlier"] == names["report"]
    assert len(names["both"]) == 8


@pytest.mark.usefixtures("example")
def test_no_settings_file_is_heeded_from_python() -> None:
    """The page says so, and so does what ``help`` prints."""
    Path("refcheck.toml").write_text('language = "de"\nignore = ["ALL"]\nrecords = "records.jsonl"\n', encoding="utf-8")
    report = refcheck.check(Path("references.txt"), offline=True)
    assert (report.language, report.verified, bool(report.findings())) == ("en", (), True)


def test_who_is_asked_by_default_is_said() -> None:
    names = ladder.online(Connections(cache="off")).names()
    assert names[:3] == ("Crossref", "doi.org", "DataCite")
    assert set(names) >= {"Open Library", "dblp", "arXiv"}
    assert "(Open Library, PubMed, dblp, arXiv …)" in inspect.getdoc(refcheck.check).replace("\n", " ")  # type: ignore[union-attr]


@pytest.mark.slow
def test_what_the_docs_show_is_typed(tmp_path: Path) -> None:
    for page in (DOCS.parent / "README.md", *DOCS.rglob("*.md")):
        blocks = re.findall(
            r"^```python\n(?!>>>)(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        if blocks and page.name != "adding.md":  # which shows parts of files
            (tmp_path / f"{page.stem.lower()}.py").write_text("\n".join(blocks), encoding="utf-8")
    (tmp_path / "wrong.py").write_text('import refcheck\nrefcheck.repair_doi("").value\n', encoding="utf-8")
    how = ["--config-file", str(DOCS.parent / "pyproject.toml"), "--allow-redefinition", "--cache-dir", str(tmp_path)]
    command = [sys.executable, "-m", "mypy", *how, *map(str, tmp_path.glob("*.py"))]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    assert [line for line in told[:-1] if "wrong.py" not in line] == []
    assert len(told) == 2


def test_twenty_questions_of_three_lines_each() -> None:
    assert len(QUESTIONS) >= 20
    long = [
        block
        for block in BLOCKS[1:]
        if len([line for line in block.splitlines() if line and not re.match(r"from |import ", line)]) > 3
    ]
    assert long == []
