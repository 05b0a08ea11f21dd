"""Masks set before any word is tagged: identifiers and side notes, one token each; and spans mapped to and from a rendering."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck.gazetteer.buttons import is_button
from refcheck.identifiers import find
from refcheck.identifiers.schemes import url
from refcheck.model import Field, Identifier, Reference, Scheme, Span
from refcheck.parsing.side_notes import NOTICE, TRANSLATED, SideNote, find_side_notes
from refcheck.text.rendered import Rendered


def placed(identifiers: Sequence[Identifier], rendered: Rendered) -> tuple[Identifier, ...]:
    """Return the identifiers of the source with their spans in the rendered text; one from a tag has an empty span there."""
    return tuple(evolve(each, span=_placed(each.span, rendered)) for each in identifiers)


def restored(reference: Reference, raw: str, identifiers: Sequence[Identifier], rendered: Rendered) -> Reference:
    """Return a reference read from the rendered text, with every span in ``raw`` and the identifiers that were found there."""
    known = {(each.scheme.value, _placed(each.span, rendered)): each.span for each in identifiers}
    return evolve(
        reference,
        raw=raw,
        fields=tuple(_fields(reference.fields, raw, known, rendered)),
        identifiers=tuple(identifiers),
        unread=tuple(_restored(span, rendered) for span in reference.unread),
    )


def _fields(
    fields: Sequence[Field], raw: str, known: Mapping[tuple[str, Span], Span], rendered: Rendered
) -> Iterator[Field]:
    for field in fields:
        span = known.get((field.name, field.span)) or _restored(field.span, rendered)
        source = span.of(raw)
        yield evolve(field, span=span, raw=source, repairs=field.repairs if source == field.raw else ())


def _placed(span: Span, rendered: Rendered) -> Span:
    return Span(*rendered.place(span.start, span.end))


def _restored(span: Span, rendered: Rendered) -> Span:
    return Span(*rendered.source(span.start, span.end))


_PRINTED_AS_URL = frozenset({Scheme.PMID, Scheme.PMCID, Scheme.ARXIV, Scheme.HANDLE})
"""Schemes whose identifiers may be printed as URLs that a reader may open:
"https://pubmed.ncbi.nlm.nih.gov/24314719/". A DOI is its own URL."""


@frozen
class Masked:
    """The identifiers and dates in a text; ``spans`` has the name (``doi``, ``url``, ``accessed`` …) and span of each, in order.

    ``address`` is the URL as which one of the identifiers is printed, if there is one.
    """

    identifiers: tuple[Identifier, ...]
    address: Identifier | None
    side_notes: tuple[SideNote, ...]
    spans: tuple[tuple[str, Span], ...]


def mask(text: str, known: tuple[Identifier, ...] | None = None) -> Masked:
    """Find every side note of one reference, and its identifiers unless ``known``; one with an empty span is not printed."""
    identifiers = find(text) if known is None else known
    printed = [identifier for identifier in identifiers if len(identifier.span)]
    side_notes = tuple(find_side_notes(text, [identifier.span for identifier in printed]))
    whole = [each.span for each in side_notes if each.name == TRANSLATED]
    spans = [(str(each.scheme), each.span) for each in printed if not any(each.span.overlaps(span) for span in whole)]
    spans += [("review" if each.name == NOTICE else each.name, each.span) for each in side_notes]  # the tagger's name
    spans += [("medium", span) for span in _links(text, printed) if not any(span.overlaps(each) for _, each in spans)]
    return Masked(
        identifiers, _address(text, identifiers), side_notes, tuple(sorted(spans, key=lambda named: named[1].start))
    )


_RESOLVER = re.compile(r"\s*(?:https?://\S*|doi:?\s*)?", re.IGNORECASE)
"""The text between the label of a link and the identifier to which it leads: " https://doi.org/"."""

_REACH = 48
"""The most code points of a label, and of the text after it."""


def _links(text: str, identifiers: Iterable[Identifier]) -> Iterator[Span]:
    """Yield labels of links in brackets, right before the identifiers they lead to: "[CrossRef] [PubMed] https://doi.org/10.…"."""
    for identifier in identifiers if "]" in text else ():
        start = identifier.span.start
        while (closed := text.rfind("]", max(start - _REACH, 0), start)) >= 0:
            opened = text.rfind("[", max(closed - _REACH, 0), closed)
            after = _RESOLVER.fullmatch(text, closed + 1, start)
            if opened < 0 or after is None or not is_button(text[opened + 1 : closed]):
                break
            yield Span(opened, closed + 1)
            start = opened


def _address(text: str, identifiers: Iterable[Identifier]) -> Identifier | None:
    """Return the first URL as which an identifier with its own resolver is printed."""
    addressed = [identifier.span for identifier in identifiers if identifier.scheme in _PRINTED_AS_URL]
    if not addressed or "/" not in text:
        return None
    return next((found for found in url.find(text) if any(found.span.overlaps(span) for span in addressed)), None)
