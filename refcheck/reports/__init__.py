"""Report → text, with one module in ``formats`` for each format: it has ``render(report) -> str`` and is named for the format."""

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
    """Return the report in the format called ``name`` (one of ``formats()``), ending in a newline.

    Raises:
        ValueError: there is no format of that name.
    """
    return "".join(render_pieces(report, name))


def rendered(bibliography: Bibliography, name: str) -> str:
    """Return the references in a bibliographic format, in order and with their keys, without characters that no such format has."""
    from refcheck.reports.corrected import writable

    references = tuple(evolve(each, key=writable(each.key)) for each in bibliography.references)
    return writable(writers.render(evolve(bibliography, references=references), name)) or "\n"


def render_pieces(report: Report, name: str) -> Iterable[str]:
    """Return the same in pieces, to be written in turn: formats that can make pieces need not hold a large report in memory."""
    if name not in formats():
        raise ValueError(f"there is no format {name!r}; the formats are {', '.join(formats())}")
    if name not in _reports():
        from refcheck.reports.corrected import corrected

        return (rendered(corrected(report), name),)
    module = import_module(f"{_room.__name__}.{name.replace('-', '_')}")
    pieces: Iterable[str] = module.pieces(report) if hasattr(module, "pieces") else (module.render(report),)
    return pieces
