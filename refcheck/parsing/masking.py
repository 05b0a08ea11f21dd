"""What is understood before any word is tagged: identifiers and asides. Each becomes one token."""

from collections.abc import Iterable

from attrs import frozen

from refcheck.identifiers import find
from refcheck.identifiers.schemes import url
from refcheck.model import Identifier, Scheme, Span
from refcheck.parsing.asides import Aside, find_asides

_ADDRESSED = frozenset({Scheme.PMID, Scheme.PMCID, Scheme.ARXIV, Scheme.HANDLE})
"""Schemes whose identifiers are printed as addresses that a reader may open:
"https://pubmed.ncbi.nlm.nih.gov/24314719/". A DOI is its own address."""


@frozen
class Masked:
    """What was found in a text; ``spans`` names each stretch (``doi``, ``url``, ``accessed`` …), in printed order.

    ``address`` is the address that one of the identifiers is printed as, where it is.
    """

    identifiers: tuple[Identifier, ...]
    address: Identifier | None
    asides: tuple[Aside, ...]
    spans: tuple[tuple[str, Span], ...]


def mask(text: str) -> Masked:
    """Find every identifier and aside of one reference."""
    return mask_known(text, find(text))


def mask_known(text: str, identifiers: tuple[Identifier, ...]) -> Masked:
    """Find every aside of one reference whose identifiers are known; one with an empty span is not printed."""
    printed = [identifier for identifier in identifiers if len(identifier.span)]
    asides = tuple(find_asides(text, [identifier.span for identifier in printed]))
    spans = [(str(identifier.scheme), identifier.span) for identifier in printed]
    spans += [(aside.name, aside.span) for aside in asides]
    return Masked(
        identifiers, _address(text, identifiers), asides, tuple(sorted(spans, key=lambda named: named[1].start))
    )


def _address(text: str, identifiers: Iterable[Identifier]) -> Identifier | None:
    """The first address that an identifier with a resolver of its own is printed as."""
    addressed = [identifier.span for identifier in identifiers if identifier.scheme in _ADDRESSED]
    if not addressed or "/" not in text:
        return None
    return next((found for found in url.find(text) if any(found.span.overlaps(span) for span in addressed)), None)
