"""The result of an audit."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from refcheck.model.finding import Finding
from refcheck.model.match import Case
from refcheck.model.span import Place, Span


class Verdict(StrEnum):
    """One word a reference.

    ``broken``: its identifier, as printed and in every plausible repair, is registered nowhere. ``differs``: a record is held
    and disagrees. ``not-found``: every registry that can know it was asked, and none holds it. ``verified``: a record is held and
    agrees. ``unverified``: the rest, which is no finding.
    """

    BROKEN = "broken"
    DIFFERS = "differs"
    NOT_FOUND = "not-found"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@frozen(kw_only=True)
class Audited:
    """A reference after the audit: the case, the verdict and the findings.

    ``file`` is its document's name; ``places`` say where each of the reference's ``spans`` begins in it.
    """

    file: str
    case: Case
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    places: tuple[Place, ...] = ()

    def place(self, span: Span | None = None) -> Place | None:
        """Where the reference, or a span of its ``raw``, begins in the document; ``None`` where that is not known."""
        offset = 0
        for piece, place in zip(self.case.reference.spans, self.places, strict=False):
            if span is None or span.start <= offset + len(piece):
                before = self.case.reference.raw[offset : span.start if span else offset]
                lines = before.split("\n")
                column = len(lines[-1]) + (place.column if len(lines) == 1 else 1)
                return Place(place.line + len(lines) - 1, column)
            offset += len(piece) + 1
        return None


@frozen(kw_only=True)
class ListFinding:
    """A finding of one whole list, with the name of its document."""

    file: str
    finding: Finding


@frozen(kw_only=True)
class Waived:
    """A finding that somebody decided to leave: who, why and until which day (``None``: for good)."""

    file: str
    finding: Finding
    who: str
    why: str
    until: date | None = None


@frozen(kw_only=True)
class Note:
    """What a reader could not read of one file, or had to guess, in words for a person."""

    file: str
    message: str


@frozen(kw_only=True)
class Incomplete:
    """What could not be told in a run: a registry, why, and the keys of the references concerned."""

    registry: str
    why: str
    references: tuple[str, ...] = ()


@frozen(kw_only=True)
class Run:
    """How a report came about: the version, the time (UTC), who was asked, what could not be, and what could not be read."""

    version: str
    started: datetime
    finished: datetime
    registries: tuple[str, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    notes: tuple[Note, ...] = ()


@frozen(kw_only=True)
class Report:
    """The result of an audit: the references in order, the findings of whole lists, what was waived, and the run."""

    references: tuple[Audited, ...] = ()
    findings: tuple[ListFinding, ...] = ()
    waived: tuple[Waived, ...] = ()
    run: Run

    def all_findings(self) -> Iterator[Finding]:
        """The findings of the references, in order, then those of whole lists; none that was waived."""
        for audited in self.references:
            yield from audited.findings
        for each in self.findings:
            yield each.finding

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data, in the shape of ``docs/report.schema.json``."""
        from refcheck.exchange import report_to_dict  # it imports this file, and the converter library

        return report_to_dict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Report":
        """The report that ``to_dict`` wrote.

        Raises:
            ValueError: the data is of another schema version.
        """
        from refcheck.exchange import report_from_dict

        return report_from_dict(data)
