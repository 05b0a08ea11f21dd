"""The report as Markdown for a review comment: errors and warnings first, the notes folded.

GitHub allows 65,536 characters in a comment. Findings that do not fit are counted and left to the other formats. Nothing in the
text of a reference becomes markup, an image, a mention or a link; the only links are those to the evidence.
"""

from collections.abc import Iterable, Iterator

from refcheck.messages import ENGLISH, speaker
from refcheck.model import CheckedReference, Evidence, Finding, ListFinding, Report, Severity
from refcheck.reports.explained_once import ExplainedOnce
from refcheck.reports.markup import escaped, link
from refcheck.reports.phrases import (
    about,
    as_printed,
    count,
    gap_phrase,
    keys_phrase,
    severity_counts,
    severity_word,
    taken_back,
    told,
    verdict_counts,
    verdict_phrase,
    verdict_word,
    waiver_phrase,
)
from refcheck.reports.placing import of_which, whereabouts
from refcheck.reports.view import Entry, Shown, View, sections

_ROOM = 60_000
"""The most characters of all findings; the summary and the text around the findings are not counted."""

_RAW_LENGTH = 120
_TEXT_LENGTH = 400

_GRAVE, _LIGHT = View(), View(least=Severity.INFO, most_severe=Severity.INFO)


def render(report: Report) -> str:
    """Return the report as a comment: a summary, the errors and warnings, and the rest as details that can be unfolded."""
    room, say = _Room(_ROOM, report.language), speaker(report.language)
    gaps = room.fill(_gaps(report))
    parts = [
        _summary(report),
        room.fill(_sections(report, _GRAVE)),
        _details(say("notes"), room.fill(_sections(report, _LIGHT))),
        _details(
            say("waived"),
            room.fill(
                _item(
                    each.finding,
                    each.finding.message,
                    report.language,
                    keys=keys_phrase(each.finding.references, report.language),
                    remark=waiver_phrase(each, report.language),
                )
                for each in report.waived
            ),
        ),
        _details(say("not-asked-or-read"), gaps),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


class _Room:
    """The remaining room in the comment."""

    def __init__(self, characters: int, language: str) -> None:
        self._left = characters
        self._language = language

    def fill(self, items: Iterable[str]) -> str:
        """Return the items for which there is room, and a count of the others; empty for no items."""
        shown: list[str] = []
        others = 0
        for item in items:
            self._left -= len(item)
            if self._left > 0:
                shown.append(item)
            else:
                others += 1
        if others:
            shown.append(f"- {speaker(self._language)('no-room', count=others)}")
        return "\n".join(shown)


def _summary(report: Report) -> str:
    language, say = report.language, speaker(report.language)
    head = f"### refcheck: {count(len(report.references), 'reference', language)}, {severity_counts(report)}"
    rows = [
        f"| {number} | {verdict_phrase(each, number, language)} |" for each, number in verdict_counts(report).items()
    ]
    rows += [f"| {number} | {say('whatever-the-verdict', word=word)} |" for word, number in taken_back(report).items()]
    return "\n".join([head, "", f"| {say('table-of-references')} | |", "|---:|---|", *rows]) if rows else head


def _sections(report: Report, view: View) -> Iterator[str]:
    """Yield each heading with its first item, then the other items."""
    explained = ExplainedOnce(report)
    for section in sections(report, view):
        above = f"\n**{section.title}**\n\n"
        for each in section.shown:
            if item := _shown(each, explained, report):
                yield above + item
                above = ""


def _shown(each: Shown, explained: ExplainedOnce, report: Report) -> str:
    if isinstance(each, Entry):
        return _reference(each, explained, report.language)
    return _of_list(each, explained, report)


def _reference(entry: Entry, explained: ExplainedOnce, language: str) -> str:
    """Return a list item for a reference, with items for its findings, for their sources and for what was left undecided."""
    sources = _sources((evidence for finding in entry.findings for evidence in finding.evidence), explained)
    items = [_item(finding, explained.message(finding), language) for finding in entry.findings]
    items += [f"- {sources}"] if sources else []
    items += [f"- {escaped(entry.unsettled, _TEXT_LENGTH)}"] if entry.unsettled else []
    return "\n".join([_head(entry.audited, language), *(f"  {item}" for item in items)])


def _head(audited: CheckedReference, language: str) -> str:
    reference = audited.case.reference
    where = whereabouts(audited.file, audited.place())
    shown = escaped(as_printed(reference), _RAW_LENGTH)
    verdict = audited.verdict.value if language == ENGLISH else verdict_word(audited.verdict, language)
    return f"- **{escaped(f'[{reference.key}]', _TEXT_LENGTH)}** {verdict}: {shown} ({escaped(where, _TEXT_LENGTH)})"


def _of_list(found: ListFinding, explained: ExplainedOnce, report: Report) -> str:
    keys, remark = about(found.finding, report.language), of_which(found, report)
    return _item(found.finding, explained.message(found.finding), report.language, keys=keys, remark=remark)


def _item(finding: Finding, message: str, language: str, *, keys: str = "", remark: str = "") -> str:
    """Return a finding as a list item: its severity and message, the references that it is about, the rule, and a remark."""
    item = f"- {severity_word(finding.severity, language)}: {escaped(message, _TEXT_LENGTH)}"
    item += f" ({escaped(keys, _TEXT_LENGTH)})" if keys else ""
    item += f" `{finding.rule.code}`"
    return f"{item} – {escaped(remark, _TEXT_LENGTH)}" if remark else item


def _sources(evidence: Iterable[Evidence], explained: ExplainedOnce) -> str:
    """Return the sources of evidence with their links; a source without a link is named only the first time."""
    links = [link(escaped(told(each), _TEXT_LENGTH), each.url or "") for each in evidence if told(each)]
    return ", ".join(each for each in dict.fromkeys(links) if each.startswith("[") or explained.is_new(each))


def _gaps(report: Report) -> Iterator[str]:
    say = speaker(report.language)
    for gap in report.run.incomplete:
        yield f"- {escaped(gap_phrase(gap, report.language), _TEXT_LENGTH)}"
    for note in report.run.notes:
        yield f"- {say('in-file')} {escaped(f'{note.file}: {note.message}', _TEXT_LENGTH)}"


def _details(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{content}\n\n</details>" if content else ""
