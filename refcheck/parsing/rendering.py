"""A reference that was printed with markup, entities or parted words: read as people read it, its values placed where it stands."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from refcheck.model import Field, Identifier, Reference, Span
from refcheck.text.rendered import Rendered


def placed(identifiers: Sequence[Identifier], rendered: Rendered) -> tuple[Identifier, ...]:
    """Identifiers of the source where they stand in the rendered text; those of a tag have an empty span there."""
    return tuple(evolve(each, span=_placed(each.span, rendered)) for each in identifiers)


def restored(reference: Reference, raw: str, identifiers: Sequence[Identifier], rendered: Rendered) -> Reference:
    """A reference that was read from the rendered text, with every span in ``raw`` and the identifiers that were found there."""
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
