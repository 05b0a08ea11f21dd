"""Facts that no language owns: places of publishing and the registrants of DOIs, each with its source."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return what a file of this folder holds; nobody changes it."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """Return the words that a file of this folder has under a key; of a list the entries."""
    found = table(name)[key]
    return frozenset(found.split() if isinstance(found, str) else found)
