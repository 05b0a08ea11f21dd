"""The libraries that a backfile needs, which come with the extras ``backfile`` and ``cluster``."""

from importlib import import_module
from typing import Any

from refcheck.errors import SettingsError


def needed(name: str, extra: str = "backfile") -> Any:
    """A library by the name of its module.

    Raises:
        SettingsError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        library = name.partition(".")[0]
        raise SettingsError(f"this needs {library}: pip install 'refcheck-audit[{extra}]'") from error
