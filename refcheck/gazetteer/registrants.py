"""Prefixes of DOIs: registrants whose own is unmistakable, and how the year in a DOI fits that of the work.

A prefix says who registered the name first, not who publishes the work today.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

REGISTRANTS: Mapping[str, str] = _DATA["registrants"]
"""Prefix → registrant."""

DATED: Mapping[str, int] = _DATA["dated"]
"""Prefixes of whose works none is dated more than three years after its DOI → the most years that one is dated before it."""
