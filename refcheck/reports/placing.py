"""The findings of a report as a flat sequence, each with the reference and the place that it is about."""

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from refcheck.model import CheckedReference, Finding, ListFinding, Place, Report, Span, Unit, Waived
from refcheck.reports.ordering import Rank, finding_rank
from refcheck.text.visible import visible


@frozen(kw_only=True)
class Placed:
    """A finding, the name of its document, and the reference where it is shown.

    A finding of a whole list is shown at the first reference that it names; ``audited`` is ``None`` where it names none.
    ``waived`` is set for a waived finding. ``identity`` stays the same from run to run, and is unique among the findings of the
    same rule and file. For a finding about a citation, ``place`` is where the text cites the work.
    """

    file: str
    finding: Finding
    audited: CheckedReference | None
    waived: Waived | None = None
    identity: str = ""
    place: Place | None = None

    @property
    def start(self) -> Place | None:
        """The start of the finding in the document, or of its reference."""
        return self.bounds(self.finding.span)[0]

    def bounds(self, span: Span | None) -> tuple[Place | None, Place | None]:
        """Return the start and end in the document of a span of the reference's ``raw``; for ``None``, the reference's start."""
        if self.place is not None:
            return self.place, None
        if self.audited is None or not self.audited.places:
            return None, None
        return self.audited.place(span), self.audited.place(Span(span.end, span.end)) if span else None


def whereabouts(file: str, place: Place | None) -> str:
    """Return a document and a place in it for people: ``list.txt:12``, ``paper.pdf, page 7``, ``manuscript.docx``."""
    if place is None or place.unit is Unit.NOTHING:
        return file
    return f"{file}:{place.line}" if place.unit is Unit.LINE else f"{file}, {place.unit} {place.line}"


def cited_at(each: ListFinding) -> str:
    """Return where the text first cites what a finding is about: ``thesis.tex:12``; empty where that is not known."""
    is_known = each.place is not None and each.place.unit is not Unit.NOTHING
    return whereabouts(visible(each.file), each.place) if is_known else ""


def of_which(each: ListFinding, report: Report) -> str:
    """Return where the text first cites what a finding of a whole list is about; failing that, the list, if there are several."""
    files = {audited.file for audited in report.references}
    return cited_at(each) or (visible(each.file) if len(files) > 1 else "")


def line_of(place: Place | None) -> int | None:
    """Return the line of a place; ``None`` where the places of the document are not lines."""
    return place.line if place is not None and place.unit is Unit.LINE else None


def placed(report: Report) -> Iterator[Placed]:
    """Yield the findings of the references, in order, then those of whole lists, then those that were waived."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in _each(report):
        fingerprint = each.audited.case.reference.fingerprint if each.audited else ""
        which = (each.file, each.finding.rule.code, fingerprint)
        seen[which] += 1
        yield evolve(each, identity=f"{fingerprint}:{seen[which]}")


def placed_in_order(report: Report) -> list[Placed]:
    """Return the findings that were not waived, by severity of their references, with whole lists where every report has them."""
    places = {id(audited): place for place, audited in enumerate(report.references)}

    def key(each: Placed) -> Rank:
        if each.audited is None or each.finding not in each.audited.findings:
            return finding_rank(each.finding)
        return finding_rank(each.finding, each.audited, places[id(each.audited)])

    return sorted((each for each in placed(report) if each.waived is None), key=key)


def _each(report: Report) -> Iterator[Placed]:
    """Yield the findings in the order of ``placed``, without identities."""
    first: dict[tuple[str, str], CheckedReference] = {}
    for audited in report.references:
        first.setdefault((audited.file, audited.case.reference.key), audited)
        for finding in audited.findings:
            yield Placed(file=audited.file, finding=finding, audited=audited)
    for each in report.list_findings:
        about = _first_named(first, each.file, each.finding)
        if about is None and each.place is not None:
            about = _only_named(first, each.finding)
        yield Placed(file=each.file, finding=each.finding, audited=about, place=each.place)
    for waived in report.waived:
        about = _first_named(first, waived.file, waived.finding)
        yield Placed(file=waived.file, finding=waived.finding, audited=about, waived=waived)


def _first_named(
    first: Mapping[tuple[str, str], CheckedReference], file: str, finding: Finding
) -> CheckedReference | None:
    return first.get((file, finding.references[0])) if finding.references else None


def _only_named(first: Mapping[tuple[str, str], CheckedReference], finding: Finding) -> CheckedReference | None:
    """Return the reference of another file that a citation is about, as in a manuscript's bibliography; ``None`` if not unique."""
    named = [audited for (_, key), audited in first.items() if key in finding.references[:1]]
    return named[0] if len(named) == 1 else None
