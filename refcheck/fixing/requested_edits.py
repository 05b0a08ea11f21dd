"""The edit that a finding requests, what it is to be written into, and what comes of it."""

from collections.abc import Callable

from attrs import frozen

from refcheck.model import Document, Finding, Fix, Reference, Safety, Span


@frozen(kw_only=True)
class RequestedEdit:
    """A finding with a fix, and the reference that it is of."""

    reference: Reference
    finding: Finding
    fix: Fix

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """What is made first, where two cannot be made together: the safe, the grave, the early, the long."""
        span = self.fix.span
        return (self.fix.safety is not Safety.SAFE, -self.finding.rule.severity.rank, span.start, -len(span))

    @property
    def variable(self) -> str | None:
        """The CSL variable that it is about, if it is one."""
        return self.fix.adds or next((each.field for each in self.finding.evidence), None)

    @property
    def text(self) -> str:
        """The new value, on one line."""
        return " ".join(self.fix.replacement.split())


@frozen(kw_only=True)
class Source:
    """What is written into: the document, and whether its encoding has the characters of a text."""

    document: Document
    can_write: Callable[[str], bool]
    is_ascii: bool


@frozen
class Change:
    """A requested edit as the source's format writes it: ``span``, in ``Reference.raw``, becomes ``text``."""

    span: Span
    text: str

    def made_in(self, raw: str) -> str:
        """The reference with it."""
        return raw[: self.span.start] + self.text + raw[self.span.end :]


@frozen
class Unwritable:
    """Why a requested edit cannot be written so that the source stays sound and everything else in it as it is."""

    why: str
