"""The README says what is so: it is short, its main command runs as it stands, and its links and the docs' lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from tables import DOCS

from refcheck.cli import main

ROOT = DOCS.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

MOST_LINES = 120

OUTSIDE = re.compile(r"\[[^]]*\]\((?![a-z]+:)([^)#\s]+)(?:#[^)]*)?\)")
"""A link to a file: ``[verdicts](verdicts.md#broken)``."""

MADE = {"build", "dist", "__pycache__", "refcheck_audit.egg-info"}
"""What building leaves there."""


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= MOST_LINES


def test_the_main_job_is_done_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    line = README.partition("<!-- the main job -->\n```sh\n")[2].partition("\n")[0]
    command, *arguments = shlex.split(line.rpartition("&& ")[2])
    assert command == ".venv/bin/refcheck"
    result = CliRunner().invoke(main, [*arguments, "--offline"], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout.startswith("33 references: 4 differ, 8 verified, 21 unverified.")


def test_links_lead_to_a_file() -> None:
    pages = {page: page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *DOCS.rglob("*.md"))}
    prose = {
        page: re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
        for page, text in pages.items()
    }
    assert len(pages) > 200
    assert [
        (page.relative_to(ROOT).as_posix(), each)
        for page, text in prose.items()
        for each in OUTSIDE.findall(text)
        if not (page.parent / each).exists()
    ] == []


def test_the_root_holds_what_must_stand_there() -> None:
    kept = {
        "refcheck",
        "seeds",
        "tests",
        "docs",
        "integrations",
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "CITATION.cff",
    }
    seen = {path.name for path in Path(ROOT).iterdir() if not path.name.startswith(".") and path.name not in MADE}
    assert seen <= kept
