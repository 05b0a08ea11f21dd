"""What is understood before any word is tagged: identifiers and asides. Each becomes one token."""

from attrs import frozen

from refcheck.identifiers import find
from refcheck.model import Identifier, Span
from refcheck.parsing.asides import Aside, find_asides


@frozen
class Masked:
    """What was found in a text; ``spans`` names each stretch (``doi``, ``url``, ``accessed`` …), in printed order."""

    identifiers: tuple[Identifier, ...]
    asides: tuple[Aside, ...]
    spans: tuple[tuple[str, Span], ...]


def mask(text: str) -> Masked:
    """Find every identifier and aside of one reference."""
    identifiers = find(text)
    asides = tuple(find_asides(text, [identifier.span for identifier in identifiers]))
    spans = [(str(identifier.scheme), identifier.span) for identifier in identifiers]
    spans += [(aside.name, aside.span) for aside in asides]
    return Masked(identifiers, asides, tuple(sorted(spans, key=lambda named: named[1].start)))
