"""The report for a person at a terminal: the count first, then the gravest, the difference marked, what to do next last."""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby

from refcheck.model import Audited, Finding, Report, Severity, Verdict, Waived
from refcheck.reports.marking import differing
from refcheck.reports.phrases import (
    WHOLE_LIST,
    count,
    gap_phrase,
    keys_phrase,
    next_steps,
    services_table,
    sources,
    summary,
    waiver_phrase,
)
from refcheck.reports.placing import cited_at, whereabouts
from refcheck.reports.screen import Screen
from refcheck.reports.view import Detail, Entry, View, hidden, sections, unsettled
from refcheck.text.visible import brief, visible

_HEAD_LENGTH = 160
_TEXT_LENGTH = 2000

_WAIVED_SHOWN = 5
"""So many findings that were waived in the same words are listed; more are counted."""

_MARGIN = "  "
_LABEL = 10
"""The width of the margin and the label in front of a finding, and of the label in front of each side of a field."""

_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_VERDICT_STYLES = {
    Verdict.BROKEN: "bold red",
    Verdict.DIFFERS: "yellow",
    Verdict.NOT_FOUND: "magenta",
    Verdict.VERIFIED: "green",
    Verdict.UNVERIFIED: "dim",
}

_DEFAULT = View()


def render(report: Report, view: View = _DEFAULT) -> str:
    """The report as plain text, without colours."""
    text = StringIO()
    draw(report, Screen(file=text), view)
    return text.getvalue()


def draw(report: Report, screen: Screen, view: View = _DEFAULT) -> None:
    """Print the report to a terminal, in its styles and width."""
    shown = sections(report, view)
    of_lists = [each for each in report.list_findings if view.shows(each.finding)]
    has_a_body = bool(shown or of_lists or report.waived) or view.policy is not None
    if has_a_body:
        screen.paragraph(screen.styled(summary(report), "bold"))
        _draw_policy(report, screen, view)
    for section in shown:
        screen.line()
        heading = f"{brief(section.heading, _HEAD_LENGTH)} ({len(section.entries)})"
        screen.paragraph(screen.styled(heading, "bold underline"))
        for entry in section.entries:
            _draw_entry(entry, screen, view)
    if of_lists:
        screen.line()
        screen.line(screen.styled(WHOLE_LIST, "bold underline"))
        for each in of_lists:
            about = (keys_phrase(each.finding.references), cited_at(each))
            _draw_finding(each.finding, screen, about="; ".join(filter(None, about)))
    if report.waived:
        _draw_waived(report.waived, screen)
    if has_a_body:
        screen.line()
    _draw_end(report, screen, view)


def _draw_policy(report: Report, screen: Screen, view: View) -> None:
    if view.policy is not None:
        screen.paragraph(screen.styled(visible(view.policy.name), "bold"))
        for line in view.policy.summary(report):
            screen.paragraph(brief(line, _TEXT_LENGTH), label=_MARGIN)


def _draw_entry(entry: Entry, screen: Screen, view: View) -> None:
    screen.line(_head(entry.audited, screen))
    for finding in entry.findings:
        _draw_finding(finding, screen)
    if view.tells_who_was_asked:
        for line in _unsettled(entry.audited):
            screen.paragraph(screen.styled(line, "dim"), label=_MARGIN)
    if view.detail is Detail.FULL:
        for line in (*sources(entry.findings), _whereabouts(entry.audited)):
            screen.paragraph(screen.styled(line, "dim"), label=_MARGIN)


def _head(audited: Audited, screen: Screen) -> str:
    """``[29] Lewis et al. (2021) The Chinese Approach …``, on one line, linked to the work where its DOI is known."""
    columns = min(screen.columns or _HEAD_LENGTH, _HEAD_LENGTH)
    label = f"[{brief(audited.case.reference.key, _HEAD_LENGTH)}] "
    work = audited.case.reference.work
    said = str(work) if work.title or work.container_title else audited.case.reference.raw
    text = screen.cut(brief(said, max(columns, 2 * len(label))), max(columns - len(label), len(label)))
    return screen.styled(label, _VERDICT_STYLES[audited.verdict]) + screen.linked(text, _link(audited))


