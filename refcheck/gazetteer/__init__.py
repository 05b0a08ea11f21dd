"""Facts that no language owns: places of publishing and the registrants of DOIs, each with its source."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return what a file of this folder holds; nobody changes it."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
