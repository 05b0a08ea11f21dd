"""Tables of cases: TOML files whose arrays ``wild``, ``made`` and ``negative`` hold one case each."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
SEEDS = Path(__file__).parent.parent / "seeds"
DOCS = Path(__file__).parent.parent / "docs"
KINDS = ("wild", "made", "negative")


def rows(path: Path, *kinds: str) -> list[Any]:
    """The rows of one table as pytest parameters, named by file, kind and number; all kinds unless some are named."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        pytest.param(row, id=f"{path.stem}-{kind}-{number}")
        for kind in (kinds or KINDS)
        for number, row in enumerate(table.get(kind, ()), start=1)
    ]


def all_rows(folder: str, *kinds: str) -> list[Any]:
    """The rows of every table in a folder of ``cases``."""
    return [row for path in sorted((CASES / folder).glob("*.toml")) for row in rows(path, *kinds)]
