"""The house itself: rooms of a size, no circles, and doors that nobody goes past."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import refcheck

ROOM = Path(refcheck.__file__).parent

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


def test_every_number_says_where_it_is_from() -> None:
    """A fitted or chosen number has ``Fitted:`` (on what, when) or ``Source:`` beside it, so that somebody can defend it."""
    assert [each for path in ROOM.rglob("*.py") for each in unfounded(path)] == []


def unfounded(path: Path) -> Iterator[str]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for node, behind in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and has_float(node.value):
            said = ast.unparse(behind) if isinstance(behind, ast.Expr) else ""
            if "Fitted:" not in said and "Source:" not in said:
                yield f"{path.relative_to(ROOM)}:{node.lineno}: {ast.unparse(node)[:60]}"


def has_float(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Constant) and isinstance(each.value, float) for each in ast.walk(node))
