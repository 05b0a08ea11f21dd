"""Every identifier in a text."""

from itertools import chain

from refcheck.identifiers import arxiv, doi, handle, isbn, issn, pmcid, pmid, url
from refcheck.model import Identifier, Scheme

_NUMBERS = (arxiv, pmid, pmcid, handle, isbn, issn)
"""The schemes that are known by a label or by their resolver's address."""

_RESOLVERS = (
    "doi.org",
    "doi-org",
    "arxiv.org",
    "pubmed",
    "ncbi.nlm.nih.gov/pmc",
    "pmc.ncbi.nlm.nih.gov",
    "hdl.handle.net",
)
"""What the address of an identifier's own resolver has in it before the identifier."""


def find(text: str) -> tuple[Identifier, ...]:
    """The identifiers of every scheme in a text, in the order printed; no two overlap.

    The address of an identifier's own resolver (``https://doi.org/10.…``, ``https://arxiv.org/abs/…``) is read as the
    identifier; any other address that holds one (``https://onlinelibrary.wiley.com/doi/10.…``) is read as a URL.
    """
    urls = url.find(text)
    dois = doi.find(text)
    others = chain.from_iterable(scheme.find(text) for scheme in _NUMBERS)
    found: list[Identifier] = []
    for identifier in (*(u for u in urls if not _is_resolver(u, dois)), *dois, *others):
        if not any(identifier.span.overlaps(other.span) for other in found):
            found.append(identifier)
    return tuple(sorted(found, key=lambda identifier: identifier.span.start))


def repair_doi(text: str) -> Identifier | None:
    """The first DOI in a text, mended, with its other readings; ``None`` where there is none."""
    return _first(text, Scheme.DOI) or next(iter(doi.find(text)), None)


def repair_url(text: str) -> Identifier | None:
    """The first URL in a text, mended, with its other readings; ``None`` where there is none."""
    return _first(text, Scheme.URL)


def _first(text: str, scheme: Scheme) -> Identifier | None:
    return next((identifier for identifier in find(text) if identifier.scheme is scheme), None)


def _is_resolver(address: Identifier, dois: tuple[Identifier, ...]) -> bool:
    """Whether the address is that of the resolver of an identifier in it."""
    lowered = address.raw.lower()
    return any(resolver in lowered for resolver in _RESOLVERS)
