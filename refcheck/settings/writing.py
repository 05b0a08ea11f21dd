"""Waivers and choices → TOML, to be put at the end of a configuration."""

import json
from datetime import date
from pathlib import Path

from attrs import asdict

from refcheck.settings.discovery import SHARED
from refcheck.settings.values import Choice, Waiver


def as_toml(decision: Waiver | Choice, path: Path) -> str:
    """The table of a decision, as it stands in the configuration file at ``path``."""
    kind = "waiver" if isinstance(decision, Waiver) else "choice"
    values = asdict(decision, filter=lambda field, value: value is not None and field.name != "file")
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    prefix = "tool.refcheck." if path.name == SHARED else ""
    return "\n".join([f"[[{prefix}{kind}]]", *lines]) + "\n"


def with_appended(text: str, table: str) -> str:
    """A configuration with one more table at its end."""
    if not text:
        return table
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}\n{table}"


def _value(value: str | date) -> str:
    """A value as TOML, whose strings are escaped as JSON's are, and DEL beside."""
    return (
        json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
        if isinstance(value, str)
        else value.isoformat()
    )
