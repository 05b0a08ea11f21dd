"""The formats: the modules and folders in ``data``, ``documents`` and ``pasted``, by name."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from refcheck.readers import data, documents, pasted
from refcheck.readers.formats import BinaryFormat, TextFormat


@cache
def text_formats() -> Mapping[str, TextFormat]:
    """The formats that are text."""
    return {module.NAME: module for module in _modules() if hasattr(module, "read")}


@cache
def binary_formats() -> Mapping[str, BinaryFormat]:
    """The formats whose bytes say how they are to be read."""
    return {module.NAME: module for module in _modules() if hasattr(module, "read_bytes")}


def _modules() -> list[Any]:
    rooms = (data, documents, pasted)
    return [import_module(f"{room.__name__}.{found.name}") for room in rooms for found in iter_modules(room.__path__)]
