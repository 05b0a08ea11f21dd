"""A change of a document made in the parts that differ, from the end to the beginning, whatever its format."""

from abc import ABC, abstractmethod

from refcheck.model import Document, Span, TextNode
from refcheck.office.refusing import why_not
from refcheck.office.values import Change
from refcheck.office.wording import parts_of


class Tracked(ABC):
    """A document that is being changed. Its format says how text is put in and taken out."""

    def __init__(self, document: Document) -> None:
        """``document`` is what the reader told."""
        self._document = document

    def make(self, change: Change) -> str:
        """Make a change, or say why that cannot be done."""
        parts = list(parts_of(change, self._document.text))
        if why := next(filter(None, (self._why_not(each) for each in parts)), ""):
            return why
        for each in reversed(parts):
            if each.replacement:
                self._insert(each)
            for node in reversed(self._document.nodes_at(each.span)):
                self._delete(node)
        return ""

    def _why_not(self, change: Change) -> str:
        """Why a change cannot be made; empty where it can."""
        return why_not(self._document, change.span, self._nodes(change.span))

    def _nodes(self, span: Span) -> tuple[TextNode, ...]:
        """The stretches that a span covers; of an empty one the stretch before it, or else that behind."""
        if len(span):
            return self._document.nodes_at(span)
        before = self._document.nodes_at(Span(max(0, span.start - 1), span.start))
        return before or self._document.nodes_at(Span(span.start, span.start + 1))

    @abstractmethod
    def _insert(self, change: Change) -> None:
        """Put text in behind what is taken out, else behind what stands before the place, or before what stands behind."""

    @abstractmethod
    def _delete(self, node: TextNode) -> None:
        """Mark a stretch as taken out; what refcheck itself has put in before goes without a trace."""
