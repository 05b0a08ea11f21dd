"""Facts that do not depend on language: places of publication, registrants of DOIs and others, each with its source."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the content of a file of this folder, which the caller must not change."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """Return the words under a key of a file of this folder, or the entries if it is a list."""
    found = table(name)[key]
    return frozenset(found.split() if isinstance(found, str) else found)
