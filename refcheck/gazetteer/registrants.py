"""Registrants whose prefix is unmistakable. A prefix says who registered the name first, not who publishes the work today."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

REGISTRANTS: Mapping[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
"""Prefix → registrant."""
