"""The report for a person at a terminal: the count first, then the gravest, the difference marked, what to do next last."""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.style import Style
from rich.text import Text

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
from refcheck.reports.view import Detail, Entry, View, hidden, sections, unsettled
from refcheck.text.visible import brief, visible

_PLAIN_WIDTH = 100_000
"""Lines are not broken where nobody sees a screen: they are searched and compared."""

_HEAD_LENGTH = 160
_TEXT_LENGTH = 2000

_WAIVED_SHOWN = 5
"""So many findings that were waived in the same words are listed; more are counted."""

_MARGIN = "  "
_LABEL = 10
"""The width of the margin and the label in front of a finding, and of the label in front of each side of a field."""

_NARROW = 60
"""On a narrower terminal nothing hangs behind a label, so that lines do not become columns of words."""

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
    draw(report, Console(file=text, width=_PLAIN_WIDTH, color_system=None, force_terminal=False), view)
    return text.getvalue()


def draw(report: Report, console: Console, view: View = _DEFAULT) -> None:
    """Print the report to a console, in its colours and width."""
    shown = sections(report, view)
    of_lists = [each for each in report.list_findings if view.shows(each.finding)]
    has_a_body = bool(shown or of_lists or report.waived) or view.policy is not None
    if has_a_body:
        _print(Text(), Text(summary(report), style="bold"), console)
        _draw_policy(report, console, view)
    for section in shown:
        console.print()
        heading = f"{brief(section.heading, _HEAD_LENGTH)} ({len(section.entries)})"
        _print(Text(), Text(heading, style="bold underline"), console)
        for entry in section.entries:
            _draw_entry(entry, console, view)
    if of_lists:
        console.print()
        console.print(Text(WHOLE_LIST, style="bold underline"))
        for each in of_lists:
            about = (keys_phrase(each.finding.references), cited_at(each))
            _draw_finding(each.finding, console, about="; ".join(filter(None, about)))
    if report.waived:
        _draw_waived(report.waived, console)
    if has_a_body:
        console.print()
    _draw_end(report, console, view)


def _draw_policy(report: Report, console: Console, view: View) -> None:
    if view.policy is not None:
        _print(Text(), Text(visible(view.policy.name), style="bold"), console)
        for line in view.policy.summary(report):
            _print(Text(_MARGIN), Text(brief(line, _TEXT_LENGTH)), console)


def _draw_entry(entry: Entry, console: Console, view: View) -> None:
    console.print(_head(entry.audited, min(console.width, _HEAD_LENGTH)), no_wrap=True, overflow="ignore", crop=False)
    for finding in entry.findings:
        _draw_finding(finding, console)
    if view.tells_who_was_asked:
        for line in _unsettled(entry.audited):
            _print(Text(_MARGIN), Text(line, style="dim"), console)
    if view.detail is Detail.FULL:
        for line in (*sources(entry.findings), _whereabouts(entry.audited)):
            _print(Text(_MARGIN), Text(line, style="dim"), console)


def _head(audited: Audited, width: int) -> Text:
    """``[29] Lewis et al. (2021) The Chinese Approach …``, on one line, linked to the work where its DOI is known."""
    label = f"[{brief(audited.case.reference.key, _HEAD_LENGTH)}] "
    work = audited.case.reference.work
    said = str(work) if work.title or work.container_title else audited.case.reference.raw
    text = Text(brief(said, max(width, 2 * len(label))))
    text.truncate(max(width - len(label), len(label)), overflow="ellipsis")
    if link := _link(audited):
        text.stylize(Style(link=link))
    return Text(label, style=_VERDICT_STYLES[audited.verdict]) + text


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


def _draw_finding(finding: Finding, console: Console, about: str = "") -> None:
    severity = finding.rule.severity
    message = brief(finding.message, _TEXT_LENGTH)
    body = Text.assemble(message, f" ({about})" if about else "", (f"  {finding.rule.code}", "dim"))
    _print(_label(_SEVERITY_WORDS[severity], _SEVERITY_STYLES[severity]), body, console)
    for evidence in finding.evidence:
        cited, registered = brief(evidence.cited or "", _TEXT_LENGTH), brief(evidence.registered or "", _TEXT_LENGTH)
        said_already = cited in message and registered in message
        if evidence.registry and cited and registered and not said_already:
            _print(_side("cited"), _marked(cited, registered, "red"), console)
            _print(_side("registered"), _marked(registered, cited, "green"), console)


def _label(word: str, style: str) -> Text:
    return Text.assemble(_MARGIN, (word.ljust(_LABEL - len(_MARGIN)), style))


def _side(word: str) -> Text:
    return Text.assemble(" " * _LABEL, (word.ljust(_LABEL + 1), "dim"))


def _print(label: Text, body: Text, console: Console) -> None:
    """Print a label and behind it a text, whose further lines hang under its first."""
    hanging = label.cell_len if console.width >= _NARROW else min(label.cell_len, len(_MARGIN))
    lines = (label[hanging:] + body).wrap(console, console.width - hanging)
    for line in lines:
        line.rstrip()
    console.print(label[:hanging] + Text("\n" + " " * hanging).join(lines), no_wrap=True, overflow="ignore", crop=False)


def _draw_waived(waived: Sequence[Waived], console: Console) -> None:
    """What somebody decided to leave, a line each; where much was left in the same words, the first and how many more."""
    console.print()
    console.print(Text("Waived", style="bold underline"))
    for words, group in groupby(sorted(waived, key=waiver_phrase), key=waiver_phrase):
        each = list(group)
        for one in each[:_WAIVED_SHOWN]:
            about = keys_phrase(one.finding.references) or visible(one.file)
            _print(Text(_MARGIN), Text(f"{one.finding.rule.code} in {about}, {words}", style="dim"), console)
        if len(each) > _WAIVED_SHOWN:
            more = count(len(each) - _WAIVED_SHOWN, "more finding")
            _print(Text(_MARGIN), Text(f"{more} {words}", style="dim"), console)


def _marked(text: str, other: str, style: str) -> Text:
    marked = Text(text)
    for span in differing(text, other):
        marked.stylize(f"bold {style}", span.start, span.end)
    return marked


def _draw_end(report: Report, console: Console, view: View) -> None:
    """The counts, again where the top may have scrolled away; what could not be asked or read; and what to do next."""
    _print(Text(), Text(summary(report), style="bold"), console)
    if view.detail is Detail.FULL:
        for line in services_table(report.run.services):
            _print(Text(), Text(line, style="dim"), console)
    for line in _troubles(report):
        _print(Text(), Text(line, style="yellow"), console)
    for line in next_steps(report, hidden(report, view), unsettled(report, view)):
        _print(Text(), Text(line, style="bold"), console)


def _troubles(report: Report) -> Iterator[str]:
    """What could not be asked, and what could not be read or had to be guessed."""
    for gap in report.run.incomplete:
        yield gap_phrase(gap)
    for note in report.run.notes:
        yield f"{visible(note.file)}: {brief(note.message, _TEXT_LENGTH)}"
