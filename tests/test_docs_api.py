"""The public API is the stored one: whoever changes it sees it, and says it in the changelog."""

import difflib
import re
import subprocess
import sys

import pytest
from documented import DOCS

pytestmark = pytest.mark.end_to_end

PAGES = DOCS / "reference"
NAME = re.compile(r"^(?:class |def )?(refcheck(?:\.\w+)+)", re.MULTILINE)
"""A name at the begin of a line: ``def refcheck.check(…``."""


def test_the_public_api_is_the_stored_one() -> None:
    """In a process of its own: Python 3.11 counts how deep it parses for all threads together."""
    made = subprocess.run([sys.executable, str(DOCS / "site" / "api.py"), "-"], capture_output=True, check=True)
    dump = made.stdout.decode()
    stored = (PAGES / "api.txt").read_text(encoding="utf-8")
    changed = "\n".join(difflib.unified_diff(stored.splitlines(), dump.splitlines(), "stored", "now", lineterm="", n=0))
    assert not changed, f"{changed}\nIf that is meant: python docs/site/api.py, and a line in the changelog"


def test_the_reference_has_every_name_that_the_package_gives() -> None:
    shown = set(
        re.findall(r"^::: (\S+)", "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md")), re.M)
    )
    stored = (PAGES / "api.txt").read_text(encoding="utf-8")
    given = {name for name in NAME.findall(stored) if name.count(".") == 1 and name != "refcheck.__version__"}
    assert given - shown == {"refcheck.rules"}, "which stands where it is defined, beside the modules of that name"
    assert {name for name in shown if name not in stored} == {"refcheck.checks.catalogue.rules"}
