"""The report as Markdown for a review comment: errors and warnings first, the notes behind a click.

GitHub takes 65,536 characters a comment. What would go beyond is counted and left to the other formats. Nothing that a
reference holds becomes markup, an image, a mention or a link; the only links are those to the evidence.
"""

from collections.abc import Iterable, Iterator

from refcheck.model import CheckedReference, Evidence, Finding, ListFinding, Report, Severity
from refcheck.reports.explained_once import ExplainedOnce
from refcheck.reports.markup import escaped, link
from refcheck.reports.phrases import (
    SEVERITIES,
    count,
    gap_phrase,
    keys_phrase,
    severity_counts,
    taken_back,
    told,
    verdict_counts,
    verdict_phrase,
    waiver_phrase,
)
from refcheck.reports.placing import cited_at, whereabouts
from refcheck.reports.view import Entry, Section, View, sections

_ROOM = 60_000
"""So many characters are filled with findings; the summary and what stands around the findings are beside it."""

_RAW_LENGTH = 120
_TEXT_LENGTH = 400

_GRAVE, _LIGHT = View(), View(least=Severity.INFO, most_severe=Severity.INFO)


def render(report: Report) -> str:
    """The report as a comment: a summary, what has errors or warnings, and the rest as details that can be opened."""
    room = _Room(_ROOM)
    gaps = room.fill(_gaps(report))
    parts = [
        _summary(report),
        room.fill(_sections(sections(report, _GRAVE), ExplainedOnce(report))),
        _details("Notes", room.fill(_sections(sections(report, _LIGHT), ExplainedOnce(report)))),
        _details(
            "Waived",
            room.fill(_item(each.finding, each.finding.message, waiver_phrase(each)) for each in report.waived),
        ),
        _details("What could not be asked or read", gaps),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


class _Room:
    """The room that is left in the comment."""

    def __init__(self, characters: int) -> None:
        self._left = characters

    def fill(self, items: Iterable[str]) -> str:
        """As many of the items as there is room for, and a count of the others; empty for no item."""
        shown: list[str] = []
        others = 0
        for item in items:
            self._left -= len(item)
            if self._left > 0:
                shown.append(item)
            else:
                others += 1
        if others:
            shown.append(f"- … and {others} more, for which there is no room here")
        return "\n".join(shown)


def _summary(report: Report) -> str:
    head = f"### refcheck: {count(len(report.references), 'reference')}, {severity_counts(report)}"
    rows = [f"| {number} | {verdict_phrase(verdict, number)} |" for verdict, number in verdict_counts(report).items()]
    rows += [f"| {number} | {word}, whatever the verdict |" for word, number in taken_back(report).items()]
    return "\n".join([head, "", "| references | |", "|---:|---|", *rows]) if rows else head


def _sections(shown: Iterable[Section], explained: ExplainedOnce) -> Iterator[str]:
    """Each heading with its first item, then the other items."""
    for section in shown:
        above = f"\n**{section.title}**\n\n"
        for each in section.shown:
            if item := _reference(each, explained) if isinstance(each, Entry) else _of_list(each, explained):
                yield above + item
                above = ""


def _reference(entry: Entry, explained: ExplainedOnce) -> str:
    """A list item for a reference, with an item for each of its findings and one for their sources."""
    sources = _sources((evidence for finding in entry.findings for evidence in finding.evidence), explained)
    items = [_item(finding, explained.message(finding)) for finding in entry.findings]
    items += [f"- {sources}"] if sources else []
    return "\n".join([_head(entry.audited), *(f"  {item}" for item in items)])


def _head(audited: CheckedReference) -> str:
    reference = audited.case.reference
    where = whereabouts(audited.file, audited.place())
    shown = escaped(reference.raw, _RAW_LENGTH)
    return f"- **{escaped(f'[{reference.key}]', _TEXT_LENGTH)}** {audited.verdict.value}: {shown} ({escaped(where, _TEXT_LENGTH)})"


def _of_list(found: ListFinding, explained: ExplainedOnce) -> str:
    return _item(found.finding, explained.message(found.finding), cited_at(found))


def _item(finding: Finding, message: str, remark: str = "") -> str:
    """A finding as a list item: how grave, what, the rule, the references where they are several, and a remark."""
    keys = finding.references
    about = keys_phrase(keys) if len(keys) > 1 or remark else ""
    item = f"- {SEVERITIES[finding.severity]}: {escaped(message, _TEXT_LENGTH)}"
    item += f" ({escaped(about, _TEXT_LENGTH)})" if about else ""
    item += f" `{finding.rule.code}`"
    return f"{item} – {escaped(remark, _TEXT_LENGTH)}" if remark else item


def _sources(evidence: Iterable[Evidence], explained: ExplainedOnce) -> str:
    """Who says it, with links; a source that has none is told once."""
    links = [link(escaped(told(each), _TEXT_LENGTH), each.url or "") for each in evidence if told(each)]
    return ", ".join(each for each in dict.fromkeys(links) if each.startswith("[") or explained.is_new(each))


def _gaps(report: Report) -> Iterator[str]:
    for gap in report.run.incomplete:
        yield f"- {escaped(gap_phrase(gap), _TEXT_LENGTH)}"
    for note in report.run.notes:
        yield f"- in {escaped(f'{note.file}: {note.message}', _TEXT_LENGTH)}"


def _details(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{content}\n\n</details>" if content else ""
