"""The printed text without its identifiers, whose marks and digits are their own."""

from refcheck.model import Identifier, Reference

MASK = "\ufffc"
"""What stands for each character of an identifier: the object replacement character, no letter, digit, mark or space."""


def masked(reference: Reference) -> str:
    """``Reference.raw`` with every identifier masked; all offsets stay what they are.

    Marks at the end that were trimmed from an identifier belong to the text.
    """
    text = list(reference.raw)
    for identifier in reference.identifiers:
        start, end = identifier.span.start, identifier.span.end - _trimmed(identifier)
        text[start:end] = MASK * (end - start)
    return "".join(text)


def prose(reference: Reference, *fields: str) -> str:
    """Return what a rule on wording may look at: the masked text; all offsets stay what they are.

    The source of a structured reference is no prose: of it, no more is shown than the values of ``fields``.
    """
    if not reference.structured:
        return masked(reference)
    shown = [" "] * len(reference.raw)
    for field in reference.fields:
        if field.name in fields:
            shown[field.span.start : field.span.end] = field.span.of(reference.raw)
    return "".join(shown)


def _trimmed(identifier: Identifier) -> int:
    """Return how many marks at the end of the printed identifier are no part of its reading."""
    kept = len(identifier.raw)
    while kept and not identifier.raw[kept - 1].isalnum() and not identifier.value.endswith(identifier.raw[kept - 1]):
        kept -= 1
    return len(identifier.raw) - kept
