"""The answers in docs/python.md: each block runs, and is as short as it says."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tables import DOCS, SEEDS

from refcheck.registries import Local

SEED = SEEDS / "jcep-central-asia-ai"
PAGE = (DOCS / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
QUESTIONS = re.findall(r"^(?!#|\|)[A-Z].*\?$", PAGE, re.MULTILINE)


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the blocks stand on: a folder with a list, records and a bibliography, and a registry that asks nobody."""
    for name in ("references.txt", "records.jsonl"):
        shutil.copy(SEED / name, tmp_path / name)
    (tmp_path / "thesis.bib").write_text("@book{doe, title = {One}, author = {Doe, J.}, year = 2020}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return {"registry": Local.read("records.jsonl")}


def test_the_answers_run(names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    for block in BLOCKS:
        exec(compile(block, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "33 references" in printed
    assert "[29] differs: Roberts et al. (2021)" in printed
    assert "10.1080/02634937.2024.2314083" in printed
    assert len(names["dois"]) >= 17
    assert names["found"]
    assert Path("report.html").stat().st_size
    assert names["earlier"] == names["report"]
    assert len(names["both"]) == 34


def test_twenty_questions_of_three_lines_each() -> None:
    assert len(QUESTIONS) >= 20
    long = [
        block
        for block in BLOCKS[1:]
        if len([line for line in block.splitlines() if line and not re.match(r"from |import ", line)]) > 3
    ]
    assert long == []
