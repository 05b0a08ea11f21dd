"""Tables of cases: TOML files whose arrays ``wild``, ``made`` and ``negative`` hold one case each."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
SEEDS = Path(__file__).parent.parent / "seeds"
DOCS = Path(__file__).parent.parent / "docs"
KINDS = ("wild", "made", "negative")


def rows(path: Path, *kinds: str) -> list[Any]:
    """The rows of one table as pytest parameters, named by file, kind and number; all kinds unless some are named."""
    table = _table(path)
    return [
        pytest.param(row, id=f"{path.stem}-{kind}-{number}")
        for kind in (kinds or KINDS)
        for number, row in enumerate(table.get(kind, ()), start=1)
    ]


@cache
def _table(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def all_rows(folder: str, *kinds: str) -> list[Any]:
    """The rows of every table in a folder of ``cases``."""
    return [row for path in sorted((CASES / folder).glob("*.toml")) for row in rows(path, *kinds)]


def by_table(rows: Iterable[Any]) -> Callable[[Callable[..., None]], Any]:
    """Parametrize a test as pytest does, one item a table: where a row takes a millisecond, to make an item of it takes two.

    Every row is tried. Those that fail are told together, each by its name. What a row needs more than itself is no fixture.
    """
    tables: dict[str, list[Any]] = {}
    for row in rows:
        tables.setdefault(row.id.rsplit("-", 2)[0], []).append(row)

    def parametrized(test: Callable[..., None]) -> Any:
        def test_table(table: list[Any]) -> None:
            failed: dict[str, BaseException] = {}
            for row in table:
                try:
                    test(*row.values)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"This is {row.id}.")
                    failed[row.id] = error
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(table)} rows: {', '.join(failed)}", [*failed.values()])

        test_table.__name__, test_table.__doc__ = test.__name__, test.__doc__
        return pytest.mark.parametrize("table", [*tables.values()], ids=[*tables])(test_table)

    return parametrized


def program(path: str) -> Any:
    """A program that stands outside the packages, such as ``docs/site/api.py``, as a module."""
    spec = spec_from_file_location(Path(path).stem, DOCS.parent / path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
