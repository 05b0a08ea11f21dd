"""The formats: the modules and folders in ``data``, ``documents`` and ``pasted``, by name.

They are imported one after the other, as far as somebody asks: who knows a bibliography at once needs no reader of papers.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from refcheck.readers import data, documents, pasted
from refcheck.readers.formats import BinaryFormat, TextFormat
from refcheck.readers.sources.marks import is_marked


@cache
def text_formats() -> Mapping[str, TextFormat]:
    """The formats that are text."""
    return {module.NAME: module for module in _modules() if hasattr(module, "read")}


@cache
def binary_formats() -> Mapping[str, BinaryFormat]:
    """The formats whose bytes say how they are to be read."""
    return {module.NAME: module for module in _modules() if hasattr(module, "read_bytes")}


def text_format(name: str, text: str) -> TextFormat | None:
    """The first format that recognises a text."""
    modules = (module for module in _modules() if hasattr(module, "read"))
    return next((module for module in modules if module.recognises(name, text)), None)


def binary_format(name: str, data: bytes) -> BinaryFormat | None:
    """The format that recognises a file by its bytes; none does where these open with nobody's mark."""
    if not is_marked(data):
        return None
    return next((form for form in binary_formats().values() if form.recognises_bytes(name, data)), None)


def _modules() -> Iterator[Any]:
    for room in (data, documents, pasted):
        for found in iter_modules(room.__path__):
            yield import_module(f"{room.__name__}.{found.name}")
