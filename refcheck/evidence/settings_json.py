"""Settings ↔ JSON-ready data, as far as another audit depends on them: what was shown, waived and chosen.

Folders are told from each other and no more, so that a case says nothing of the machine that it comes from.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import evolve
from cattrs.preconf.json import make_converter

from refcheck.settings import Settings

_CONVERTER = make_converter()

_ELSEWHERE = ("options", "connections", "of_project")
"""What is set of a command's manners, and of whom it asks: another audit asks nobody."""


def settings_to_dict(settings: Settings, names: Iterable[str]) -> dict[str, Any]:
    """The settings for files of these ``names``."""
    data: dict[str, Any] = _CONVERTER.unstructure(evolve(_moved(settings, names), options={}, connections={}))
    return {name: value for name, value in data.items() if name not in _ELSEWHERE}


def settings_from_dict(data: Mapping[str, Any]) -> Settings:
    """The settings that were written.

    Raises:
        ValueError, LookupError, TypeError, BaseValidationError: they are none.
    """
    return _CONVERTER.structure({name: value for name, value in data.items() if name not in _ELSEWHERE}, Settings)


def _moved(settings: Settings, names: Iterable[str]) -> Settings:
    """The settings with their folders below ``/case``; as they are where a file's own name is a whole path."""
    if any(PurePosixPath(name).is_absolute() or Path(name).is_absolute() for name in names):
        return settings
    folders = [folder for folder in (settings.here, settings.folder) if folder]
    try:
        root = os.path.commonpath(folders) if folders else ""
    except ValueError:  # on two drives
        return settings
    return evolve(settings, here=_below(settings.here, root), folder=_below(settings.folder, root))


def _below(folder: str, root: str) -> str:
    return (PurePosixPath("/case") / PurePosixPath(folder).relative_to(root)).as_posix() if folder else folder
