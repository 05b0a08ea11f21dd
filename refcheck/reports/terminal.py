"""The report for a person at a terminal: grouped by reference, the difference marked, a summary at the end."""

from collections import Counter
from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from refcheck.model import Audited, Evidence, Finding, Report, Severity, Verdict
from refcheck.reports._marking import differing, visible

_PLAIN_WIDTH = 100_000
"""Lines are not broken where nobody sees a screen: they are searched and compared."""

_RAW_LENGTH = 160

_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_VERDICT_STYLES = {
    Verdict.BROKEN: "bold red",
    Verdict.DIFFERS: "yellow",
    Verdict.NOT_FOUND: "magenta",
    Verdict.VERIFIED: "green",
    Verdict.UNVERIFIED: "dim",
}
_VERDICT_PHRASES = {
    Verdict.BROKEN: "broken: registered nowhere",
    Verdict.DIFFERS: "differs from the record",
    Verdict.NOT_FOUND: "not found in any registry asked",
    Verdict.VERIFIED: "verified",
    Verdict.UNVERIFIED: "unverified: no registry could tell",
}
_PLURAL_PHRASES = {Verdict.DIFFERS: "differ from the record"}
"""How a verdict reads of several references, where that is not as of one."""


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
        console.print(Text("The whole list", style="bold"))
        for each in report.findings:
            _draw_finding(each.finding, console, keys=each.finding.references)
        console.print()
    _draw_summary(report, console)


def _draw_reference(audited: Audited, console: Console) -> None:
    reference = audited.case.reference
    raw = visible(reference.raw)
    head = Text.assemble(
        (f"[{visible(reference.key)}] ", "bold"),
        (audited.verdict.value, _VERDICT_STYLES[audited.verdict]),
        "  ",
        raw if len(raw) <= _RAW_LENGTH else raw[:_RAW_LENGTH] + "…",
    )
    console.print(head)
    for finding in sorted(audited.findings, key=lambda finding: -finding.rule.severity.rank):
        _draw_finding(finding, console)
    for source in dict.fromkeys(_source(evidence) for finding in audited.findings for evidence in finding.evidence):
        if source:
            _indented(Text(source, style="dim"), 4, console)
    console.print()


def _draw_finding(finding: Finding, console: Console, keys: Iterable[str] = ()) -> None:
    severity = finding.rule.severity
    where = ", ".join(visible(key) for key in keys)
    message = visible(finding.message)
    line = Text.assemble(
        (f"{severity.value:<7}", _SEVERITY_STYLES[severity]),
        f" {message}",
        (f" (references {where})" if where else ""),
        (f"  {finding.rule.code}", "dim"),
    )
    _indented(line, 4, console)
    for evidence in finding.evidence:
        cited, registered = visible(evidence.cited or ""), visible(evidence.registered or "")
        said_already = cited in message and registered in message
        if evidence.registry and cited and registered and not said_already:
            _indented(Text("cited       ", style="dim") + _marked(cited, registered, "red"), 12, console)
            _indented(Text("registered  ", style="dim") + _marked(registered, cited, "green"), 12, console)


def _source(evidence: Evidence) -> str:
    """Who says it, when and where; empty for what the printed text shows by itself."""
    if evidence.registry is None:
        return ""
    day = f", {evidence.retrieved:%Y-%m-%d}" if evidence.retrieved else ""
    return f"{evidence.registry}{day}: {visible(evidence.url or '')}".rstrip(": ")


def _indented(text: Text, columns: int, console: Console) -> None:
    console.print(Padding(text, (0, 0, 0, columns), expand=False))


def _marked(text: str, other: str, style: str) -> Text:
    marked = Text(text)
    for span in differing(text, other):
        marked.stylize(f"bold {style}", span.start, span.end)
    return marked


def _draw_summary(report: Report, console: Console) -> None:
    verdicts = Counter(audited.verdict for audited in report.references)
    severities = Counter(finding.rule.severity for finding in report.all_findings())
    console.print(Text(_count(len(report.references), "reference"), style="bold"))
    for verdict in Verdict:
        if verdicts[verdict]:
            number = verdicts[verdict]
            phrase = (
                _VERDICT_PHRASES[verdict] if number == 1 else _PLURAL_PHRASES.get(verdict, _VERDICT_PHRASES[verdict])
            )
            console.print(Text(f"{number:5} ") + Text(phrase, style=_VERDICT_STYLES[verdict]))
    counts = [
        _count(severities[Severity.ERROR], "error"),
        _count(severities[Severity.WARNING], "warning"),
        _count(severities[Severity.INFO], "note"),
    ]
    console.print(f"Findings: {', '.join(counts)}.")
    for gap in report.run.incomplete:
        keys = f" (references {', '.join(map(visible, gap.references))})" if gap.references else ""
        console.print(Text(f"Could not ask {gap.registry}: {visible(gap.why)}{keys}", style="yellow"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
