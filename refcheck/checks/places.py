"""Where something stands in the printed reference, and the change that would put it right."""

from refcheck.checks.mending.pages import pages_in_print
from refcheck.model import Fix, Identifier, Reference, Safety, Span


def place(reference: Reference, name: str, text: str = "") -> Span | None:
    """Where ``text`` is printed within the fields of that name; else where those fields are; ``None`` where none was read."""
    spans = [field.span for field in reference.fields if field.name == name]
    for span in spans:
        if text and span.of(reference.raw).count(text) == 1:
            start = span.start + span.of(reference.raw).index(text)
            return Span(start, start + len(text))
    return Span(spans[0].start, spans[-1].end) if spans else None


def replacing(reference: Reference, name: str, text: str, replacement: str) -> Fix | None:
    """The change of ``text``, printed within a field, to what a registry has; ``None`` where it is not printed just so.

    A field may write it otherwise (``12–34``, ``12--34``), if it is all that the field says; pages keep the printed dash. It wants
    a person's look: the registry may be the one that errs.
    """
    span = place(reference, name, text)
    if span is None or not replacement:
        return None
    if span.of(reference.raw) != text:
        fields = [field for field in reference.fields if field.name == name]
        if [field.value for field in fields] != [text] or not (reference.structured or name == "page"):
            return None
        span = fields[0].span
    if name == "page" and not reference.structured:
        replacement = pages_in_print(span.of(reference.raw), replacement)
    return Fix(span=span, replacement=replacement, safety=Safety.UNSAFE)


def field_around(reference: Reference, identifier: Identifier) -> Span | None:
    """The whole value of the given field that an identifier is all of, but for a link, a command or a label before it."""
    for field in reference.fields if reference.structured else ():
        before = Span(field.span.start, identifier.span.start).of(reference.raw)
        if field.name == identifier.scheme and identifier.span.end <= field.span.end and any(map(str.isalnum, before)):
            return field.span
    return None
