"""The plug-ins: each with its page, its picture, its one command and its row, and none with a rule of its own.

What they do is tried in their hosts, by ``integrations/NAME/check``; here is what can be told without any.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from tables import DOCS

from refcheck.checks.catalogue import rules

ROOT = DOCS.parent
PLUGINS = sorted(each for each in (ROOT / "integrations").iterdir() if each.is_dir())
MADE = {"node_modules", "dist", "package", "__pycache__"}
"""Folders that a build makes."""

WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "integrations.yml").read_text(encoding="utf-8"))
LARGEST_PICTURE = 80 * 1024

by_name = pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)


def sources(plugin: Path) -> list[Path]:
    """Every file of a plug-in that somebody wrote."""
    files = (each for each in plugin.rglob("*") if each.is_file())
    return [each for each in files if not MADE & set(each.relative_to(plugin).parts)]


@by_name
def test_one_command_tries_it(plugin: Path) -> None:
    check = plugin / "check"
    assert os.access(check, os.X_OK)
    text = check.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert subprocess.run(["bash", "-n", check], check=False).returncode == 0


@by_name
def test_its_page_says_how_and_what_leaves_the_machine(plugin: Path) -> None:
    page = (plugin / "README.md").read_text(encoding="utf-8").lower()
    assert "leaves the machine" in page
    assert "tried" in page
    for picture in plugin.glob("*.png"):
        assert picture.stat().st_size <= LARGEST_PICTURE, picture


@by_name
def test_it_has_no_rule_of_its_own(plugin: Path) -> None:
    """Codes of findings stand in pages and in tests, not in what runs."""
    suffixes = {".ts", ".js", ".mjs", ".lua", ".R", ".py"}
    code = [
        each
        for each in sources(plugin)
        if each.suffix in suffixes and not re.search(r"test|check|host", str(each.relative_to(plugin)))
    ]
    found = {
        (file.name, code)
        for file in code
        for code in rules()
        if re.search(rf"['\"]{code}['\"]", file.read_text(encoding="utf-8"))
    }
    assert not found


def test_a_release_has_what_people_download() -> None:
    release = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))["jobs"]
    assert any(each.get("run") == "integrations/bundle plugins" for each in release["plugins"]["steps"])
    assert "plugins/*" in release["file"]["steps"][-1]["run"]
    bundle = ROOT / "integrations" / "bundle"
    assert os.access(bundle, os.X_OK)
    assert subprocess.run(["bash", "-n", bundle], check=False).returncode == 0


def test_the_table_and_the_workflow_have_each() -> None:
    page = (DOCS / "integrations.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"integrations/([\w-]+)/README\.md\)", page))
    matrix = {each["place"] for each in WORKFLOW["jobs"]["check"]["strategy"]["matrix"]["include"]}
    assert linked == matrix == {plugin.name for plugin in PLUGINS}
