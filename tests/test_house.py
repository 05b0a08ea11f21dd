"""The house itself: rooms of a size, no circles, and doors that nobody goes past."""

import subprocess
import sys

HEAVY = ("requests", "urllib3", "httpx", "httpx2", "habanero", "sqlite3", "ssl", "socket", "lxml", "rapidfuzz", "rich")
"""What reading the catalogue of rules has no need of: the network, databases, and libraries that take long to import."""

LOADED = """
import sys
from refcheck.cli import main
main(["rules"], standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""


def test_the_list_of_rules_loads_no_network_and_no_database() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert "work-retracted" in run.stdout
    assert "refcheck.checks.catalogue" in loaded
    assert not loaded & set(HEAVY)
    rules = {name for name in loaded if name.startswith("refcheck.checks.rules.")}
    assert all(name.count(".") == 3 for name in rules), "a rule's module was run for its card"