def _link(audited: Audited) -> str | None:
    """The address of the work, if it is of a form that a terminal cannot take for anything else."""
    match = audited.case.match
    doi = (match.record.work.doi if match else None) or audited.case.reference.work.doi
    address = f"https://doi.org/{doi}"
    return address if doi and address.isascii() and address.isprintable() and not set(" ;") & set(address) else None


def _unsettled(audited: Audited) -> Iterator[str]:
    """Who was asked in vain, and what would settle it."""
    if audited.unsettled:
        yield brief(audited.unsettled, _TEXT_LENGTH)


def _whereabouts(audited: Audited) -> str:
    return f"{whereabouts(visible(audited.file), audited.place())}, fingerprint {audited.case.reference.fingerprint}"


def _draw_finding(finding: Finding, screen: Screen, about: str = "") -> None:
    severity = finding.rule.severity
    message = brief(finding.message, _TEXT_LENGTH)
    label = screen.styled(_SEVERITY_WORDS[severity].ljust(_LABEL - len(_MARGIN)), _SEVERITY_STYLES[severity])
    body = f"{message} ({about})" if about else message
    screen.paragraph(f"{body}  {screen.styled(finding.rule.code, 'dim')}", label=_MARGIN + label)
    for evidence in finding.evidence:
        cited, registered = brief(evidence.cited or "", _TEXT_LENGTH), brief(evidence.registered or "", _TEXT_LENGTH)
        said_already = cited in message and registered in message
        if evidence.registry and cited and registered and not said_already:
            _draw_side("cited", _marked(cited, registered, "red", screen), screen)
            _draw_side("registered", _marked(registered, cited, "green", screen), screen)


def _draw_side(word: str, text: str, screen: Screen) -> None:
    screen.paragraph(text, label=" " * _LABEL + screen.styled(word.ljust(_LABEL + 1), "dim"))


def _marked(text: str, other: str, style: str, screen: Screen) -> str:
    """The text with what is not in the other in bold and colour."""
    marked, end = "", 0
    for span in differing(text, other):
        marked += text[end : span.start] + screen.styled(text[span.start : span.end], f"bold {style}")
        end = span.end
    return marked + text[end:]


def _draw_waived(waived: Sequence[Waived], screen: Screen) -> None:
    """What somebody decided to leave, a line each; where much was left in the same words, the first and how many more."""
    screen.line()
    screen.line(screen.styled("Waived", "bold underline"))
    for words, group in groupby(sorted(waived, key=waiver_phrase), key=waiver_phrase):
        each = list(group)
        for one in each[:_WAIVED_SHOWN]:
            about = keys_phrase(one.finding.references) or visible(one.file)
            screen.paragraph(screen.styled(f"{one.finding.rule.code} in {about}, {words}", "dim"), label=_MARGIN)
        if len(each) > _WAIVED_SHOWN:
            more = count(len(each) - _WAIVED_SHOWN, "more finding")
            screen.paragraph(screen.styled(f"{more} {words}", "dim"), label=_MARGIN)


def _draw_end(report: Report, screen: Screen, view: View) -> None:
    """The counts, again where the top may have scrolled away; what could not be asked or read; and what to do next."""
    screen.paragraph(screen.styled(summary(report), "bold"))
    if view.detail is Detail.FULL:
        for line in services_table(report.run.services):
            screen.paragraph(screen.styled(line, "dim"))
    for line in _troubles(report):
        screen.paragraph(screen.styled(line, "yellow"))
    for line in next_steps(report, hidden(report, view), unsettled(report, view)):
        screen.paragraph(screen.styled(line, "bold"))


def _troubles(report: Report) -> Iterator[str]:
    """What could not be asked, and what could not be read or had to be guessed."""
    for gap in report.run.incomplete:
        yield gap_phrase(gap)
    for note in report.run.notes:
        yield f"{visible(note.file)}: {brief(note.message, _TEXT_LENGTH)}"
