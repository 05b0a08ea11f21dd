"""A document with the findings as comments in its margin: read → audit → comments at the places of the findings."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from refcheck.errors import SourceError
from refcheck.model import TRACKABLE, Bibliography, CheckedReference, Finding, Note, Report, Span, TextNode
from refcheck.office import Comment, Stamp, annotated
from refcheck.reading import read_as_set
from refcheck.reports.comments import comment
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.view import View
from refcheck.settings import Settings, apply

_FEW = 3
"""The most references at which a finding of the whole list is repeated; if it names more, it is put at the list's heading."""

Audit = Callable[[Bibliography], Report]


@frozen(kw_only=True)
class Annotated:
    """A file with comments.

    ``comments`` is the number of comments; ``unplaced`` are the keys of references whose comment is at the list's heading, since
    no place in the document is known where they are printed or cited. ``notes`` are the reader's; ``is_incomplete`` says that a
    registry could not be queried.
    """

    name: str
    data: bytes
    comments: int
    unplaced: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    is_incomplete: bool = False


def annotate(
    data: bytes, name: str, *, settings: Settings, audit: Audit, view: View, now: Callable[[Report], Stamp]
) -> Annotated:
    """Put a comment at every reference and citation with a finding that the settings and the view show.

    Raises:
        SourceError: the file cannot be read, or is not a document that can have comments.
    """
    bibliography, settings = read_as_set(data, name, settings)
    if bibliography.document.format not in TRACKABLE:
        raise SourceError(
            f"{name}: is not a Word or LibreOffice document; comments can be added to {' and '.join(TRACKABLE)}"
        )
    report = view.spoken(apply(audit(bibliography), settings))
    places = Places(bibliography)
    found = [
        *_of_references(report, view, places),
        *_of_citations(report, view, places),
        *_of_list(report, view, places),
    ]
    comments = [each for each, _ in found]
    return Annotated(
        name=name,
        data=annotated(data, bibliography.document, comments, now(report)) if comments else data,
        comments=len(comments),
        unplaced=tuple(key for _, key in found if key),
        notes=report.run.notes,
        is_incomplete=bool(report.run.incomplete),
    )


class Places:
    """The places of the references and citations in a document's file."""

    def __init__(self, bibliography: Bibliography) -> None:
        """Collect the places that the reader found."""
        self._document = bibliography.document
        self._printed = bibliography.printed
        self._cited: dict[str, list[Span]] = defaultdict(list)
        for citation in bibliography.citations:
            for key in citation.keys:
                self._cited[key].append(citation.span)
        every = [*(each.spans for each in bibliography.references), *bibliography.printed.values()]
        self._starts = [spans[0].start for spans in every if self.of_spans(spans)]

    def of_finding(self, audited: CheckedReference, finding: Finding) -> tuple[TextNode, ...]:
        """Return the place of the characters that a finding is about, else that of the reference."""
        reference = audited.case.reference
        located = reference.locate(finding.span) if finding.span else ()
        return self.of_spans(located) or self.of_reference(audited)

    def of_reference(self, audited: CheckedReference) -> tuple[TextNode, ...]:
        """Return the place where a reference is printed, or else first cited; empty if neither is known."""
        cited = self._cited.get(audited.key, ())
        return (
            self.of_spans(audited.case.reference.spans)
            or self.of_spans(self._printed.get(audited.key, ()))
            or next(filter(None, (self.of_spans([span]) for span in cited)), ())
        )

    def of_spans(self, spans: Iterable[Span]) -> tuple[TextNode, ...]:
        """Return the stretches of the file that spans of the text cover, as far as they are in the same part as the first."""
        nodes = [node for span in spans for node in self._document.nodes_at(span)]
        return tuple(node for node in nodes if node.part == nodes[0].part)

    def heading(self) -> tuple[TextNode, ...]:
        """Return the line before the first printed reference; the document's first line if there is none."""
        text = self._document.text
        start = text.rfind("\n", 0, min(self._starts, default=0)) + 1
        while start:
            end = start - 1
            start = text.rfind("\n", 0, end) + 1
            if nodes := self.of_spans([Span(start, end)]):
                return nodes
        first = next((node.span.start for node in self._document.nodes), 0)
        end = text.find("\n", first)
        return self.of_spans([Span(first, end if end >= 0 else len(text))])


def _of_references(report: Report, view: View, places: Places) -> Iterator[tuple[Comment, str]]:
    """Yield a comment for each reference with findings, and its key if the comment is at the heading."""
    of_lists: dict[str, list[Finding]] = defaultdict(list)
    for each in report.list_findings:
        for key in each.finding.references if _is_of_few(each.finding) else ():
            of_lists[key].append(each.finding)
    for audited in report.references:
        every = [*audited.findings, *of_lists.pop(audited.key, ())]
        findings = most_severe_first(filter(view.shows, every))
        if findings:
            placed = next((each for each in findings if each.span and each in audited.findings), findings[0])
            nodes = places.of_finding(audited, placed)
            lines = comment(audited, findings, report.language)
            yield Comment(nodes=nodes or places.heading(), lines=lines), "" if nodes else audited.key


def _of_citations(report: Report, view: View, places: Places) -> Iterator[tuple[Comment, str]]:
    """Yield a comment for each citation in the text that has a finding."""
    found: dict[Span, list[Finding]] = defaultdict(list)
    for each in report.list_findings:
        for span in each.finding.citations if view.shows(each.finding) else ():
            found[span].append(each.finding)
    for span, findings in found.items():
        nodes = places.of_spans([span]) or places.heading()
        yield Comment(nodes=nodes, lines=comment(None, findings, report.language)), ""


def _of_list(report: Report, view: View, places: Places) -> Iterator[tuple[Comment, str]]:
    """Yield one comment for all findings of the whole list."""
    findings = [each.finding for each in report.list_findings if view.shows(each.finding)]
    findings = [each for each in findings if not each.citations and not _is_of_few(each)]
    if findings:
        yield Comment(nodes=places.heading(), lines=comment(None, findings, report.language)), ""


def _is_of_few(finding: Finding) -> bool:
    return 0 < len(finding.references) <= _FEW
