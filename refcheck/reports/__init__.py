"""Report → text, one format a file in ``formats``: a module with ``render(report) -> str``, named for its format."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from attrs import evolve

from refcheck import writers
from refcheck.model import Bibliography, Report
from refcheck.reports import formats as _room


def formats() -> tuple[str, ...]:
    """Return the names of the formats, in alphabetical order: those of reports, and those of the corrected bibliography."""
    return tuple(sorted({*_reports(), *writers.formats()}))


def _reports() -> tuple[str, ...]:
    return tuple(module.name.replace("_", "-") for module in iter_modules(_room.__path__))


def render(report: Report, name: str) -> str:
    """Return the report in the format of that name (one of ``formats()``), ending in a newline.

    Raises:
        ValueError: there is no such format.
    """
    return "".join(render_pieces(report, name))


def rendered(bibliography: Bibliography, name: str) -> str:
    """The references of a report in a bibliographic format, keys and order as they were. What no such format has is left out."""
    from refcheck.reports.corrected import writable

    references = tuple(evolve(each, key=writable(each.key)) for each in bibliography.references)
    return writable(writers.render(evolve(bibliography, references=references), name)) or "\n"


def render_pieces(report: Report, name: str) -> Iterable[str]:
    """The same in pieces to be written one after the other, so that a large report of a format that can need not be held whole."""
    if name not in formats():
        raise ValueError(f"no format {name!r}; there are {', '.join(formats())}")
    if name not in _reports():
        from refcheck.reports.corrected import corrected

        return (rendered(corrected(report), name),)
    module = import_module(f"{_room.__name__}.{name.replace('-', '_')}")
    pieces: Iterable[str] = module.pieces(report) if hasattr(module, "pieces") else (module.render(report),)
    return pieces
