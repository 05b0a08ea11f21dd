"""The libraries that are installed with extras, imported where they are first needed."""

from importlib import import_module
from typing import Any

from refcheck.errors import SettingsError


def library(name: str, *, extra: str, whose: str) -> Any:
    """Return a library by the name of its module.

    Args:
        name: the module, such as ``pyarrow.parquet``.
        extra: the extra of refcheck that installs it.
        whose: the feature that needs it, with which the message begins.

    Raises:
        SettingsError: the library is not installed; the message says what to install.
    """
    try:
        return import_module(name)
    except ImportError as error:
        missing = name.partition(".")[0]
        raise SettingsError(f"{whose} needs {missing}: pip install 'refcheck-audit[{extra}]'") from error
