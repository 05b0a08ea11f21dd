"""The house itself: rooms of a size, no circles, doors that nobody goes past, and numbers that say where they are from."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tables import CASES

import refcheck

ROOM = Path(refcheck.__file__).parent

MOST = 20
"""Modules that a folder holds, beside its ``__init__``."""

UNITS = {"cli/commands"}
"""Folders each of whose modules is one unit that is found by discovery; they may hold any number."""

HEAVY = ("requests", "urllib3", "httpx2", "habanero", "sqlite3", "ssl", "socket", "lxml", "rapidfuzz", "wcwidth")
"""What reading the catalogue of rules has no need of: the network, databases, and libraries that take long to import."""

LOADED = """
import sys
from refcheck.cli import main
main(["rules"], standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""


def test_no_folder_holds_too_many_modules() -> None:
    held = {folder.relative_to(ROOM).as_posix(): len(modules(folder)) for folder in ROOM.rglob("*") if folder.is_dir()}
    assert {folder: number for folder, number in held.items() if number > MOST and folder not in UNITS} == {}


def test_no_module_imports_itself_by_a_detour() -> None:
    order = list(TopologicalSorter(imports()).static_order())  # raises CycleError, with the circle
    assert set(order) == set(imports())


def test_nobody_goes_past_a_door() -> None:
    table = tomllib.loads((CASES / "house" / "doors.toml").read_text(encoding="utf-8"))
    doors, shelves = set(table["doors"]), set(table["shelves"])
    used = {door(name): module for module, others in imports().items() for name in others if is_foreign(module, name)}
    past = {name: module for name, module in used.items() if name.partition(".")[0] not in shelves}
    assert {name: module for name, module in past.items() if name not in doors} == {}
    assert doors - set(past) == set(), "doors that nobody uses"


def test_the_design_names_the_layers_of_the_contract() -> None:
    contracts = tomllib.loads((ROOM.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(each["layers"] for each in contracts if each["containers"] == ["refcheck"])
    enforced = {room: number for number, layer in enumerate(reversed(layers)) for room in layer.split(" | ")}
    page = (ROOM.parent / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ((?:`[\w/.]+`(?:, )?)+) \|", page, re.MULTILINE)
    told = {Path(room).stem: int(number) for number, rooms in rows for room in re.findall(r"`([\w/.]+)`", rooms)}
    assert told == enforced


def test_every_number_says_where_it_is_from() -> None:
    """A fitted or chosen number has ``Fitted:`` (on what, when) or ``Source:`` beside it, so that somebody can defend it."""
    assert [each for path in ROOM.rglob("*.py") for each in unfounded(path)] == []


def test_the_list_of_rules_loads_no_network_and_no_database() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert "work-retracted" in run.stdout
    assert "refcheck.checks.catalogue" in loaded
    assert not loaded & set(HEAVY)
    rules = {name for name in loaded if name.startswith("refcheck.checks.rules.")}
    assert all(name.count(".") == 3 for name in rules), "a rule's module was run for its card"


def test_the_package_runs_as_the_command() -> None:
    run = subprocess.run([sys.executable, "-m", "refcheck", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("refcheck")


def test_no_test_waits_by_what_a_pages_policy_forbids() -> None:
    """A page that forbids ``eval`` answers ``wait_for_function`` on the first look alone: ``chromium.becomes`` asks again."""
    forbidden = "wait_for_" + "function("
    assert [path.name for path in CASES.parent.glob("*.py") if forbidden in path.read_text(encoding="utf-8")] == []


def modules(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.py") if path.stem != "__init__"]


def is_foreign(module: str, name: str) -> bool:
    """Whether a module imports what lies within another room."""
    return name.count(".") > 1 and module.split(".")[1:2] != name.split(".")[1:2]


def door(name: str) -> str:
    """The room and the module or folder in it that an import goes to."""
    return ".".join(name.split(".")[1:3])


@cache
def imports() -> dict[str, set[str]]:
    """The modules of the package, and which others each of them imports; what only types need is left out."""
    paths = {dotted(path): path for path in ROOM.rglob("*.py")}
    return {name: {each for each in imported(path, set(paths)) if each != name} for name, path in paths.items()}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOM.parent).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path, known: set[str]) -> Iterator[str]:
    for node in running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in known:
            attributes = names(node.module) if not dotted(path).startswith(f"{node.module}.") else frozenset()
            for each in node.names:
                full = f"{node.module}.{each.name}"
                yield full if full in known and each.name not in attributes else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)


@cache
def names(module: str) -> frozenset[str]:
    """What a package hands on under the name of one of its modules: ``parsing.splitting.split``, say, is no module."""
    path = ROOM.parent.joinpath(*module.split("."), "__init__.py")
    body = ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else []
    listed = next(
        (node.value for node in body if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node)), None
    )
    return frozenset(ast.literal_eval(listed)) if listed is not None else frozenset()


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """The statements of a module that run, and what holds statements; what stands under ``if TYPE_CHECKING`` does not."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case) and not (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        ):
            yield node
            yield from running(node)


def unfounded(path: Path) -> Iterator[str]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for node, behind in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and has_float(node.value):
            said = ast.unparse(behind) if isinstance(behind, ast.Expr) else ""
            if "Fitted:" not in said and "Source:" not in said:
                yield f"{path.relative_to(ROOM)}:{node.lineno}: {ast.unparse(node)[:60]}"


def has_float(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Constant) and isinstance(each.value, float) for each in ast.walk(node))
