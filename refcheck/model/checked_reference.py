"""A reference after the audit, and the verdict on it."""

from enum import StrEnum
from importlib import import_module

from attrs import frozen

from refcheck.model.answer import Record
from refcheck.model.finding import Finding
from refcheck.model.match import Case
from refcheck.model.span import Place, Span, Unit


class Verdict(StrEnum):
    """The result for a reference, in one word.

    ``broken``: its identifier, as printed and in every plausible repair, is registered nowhere. ``differs``: there is a record and
    it disagrees. ``not-found``: every registry that could have it was queried, and none has it. ``verified``: there is a record
    and it agrees. ``unverified``: any other reference; this is not a finding.
    """

    BROKEN = "broken"
    DIFFERS = "differs"
    NOT_FOUND = "not-found"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@frozen(kw_only=True, repr=False)
class CheckedReference:
    """A reference after the audit: the case, the verdict and the findings.

    ``unsettled`` says, for a reference without a record, which registries were queried and what would settle it; for one with
    a record, which registries could not be queried, whether that leaves it unknown if the work was retracted or corrected, and what
    of the reference was not compared.
    ``file`` is its document's name; ``places`` say where each of the reference's ``spans`` begins in it.
    """

    file: str
    case: Case
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    places: tuple[Place, ...] = ()
    unsettled: str = ""

    @property
    def format(self) -> str:
        """The name of the reader that read the reference."""
        return self.case.format

    @property
    def key(self) -> str:
        """The reference's own number or key."""
        return self.case.reference.key

    @property
    def title(self) -> str | None:
        """The title as cited."""
        return self.case.reference.work.title

    @property
    def year(self) -> int | None:
        """The year as cited."""
        return self.case.reference.work.year

    @property
    def doi(self) -> str | None:
        """The DOI as cited and repaired, or else the one that is registered for the work."""
        return self.case.reference.work.doi or (self.record.work.doi if self.record else None)

    @property
    def record(self) -> Record | None:
        """The registry's record that the reference was compared with, if there is one."""
        return self.case.match.record if self.case.match else None

    def __repr__(self) -> str:
        """``<CheckedReference [29] differs: Lindqvist et al. (2021) The Northern Approach to Tidal Engineering>``."""
        return f"<{type(self).__name__} {self}>"

    def explain(self) -> str:
        """Return how the reference was read, repaired, looked up and judged, line by line, for a person."""
        text: str = import_module("refcheck.reports.explaining").explanation(self)
        return text

    def _repr_html_(self) -> str:
        """Return the verdict, the reference and its findings, as a notebook shows them."""
        text: str = import_module("refcheck.reports.tables").card(self)
        return text

    def __str__(self) -> str:
        """``[29] differs: Lindqvist et al. (2021) The Northern Approach to Tidal Engineering``."""
        return ": ".join(filter(None, (f"[{self.key}] {self.verdict.value}", str(self.case.reference.work))))

    def place(self, span: Span | None = None) -> Place | None:
        """Return where the reference, or a span of its ``raw``, begins in the document; ``None`` where that is not known."""
        offset = 0
        for piece, place in zip(self.case.reference.spans, self.places, strict=False):
            if span is None or span.start <= offset + len(piece):
                before = self.case.reference.raw[offset : span.start if span else offset]
                if place.unit is not Unit.LINE or not place.column:
                    return place
                lines = before.split("\n")
                column = len(lines[-1]) + (place.column if len(lines) == 1 else 1)
                return Place(place.line + len(lines) - 1, column)
            offset += len(piece) + 1
        return None
