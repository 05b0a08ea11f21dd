"""Report → text, one format a file: a module with ``render(report) -> str``, named for its format."""

from importlib import import_module
from pkgutil import iter_modules

from refcheck.model import Report


def formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    names = (module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in names))


def render(report: Report, name: str) -> str:
    """The report in the format of that name (one of ``formats()``), ending in a newline."""
    text: str = import_module(f"{__name__}.{name.replace('-', '_')}").render(report)
    return text
