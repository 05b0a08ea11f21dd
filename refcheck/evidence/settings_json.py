"""Settings ↔ JSON-ready data, as far as another audit depends on them: what was shown, waived and chosen."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve
from cattrs.preconf.json import make_converter

from refcheck.settings import Settings

_CONVERTER = make_converter()

_ELSEWHERE = ("options", "connections", "of_project")
"""What is set of a command's manners, and of whom it asks: another audit asks nobody."""


def settings_to_dict(settings: Settings) -> dict[str, Any]:
    """The settings."""
    data: dict[str, Any] = _CONVERTER.unstructure(evolve(settings, options={}, connections={}))
    return {name: value for name, value in data.items() if name not in _ELSEWHERE}


def settings_from_dict(data: Mapping[str, Any]) -> Settings:
    """The settings that were written.

    Raises:
        ValueError, LookupError, TypeError, BaseValidationError: they are none.
    """
    return _CONVERTER.structure({name: value for name, value in data.items() if name not in _ELSEWHERE}, Settings)
