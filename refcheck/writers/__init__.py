"""Bibliography → bibliographic formats, one a file: a module with ``render(bibliography) -> str``, named for its format."""

from importlib import import_module
from pkgutil import iter_modules

from refcheck.model import Bibliography

__all__ = ["formats", "render"]


def formats() -> tuple[str, ...]:
    """Return the names of the formats that can be written, in alphabetical order."""
    names = (module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in names))


def render(bibliography: Bibliography, form: str) -> str:
    """Return the bibliography in the format of that name."""
    writer = import_module(f"{__name__}.{form.replace('-', '_')}")
    text: str = writer.render(bibliography)
    return text
