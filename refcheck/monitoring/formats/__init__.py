"""Bulletin → text, one format a file: a module with ``render(bulletin) -> str``, named for its format."""

from importlib import import_module
from pkgutil import iter_modules

from refcheck.monitoring.bulletin import Bulletin


def formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def render(bulletin: Bulletin, name: str) -> str:
    """The bulletin in the format of that name, ending in a newline."""
    text: str = import_module(f"{__name__}.{name}").render(bulletin)
    return text
