"""A reference after the audit, and where in the open document it and its findings stand."""

from attrs import evolve, frozen

from refcheck.fixing import Seen, seen
from refcheck.model import CheckedReference, Document, Finding, Span
from refcheck.servers.lsp.keys import key_given
from refcheck.servers.lsp.lines import Lines


@frozen(kw_only=True)
class Placed:
    """A reference after the audit, and where it stands in the document.

    ``start`` is where its part begins. ``exact`` says that what was read is the source itself, so that every character has its
    place; of markup the lines are known, and ``stretch`` is from the first one to where the next reference begins. ``asked``
    says that registries were asked.
    """

    audited: CheckedReference
    document: Document
    start: int
    span: Span
    exact: bool
    stretch: Span
    asked: bool = False

    def span_of(self, finding: Finding, lines: Lines) -> Span:
        """Where a finding stands in the document: its characters, or the reference's key, or the line on which it begins."""
        found = self._place(finding.span, lines.text) if finding.span else None
        return found or self.head(lines)

    def _place(self, span: Span, text: str) -> Span | None:
        if not self.exact:
            found = self.seen(span, text)
            return found.span if found else None
        places = self.audited.case.reference.locate(span)
        return Span(places[0].start, places[-1].end).shifted(self.start) if places else None

    def head(self, lines: Lines) -> Span:
        """Where the reference is given its key, or the line on which it begins."""
        return key_given(self.document.name, lines.text, self.span, self.audited.key) or lines.line_of(self.span)

    def seen(self, span: Span, text: str) -> Seen | None:
        """Where in the source of markup what stands at ``span`` in the reference is."""
        found = seen(self.audited.case.reference.raw, span, self.stretch.of(text))
        return evolve(found, span=found.span.shifted(self.stretch.start)) if found else None
