"""The libraries that a backfile needs, which come with the extras ``backfile`` and ``cluster``."""

from typing import Any

from refcheck.extras import library


def needed(name: str, extra: str = "backfile") -> Any:
    """A library by the name of its module.

    Raises:
        SettingsError: it is not installed.
    """
    return library(name, extra=extra, whose="this")
