"""A work set as a list would print it, of all that it states."""

from collections.abc import Iterator

from refcheck.model import Work


def set_plainly(work: Work) -> str:
    """Return what a work states, in the order of a printed reference; empty where it states nothing."""
    parts = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in _parts(work))
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    return " ".join(filter(None, (parts, address)))


def _parts(work: Work) -> Iterator[str]:
    title = ": ".join(filter(None, (work.title, work.subtitle)))
    people = "; ".join(map(str, work.author or work.editor))
    year = f"({work.issued})" if work.issued else ""
    issue = f"({work.issue})" if work.issue else ""
    place = (work.container_title, f"{work.volume or ''}{issue}", work.page or work.article_number)
    publisher = ": ".join(filter(None, (work.publisher_place, work.publisher)))
    yield from filter(None, (f"{people} {year}".strip(), title, ", ".join(filter(None, place)), publisher))
