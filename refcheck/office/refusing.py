"""Why a change cannot be made in a document, as far as the reader's places tell."""

from collections.abc import Sequence

from refcheck.model import Document, Span, TextNode

_NONE = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n"}
"""Characters that XML has no place for. Source: XML 1.0, ``Char``."""


def why_not(document: Document, span: Span, nodes: Sequence[TextNode]) -> str:
    """Why what stands at a span cannot be changed, in a person's words; empty where it can.

    ``nodes`` are the stretches of the file that it covers, or those beside an empty span.
    """
    if not nodes:
        return "it stands nowhere in the document as text"
    if program := next((node.program for node in nodes if node.program), ""):
        return f"{program} writes it, and would write it again: correct it in its library"
    if sum(len(node.span) for node in nodes) < len(span):
        is_end = "\n" in span.of(document.text)
        return "it goes over the end of a paragraph" if is_end else "a part of it is a link's address and no text"
    if len({node.part for node in nodes}) > 1:
        return "it goes from one part of the document to another"
    return ""


def can_stand(text: str) -> bool:
    """Whether a document can hold a text."""
    return not any(character in _NONE or "\ud800" <= character <= "\udfff" for character in text)
