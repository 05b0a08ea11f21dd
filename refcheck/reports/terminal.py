"""The report for a person at a terminal: grouped by reference, the difference marked, a summary at the end."""

from collections import Counter
from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from refcheck.model import Audited, Evidence, Finding, Report, Severity, Verdict
from refcheck.reports._marking import differing, visible

_PLAIN_WIDTH = 100
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
        raw if len(raw) <= _RAW_LENGTH else raw[:_RAW_LENGTH] + "…",
        "  ",
        (audited.verdict.value, _VERDICT_STYLES[audited.verdict]),
    )
    console.print(head)
    for finding in sorted(audited.findings, key=lambda finding: -finding.rule.severity.rank):
        _draw_finding(finding, console)
    console.print()


def _draw_finding(finding: Finding, console: Console, keys: Iterable[str] = ()) -> None:
    severity = finding.rule.severity
    where = ", ".join(visible(key) for key in keys)
    line = Text.assemble(
        (f"{severity.value:<7}", _SEVERITY_STYLES[severity]),
        " ",
        visible(finding.message),
        (f" (references {where})" if where else ""),
        (f"  {finding.rule.code}", "dim"),
    )
    console.print(Padding(line, (0, 0, 0, 4)))
    for evidence in finding.evidence:
        for each in _evidence_lines(evidence):
            console.print(Padding(each, (0, 0, 0, 12)))


def _evidence_lines(evidence: Evidence) -> Iterable[Text]:
    cited, registered = visible(evidence.cited or ""), visible(evidence.registered or "")
    if cited and registered:
        yield Text("cited       ", style="dim") + _marked(cited, registered, "red")
        yield Text("registered  ", style="dim") + _marked(registered, cited, "green")
    if evidence.registry:
        day = f", {evidence.retrieved:%Y-%m-%d}" if evidence.retrieved else ""
        yield Text(f"says        {evidence.registry}{day} {visible(evidence.url or '')}".rstrip(), style="dim")


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
            phrase = Text(_VERDICT_PHRASES[verdict], style=_VERDICT_STYLES[verdict])
            console.print(Padding(Text(f"{verdicts[verdict]:4} ") + phrase, (0, 0, 0, 1)))
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
