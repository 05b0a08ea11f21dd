"""A reference as printed, with its repairs, the proposed fixes and the places of the findings marked."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

from attrs import define, frozen

from refcheck.model import Finding, Identifier, Reference, Safety, Span
from refcheck.reports.addresses import id_link
from refcheck.reports.marking import Edit, is_said, mended, proposed

LONGEST = 4_000
"""The most characters of a text that are shown. No real reference is longer; a hostile one must not fill the page."""


class Mark(StrEnum):
    """How a piece of the printed text is shown."""

    PLAIN = "plain"
    NEWLINE = "newline"
    REMARK = "mark"
    DELETED = "del"
    INSERTED = "ins"


@frozen(kw_only=True)
class Piece:
    """A run of characters with the same markup. ``kind`` is the severity of a remark, or the safety of a change."""

    text: str
    mark: Mark = Mark.PLAIN
    kind: str = ""


@define(kw_only=True)
class Stretch:
    """Pieces within one link, or outside of links; ``notes`` are the numbers of the findings whose span ends here."""

    href: str | None
    pieces: list[Piece]
    notes: list[int]


def printed(reference: Reference, findings: Sequence[Finding]) -> list[Stretch]:
    """Return the reference as printed, as stretches in order; findings are numbered from 1."""
    return _Proof(reference, findings).stretches()


class _Proof:
    """The printed text of one reference, which is cut into stretches."""

    def __init__(self, reference: Reference, findings: Sequence[Finding]) -> None:
        self._raw = reference.raw[:LONGEST]
        whole = Span(0, len(self._raw))
        self._structured = reference.structured
        identifiers = [each for each in reference.identifiers if each.span.of(self._raw) == each.raw]
        self._edits = _edits(identifiers, findings, self._raw)
        self._links = [(each.span, href) for each in identifiers if (href := id_link(each))]
        self._remarks = [
            (finding.span, finding.rule.severity, number)
            for number, finding in enumerate(findings, start=1)
            if finding.span and finding.span.end <= whole.end
        ]
        self._whole = whole
        self._done: list[Stretch] = []

    def stretches(self) -> list[Stretch]:
        cuts = self._cuts()
        for start, end in pairwise([*cuts, cuts[-1]]):
            self._insert(start)
            self._note(start)
            if start < end:
                self._show(Span(start, end))
        return self._done

    def _cuts(self) -> list[int]:
        spans = [
            self._whole,
            *(edit.span for edit in self._edits),
            *(span for span, _ in self._links),
            *(span for span, _, _ in self._remarks),
        ]
        if self._structured:
            spans += [Span(at, at + 1) for at, letter in enumerate(self._raw) if letter == "\n"]
        return sorted({edge for span in spans for edge in (span.start, span.end)})

    def _insert(self, at: int) -> None:
        for edit in self._edits:
            if edit.span.end == at and edit.after:
                piece = Piece(text=edit.after, mark=Mark.INSERTED, kind=edit.safety.value)
                self._at_link(Span(at, at)).pieces.append(piece)

    def _note(self, at: int) -> None:
        numbers = [number for span, _, number in self._remarks if self._outside_links(span.end) == at]
        if numbers:
            self._last().notes += numbers

    def _show(self, span: Span) -> None:
        text = span.of(self._raw)
        edit = next((edit for edit in self._edits if edit.span.overlaps(span)), None)
        severities = [severity for place, severity, _ in self._remarks if place.overlaps(span)]
        if self._structured and text == "\n":
            piece = Piece(text=text, mark=Mark.NEWLINE)
        elif edit is not None:
            piece = Piece(text=text, mark=Mark.DELETED, kind=edit.safety.value)
        elif severities:
            most_severe = max(severities, key=lambda severity: severity.rank)
            piece = Piece(text=text, mark=Mark.REMARK, kind=most_severe.value)
        else:
            piece = Piece(text=text)
        self._at_link(span).pieces.append(piece)

    def _at_link(self, span: Span) -> Stretch:
        """Return the stretch to which ``span`` belongs: a new one where a link begins or ends, or after a note."""
        href = next((href for link, href in self._links if link.holds(span)), None)
        if not self._done or self._done[-1].href != href or self._done[-1].notes:
            self._done.append(Stretch(href=href, pieces=[], notes=[]))
        return self._done[-1]

    def _last(self) -> Stretch:
        return self._done[-1] if self._done else self._at_link(Span(0, 0))

    def _outside_links(self, at: int) -> int:
        """Return ``at``, or the end of the link that it is within: a note is itself a link, and links cannot be nested."""
        return next((link.end for link, _ in self._links if link.start < at < link.end), at)


def _edits(identifiers: Iterable[Identifier], findings: Iterable[Finding], raw: str) -> list[Edit]:
    """Return the edits that are shown in the text: each repair or fix completely or not at all, safe and long ones first.

    The fix that belongs to a repair is not shown a second time. A change that touches one already shown is reported beside the
    reference only, and so is an unsafe fix whose finding says in words what differs.
    """
    repaired = [each for each in identifiers if each.repairs]
    fixes = [each.fix for each in findings if each.fix and not each.fix.adds and not _is_in_message(each)]
    changes = [list(mended(each)) for each in repaired]
    changes += [proposed(fix, raw) for fix in fixes if all(fix.span != each.span for each in repaired)]
    kept: list[Edit] = []
    for change in sorted(filter(None, changes), key=_weight):
        if change[-1].span.end <= len(raw) and not any(
            edit.span.touches(other.span) for edit in change for other in kept
        ):
            kept += change
    return kept


def _is_in_message(finding: Finding) -> bool:
    sides = [each for each in finding.evidence if each.registry]
    said = all(is_said(each.cited or "", each.registered or "", finding.message) for each in sides)
    return bool(sides) and said and finding.fix is not None and finding.fix.safety is Safety.UNSAFE


def _weight(change: Sequence[Edit]) -> tuple[bool, int]:
    return change[0].safety is Safety.UNSAFE, change[0].span.start - change[-1].span.end
