"""Bibliography → bibliographic formats, one per module with ``render(bibliography) -> str``, named for its format.

Also a work as text, in the order of a printed reference.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from refcheck.model import Bibliography, Work

__all__ = ["formats", "render", "set_plainly"]


def formats() -> tuple[str, ...]:
    """Return the names of the formats that can be written, in alphabetical order."""
    names = (module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in names))


def render(bibliography: Bibliography, form: str) -> str:
    """Return the bibliography in the format of that name."""
    writer = import_module(f"{__name__}.{form.replace('-', '_')}")
    text: str = writer.render(bibliography)
    return text


def set_plainly(work: Work) -> str:
    """Return the values of a work as text, in the order of a printed reference; empty for an empty work."""
    parts = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in _parts(work))
    url = f"https://doi.org/{work.doi}" if work.doi else work.url
    return " ".join(filter(None, (parts, url)))


def _parts(work: Work) -> Iterator[str]:
    title = ": ".join(filter(None, (work.title, work.subtitle)))
    people = "; ".join(map(str, work.author or work.editor))
    year = f"({work.issued})" if work.issued else ""
    issue = f"({work.issue})" if work.issue else ""
    place = (work.container_title, f"{work.volume or ''}{issue}", work.page or work.article_number)
    publisher = ": ".join(filter(None, (work.publisher_place, work.publisher)))
    yield from filter(None, (f"{people} {year}".strip(), title, ", ".join(filter(None, place)), publisher))
