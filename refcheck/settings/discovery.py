"""Discovery of the configuration: the nearest one upward from a folder, and the user's own."""

import tomllib
from pathlib import Path

from platformdirs import user_config_path

from refcheck.errors import SettingsError
from refcheck.system.regular_files import MAX_SETTINGS, read_text

OWN = "refcheck.toml"
SHARED = "pyproject.toml"
"""A file that other programs share; ours is its table ``tool.refcheck``."""


def find(folder: Path) -> Path | None:
    """``refcheck.toml``, or a ``pyproject.toml`` that speaks of refcheck, in the folder or the nearest one above it.

    Raises:
        SettingsError: a ``pyproject.toml`` on the way is no TOML.
    """
    for parent in (folder.absolute(), *folder.absolute().parents):
        if (parent / OWN).is_file():
            return parent / OWN
        if (parent / SHARED).is_file() and _speaks_of_us(parent / SHARED):
            return parent / SHARED
    return None


def own_folder() -> Path:
    """Return the user's own folder for configuration."""
    return user_config_path("refcheck")


def own_configuration() -> Path:
    """Return where the user's own configuration lies, if there is one."""
    return own_folder() / OWN


def _speaks_of_us(path: Path) -> bool:
    try:
        data = tomllib.loads(read_text(path, most=MAX_SETTINGS))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    tools = data.get("tool")
    return isinstance(tools, dict) and "refcheck" in tools
