"""A reference as people read it: as it is printed, or what it states where only its source is known."""

from collections.abc import Iterator

from refcheck.model import Reference, Work


def as_printed(reference: Reference) -> str:
    """Return how a reference is printed; one that was read from fields and is printed nowhere is set as a list would print it.

    >>> from refcheck.model import Name
    >>> work = Work(title="Lakes", author=(Name(family="Roe", given="J."),), container_title="Tides", volume="3", page="1-9")
    >>> set_plainly(work)
    'Roe, J. Lakes. Tides, 3, 1-9.'
    """
    if reference.printed:
        return reference.printed
    return (reference.structured and set_plainly(reference.work)) or reference.raw


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
