"""The report for a person at a terminal: grouped by reference, the difference marked, a summary at the end."""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from refcheck.model import Audited, Finding, Report, Severity, Verdict, Waived
from refcheck.reports.marking import brief, differing, visible
from refcheck.reports.phrases import (
    WHOLE_LIST,
    count,
    gap_phrase,
    gravest_first,
    keys_phrase,
    severity_counts,
    sources,
    verdict_counts,
    verdict_phrase,
    waiver_phrase,
)

_PLAIN_WIDTH = 100_000
"""Lines are not broken where nobody sees a screen: they are searched and compared."""

_RAW_LENGTH = 160
_TEXT_LENGTH = 2000

_WAIVED_SHOWN = 5
"""So many findings that were waived in the same words are listed; more are counted."""

_MARGIN = "    "
_LABEL = 12
"""The width of the margin and the label in front of a finding, and of the label in front of each side of a field."""

_NARROW = 60
"""On a narrower terminal nothing hangs behind a label, so that lines do not become columns of words."""

_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_VERDICT_STYLES = {
    Verdict.BROKEN: "bold red",
    Verdict.DIFFERS: "yellow",
    Verdict.NOT_FOUND: "magenta",
    Verdict.VERIFIED: "green",
    Verdict.UNVERIFIED: "dim",
}


def render(report: Report) -> str:
    """The report as plain text, without colours."""
    text = StringIO()
    draw(report, Console(file=text, width=_PLAIN_WIDTH, color_system=None, force_terminal=False))
    return text.getvalue()


def draw(report: Report, console: Console) -> None:
    """Print the report to a console, in its colours and width."""
    for audited in report.references:
        if audited.findings:
            _draw_reference(audited, console)
    if report.findings:
        console.print(Text(WHOLE_LIST, style="bold"))
        for each in report.findings:
            _draw_finding(each.finding, console, about=keys_phrase(each.finding.references))
        console.print()
    if report.waived:
        _draw_waived(report.waived, console)
    _draw_summary(report, console)


def _draw_reference(audited: Audited, console: Console) -> None:
    reference = audited.case.reference
    head = Text.assemble(
        (f"[{brief(reference.key, _RAW_LENGTH)}] ", "bold"),
        (audited.verdict.value, _VERDICT_STYLES[audited.verdict]),
        f"  {brief(reference.raw, _RAW_LENGTH + 1)}",
    )
    console.print(head)
    for finding in gravest_first(audited.findings):
        _draw_finding(finding, console)
    for source in sources(audited.findings):
        _print(Text(_MARGIN), Text(source, style="dim"), console)
    place = audited.place() if audited.places else None
    where = f"{visible(audited.file)}:{place.line}" if place else visible(audited.file)
    _print(Text(_MARGIN), Text(f"{where}, fingerprint {reference.fingerprint}", style="dim"), console)
    console.print()


def _draw_finding(finding: Finding, console: Console, about: str = "") -> None:
    severity = finding.rule.severity
    message = brief(finding.message, _TEXT_LENGTH)
    body = Text.assemble(message, f" ({about})" if about else "", (f"  {finding.rule.code}", "dim"))
    _print(_label(severity.value, _SEVERITY_STYLES[severity]), body, console)
    for evidence in finding.evidence:
        cited, registered = brief(evidence.cited or "", _TEXT_LENGTH), brief(evidence.registered or "", _TEXT_LENGTH)
        said_already = cited in message and registered in message
        if evidence.registry and cited and registered and not said_already:
            _print(_side("cited"), _marked(cited, registered, "red"), console)
            _print(_side("registered"), _marked(registered, cited, "green"), console)


def _label(word: str, style: str) -> Text:
    return Text.assemble(_MARGIN, (word.ljust(_LABEL - len(_MARGIN)), style))


def _side(word: str) -> Text:
    return Text.assemble(" " * _LABEL, (word.ljust(_LABEL), "dim"))


def _print(label: Text, body: Text, console: Console) -> None:
    """Print a label and behind it a text, whose further lines hang under its first."""
    hanging = label.cell_len if console.width >= _NARROW else len(_MARGIN)
    lines = (label[hanging:] + body).wrap(console, console.width - hanging)
    console.print(label[:hanging] + Text("\n" + " " * hanging).join(lines), no_wrap=True, overflow="ignore", crop=False)


def _draw_waived(waived: Sequence[Waived], console: Console) -> None:
    """What somebody decided to leave, a line each; where much was left in the same words, the first and how many more."""
    console.print(Text("Waived", style="bold"))
    for words, group in groupby(sorted(waived, key=waiver_phrase), key=waiver_phrase):
        each = list(group)
        for one in each[:_WAIVED_SHOWN]:
            about = keys_phrase(one.finding.references) or visible(one.file)
            _print(Text(_MARGIN), Text(f"{one.finding.rule.code} in {about}, {words}", style="dim"), console)
        if len(each) > _WAIVED_SHOWN:
            more = count(len(each) - _WAIVED_SHOWN, "more finding")
            _print(Text(_MARGIN), Text(f"{more} {words}", style="dim"), console)
    console.print()


def _marked(text: str, other: str, style: str) -> Text:
    marked = Text(text)
    for span in differing(text, other):
        marked.stylize(f"bold {style}", span.start, span.end)
    return marked


def _draw_summary(report: Report, console: Console) -> None:
    console.print(Text(count(len(report.references), "reference"), style="bold"))
    for verdict, number in verdict_counts(report).items():
        console.print(Text(f"{number:5} ") + Text(verdict_phrase(verdict, number), style=_VERDICT_STYLES[verdict]))
    waived = f" {count(len(report.waived), 'finding')} waived." if report.waived else ""
    console.print(Text(f"Findings: {severity_counts(report)}.{waived}"))
    for line in _troubles(report):
        console.print(Text(line, style="yellow"))


def _troubles(report: Report) -> Iterator[str]:
    """What could not be asked, and what could not be read or had to be guessed."""
    for gap in report.run.incomplete:
        yield gap_phrase(gap)
    for note in report.run.notes:
        yield f"{visible(note.file)}: {brief(note.message, _TEXT_LENGTH)}"
