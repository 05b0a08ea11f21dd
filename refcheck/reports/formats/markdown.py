"""The report as Markdown for a review comment: errors and warnings first, the notes behind a click.

GitHub takes 65,536 characters a comment. What would go beyond is counted and left to the other formats. Nothing that a
reference holds becomes markup, an image, a mention or a link; the only links are those to the evidence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from refcheck.model import Audited, Evidence, Finding, ListFinding, Report, Severity
from refcheck.reports.markup import escaped, link
from refcheck.reports.phrases import (
    WHOLE_LIST,
    count,
    gap_phrase,
    gravest_first,
    keys_phrase,
    severity_counts,
    told,
    verdict_counts,
    verdict_phrase,
    waiver_phrase,
)
from refcheck.reports.placing import cited_at, whereabouts

_ROOM = 60_000
"""So many characters are filled with findings; the summary and what stands around the findings are beside it."""

_RAW_LENGTH = 120
_TEXT_LENGTH = 400


def render(report: Report) -> str:
    """The report as a comment: a summary, what has errors or warnings, and the rest as details that can be opened."""
    room = _Room(_ROOM)
    grave = [_chosen(audited, _is_grave) for audited in report.references]
    light = [_chosen(audited, _is_light) for audited in report.references]
    of_lists = report.list_findings
    gaps = room.fill(_gaps(report))
    sections = [
        _summary(report),
        room.fill(_references(grave)),
        room.fill(_of_lists(of_lists, _is_grave)),
        _details("Notes", room.fill([*_references(light), *_of_lists(of_lists, _is_light)])),
        _details("Waived", room.fill(_item(each.finding, waiver_phrase(each)) for each in report.waived)),
        _details("What could not be asked or read", gaps),
    ]
    return "\n\n".join(filter(None, sections)) + "\n"


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
    return "\n".join([head, "", "| references | |", "|---:|---|", *rows]) if rows else head


def _chosen(audited: Audited, is_shown: Callable[[Finding], bool]) -> tuple[Audited, list[Finding]]:
    return audited, gravest_first([finding for finding in audited.findings if is_shown(finding)])


def _references(chosen: Iterable[tuple[Audited, list[Finding]]]) -> Iterator[str]:
    """A list item for each reference that has findings to show, with an item for each of them and one for their sources."""
    for audited, findings in chosen:
        if findings:
            sources = _sources(evidence for finding in findings for evidence in finding.evidence)
            items = [*map(_item, findings), *([f"- {sources}"] if sources else [])]
            yield "\n".join([_head(audited), *(f"  {item}" for item in items)])


def _head(audited: Audited) -> str:
    reference = audited.case.reference
    where = whereabouts(audited.file, audited.place())
    shown = escaped(reference.raw, _RAW_LENGTH)
    return f"- **{escaped(f'[{reference.key}]', _TEXT_LENGTH)}** {audited.verdict.value}: {shown} ({escaped(where, _TEXT_LENGTH)})"


def _of_lists(found: Sequence[ListFinding], is_shown: Callable[[Finding], bool]) -> Iterator[str]:
    shown = sorted(
        (each for each in found if is_shown(each.finding)), key=lambda each: -each.finding.rule.severity.rank
    )
    if shown:
        yield "\n".join([f"- **{WHOLE_LIST}**", *(f"  {_item(each.finding, cited_at(each))}" for each in shown)])


def _item(finding: Finding, remark: str = "") -> str:
    """A finding as a list item: how grave, what, the rule, the references where they are several, and a remark."""
    keys = finding.references
    about = keys_phrase(keys) if len(keys) > 1 or remark else ""
    item = f"- {finding.rule.severity.value}: {escaped(finding.message, _TEXT_LENGTH)}"
    item += f" ({escaped(about, _TEXT_LENGTH)})" if about else ""
    item += f" `{finding.rule.code}`"
    return f"{item} – {escaped(remark, _TEXT_LENGTH)}" if remark else item


def _sources(evidence: Iterable[Evidence]) -> str:
    links = (link(escaped(told(each), _TEXT_LENGTH), each.url or "") for each in evidence if told(each))
    return ", ".join(dict.fromkeys(links))


def _gaps(report: Report) -> Iterator[str]:
    for gap in report.run.incomplete:
        yield f"- {escaped(gap_phrase(gap), _TEXT_LENGTH)}"
    for note in report.run.notes:
        yield f"- in {escaped(f'{note.file}: {note.message}', _TEXT_LENGTH)}"


def _details(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{content}\n\n</details>" if content else ""


def _is_grave(finding: Finding) -> bool:
    return finding.rule.severity is not Severity.INFO


def _is_light(finding: Finding) -> bool:
    return finding.rule.severity is Severity.INFO
