"""What a project's file says → what of it is heeded, and the names of the rest, which the user alone decides."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from refcheck.settings.definitions import SETTINGS, Kind, Level, Setting
from refcheck.settings.values import Settings

_OWN_FILES = ("baseline",)
"""Settings of a project that are files: they lie in its own folder."""


@frozen
class Sifted:
    """What a project's file may say, and the names of what it may not, in the order in which they stand there."""

    heeded: Mapping[str, Any]
    refused: tuple[str, ...]


def sift(data: Mapping[str, Any], folder: Path, own: Settings) -> Sifted:
    """Return what is heeded of a project's file.

    Args:
        data: what the file holds.
        folder: the folder that it lies in.
        own: what the user has set, below which it may go and not above.
    """
    refused = tuple(
        name for name, value in data.items() if name in SETTINGS and not _may(SETTINGS[name], value, folder, own)
    )
    return Sifted({name: value for name, value in data.items() if name not in refused}, refused)


def _may(setting: Setting, value: Any, folder: Path, own: Settings) -> bool:
    """Whether a project's file may say so. A value of the wrong type may be said: who reads it tells the fault."""
    if setting.level is Level.PROJECT:
        return setting.name not in _OWN_FILES or not isinstance(value, str) or is_within(folder, value)
    if setting.level is Level.USER:
        return False
    if setting.kind is Kind.NAMES:
        return True
    if not isinstance(value, bool if setting.kind is Kind.SWITCH else str):
        return True
    given = own.connections.get(setting.field) if setting.is_connection else own.options.get(setting.name)
    ranks: dict[str | bool | None, int] = {each: rank for rank, each in enumerate(setting.values)}
    most = ranks.get(setting.usual if given is None else given, len(ranks))
    return value in ranks and ranks[value] <= most


def is_within(folder: Path, name: str) -> bool:
    """Whether a file lies in a folder, wherever links lead. What by its name alone lies elsewhere is not looked at."""
    try:
        named = Path(os.path.normpath(folder / name))
        return named.is_relative_to(os.path.normpath(folder)) and (folder / name).resolve().is_relative_to(
            folder.resolve()
        )
    except (OSError, ValueError, RuntimeError):  # a circle of links, a NUL
        return False
