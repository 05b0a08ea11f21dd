"""The command that measures two versions side by side: what it calls worse, and that its table names what is there."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parent / "benchmarks"


@pytest.fixture(scope="module")
def compared() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_all", FOLDER / "all.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("better", "noise", "now", "before", "verdict"),
    [
        ("more", 0.02, 0.71, 0.72, ""),
        ("more", 0.02, 0.69, 0.72, "worse"),
        ("more", 0.02, 0.75, 0.72, "better"),
        ("less", 0, 3, 2, "worse"),
        ("less", 0, 2, 2, ""),
        ("less", 0, 1, 2, "better"),
        ("more", 0, 1, None, "new"),
        ("more", 0, None, 1, "missing"),
        ("less", 0, None, None, "missing"),
    ],
)
def test_what_is_worse(
    compared: ModuleType, better: str, noise: float, now: float | None, before: float | None, verdict: str
) -> None:
    figure = compared.Figure(name="", pattern="", better=better, noise=noise)
    assert figure.verdict(now, before) == verdict


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("set      n  right\nall    200  98.50\n", 98.5),
        ("all    200  1,024\n", 1024.0),
        ("of all    200  98.50\n", None),
        ("", None),
    ],
)
def test_a_figure_is_found_at_the_start_of_its_line(compared: ModuleType, printed: str, number: float | None) -> None:
    figure = compared.Figure(name="", pattern=r"^all +\d+ +([\d.,]+)", better="more", noise=0)
    assert figure.of(printed) == number


def test_the_table_names_scripts_and_options_that_exist(compared: ModuleType) -> None:
    rows = list(compared.benchmarks(compared.TABLE.read_text(encoding="utf-8")))
    assert [row.script for row in rows if not (FOLDER / row.script).is_file()] == []
    assert [row.lacks(dict.fromkeys(compared.OPTIONS, "")) for row in rows] == [[]] * len(rows)
    assert rows[1].lacks({}) == ["model", "works"]


def test_a_script_that_fails_is_no_figure(compared: ModuleType, tmp_path: Path) -> None:
    broken = compared.Benchmark(script="no_such_script.py", figures=())
    with pytest.raises(SystemExit, match=r"no_such_script\.py failed with the package of"):
        compared.printed(broken, tmp_path, {})
