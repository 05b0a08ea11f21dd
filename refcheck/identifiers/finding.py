"""Every identifier in a text."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from refcheck.identifiers import schemes
from refcheck.identifiers.schemes import doi, url
from refcheck.model import Identifier, Scheme

_RESOLVERS = (
    "arxiv.org/",
    "pubmed",
    "ncbi.nlm.nih.gov/pmc",
    "pmc.ncbi.nlm.nih.gov",
    "europepmc.org/",
    "hdl.handle.net/",
)
"""What the address of an identifier's own resolver has in it before the identifier; for DOIs see ``doi.label_span``."""


def find(text: str) -> tuple[Identifier, ...]:
    """The identifiers of every scheme in a text, in the order printed; no two overlap.

    The address of an identifier's own resolver (``https://doi.org/10.…``, ``https://arxiv.org/abs/…``) is read as the
    identifier; any other address that holds one (``https://onlinelibrary.wiley.com/doi/10.…``) is read as a URL.
    """
    resolved = sorted((*doi.find(text), *_numbers(text)), key=_start)
    addresses = [address for address in url.find(text) if not _is_resolver(text, address, resolved)]
    found: list[Identifier] = []
    for identifier in (*addresses, *resolved):
        place = bisect_left(found, identifier.span.start, key=_start)
        if not any(identifier.span.overlaps(other.span) for other in found[max(0, place - 1) : place + 1]):
            found.insert(place, identifier)
    return tuple(found)


def _numbers(text: str) -> Iterator[Identifier]:
    lowered = text.lower()
    for hints, find_all in _labelled():
        if any(map(lowered.__contains__, hints)):
            yield from find_all(text)


@cache
def _labelled() -> tuple[tuple[tuple[str, ...], Callable[[str], tuple[Identifier, ...]]], ...]:
    """What a text has in it if it may hold an identifier that is known by its label, and how those are found, by scheme."""
    names = sorted(module.name for module in iter_modules(schemes.__path__))
    modules = (import_module(f"{schemes.__name__}.{name}") for name in names)
    return tuple((module.HINTS, module.find) for module in modules if hasattr(module, "HINTS"))


def repair_doi(text: str) -> Identifier | None:
    """The first DOI in a text, mended, with its other readings; ``None`` where there is none."""
    return _first(text, Scheme.DOI, doi.find)


def repair_url(text: str) -> Identifier | None:
    """The first URL in a text, mended, with its other readings; ``None`` where there is none."""
    return _first(text, Scheme.URL, url.find)


def _first(text: str, scheme: Scheme, find_all: Callable[[str], tuple[Identifier, ...]]) -> Identifier | None:
    """The first of its scheme; or else one that is part of another identifier, or has another as its part."""
    first = next((identifier for identifier in find(text) if identifier.scheme is scheme), None)
    return first or next(iter(find_all(text)), None)


def _is_resolver(text: str, address: Identifier, resolved: Sequence[Identifier]) -> bool:
    """Whether the address is that of the resolver of an identifier in it. ``resolved`` is in the order printed."""
    place = bisect_left(resolved, address.span.start, key=_start)
    if place == len(resolved):
        return False
    identifier = resolved[place]
    if identifier.scheme is Scheme.DOI:
        return doi.label_span(text, identifier).start <= address.span.start
    before = text[address.span.start : identifier.span.start].lower()
    return identifier.span.start < address.span.end and any(resolver in before for resolver in _RESOLVERS)


def _start(identifier: Identifier) -> int:
    return identifier.span.start
