"""The README says what is so: its sample is what the command prints, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from refcheck.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SEED = Path("seeds") / "jcep-central-asia-ai"

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day of retrieval, which is another one tomorrow: ``2026-11-24``."""


def test_the_sample_report_is_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    sample = README.partition("<!-- the sample -->\n```text\n")[2].partition("```")[0]
    arguments = ["check", str(SEED / "references.txt"), "--offline", "--records", str(SEED / "records.jsonl")]
    printed = DAY.sub("DAY", CliRunner().invoke(main, arguments, catch_exceptions=False).stdout)
    parts = [part.strip("\n") for part in DAY.sub("DAY", sample).split("[…]")]
    assert len(parts) > 1
    assert [part for part in parts if part not in printed] == []


@pytest.mark.parametrize("page", sorted({"README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))}))
def test_links_lead_to_a_file(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []
