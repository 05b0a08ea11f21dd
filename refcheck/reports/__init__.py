"""Report → text, one format a file in ``formats``: a module with ``render(report) -> str``, named for its format."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from refcheck.model import Report
from refcheck.reports import formats as _room


def formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(_room.__path__)))


def render(report: Report, name: str) -> str:
    """The report in the format of that name (one of ``formats()``), ending in a newline.

    Raises:
        ValueError: there is no such format.
    """
    if name not in formats():
        raise ValueError(f"no format {name!r}; there are {', '.join(formats())}")
    text: str = import_module(f"{_room.__name__}.{name.replace('-', '_')}").render(report)
    return text


def render_pieces(report: Report, name: str) -> Iterable[str]:
    """The same in pieces to be written one after the other, so that a large report of a format that can need not be held whole."""
    module = import_module(f"{_room.__name__}.{name.replace('-', '_')}")
    pieces: Iterable[str] = module.pieces(report) if hasattr(module, "pieces") else (module.render(report),)
    return pieces
