"""The formats: the modules of this folder, by name."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from refcheck import readers
from refcheck.readers._format import BinaryFormat, TextFormat


@cache
def text_formats() -> Mapping[str, TextFormat]:
    """The formats that are text."""
    return {module.NAME: module for module in _modules() if hasattr(module, "read")}


@cache
def binary_formats() -> Mapping[str, BinaryFormat]:
    """The formats whose bytes say how they are to be read."""
    return {module.NAME: module for module in _modules() if hasattr(module, "read_bytes")}


def _modules() -> list[Any]:
    names = (module.name for module in iter_modules(readers.__path__) if not module.name.startswith("_"))
    return [import_module(f"{readers.__name__}.{name}") for name in names]
